/** Rows that tests need to stand before what they look at. */
import type { Entry } from '../src/core/feed/entry.ts';
import { openAlert } from '../src/edges/store/alerts.ts';
import { insertEntries } from '../src/edges/store/entries.ts';
import { joinMessage, openMessage } from '../src/edges/store/outbox/messages.ts';
import type { Store } from '../src/edges/store/open-store.ts';
import { saveStories } from '../src/edges/store/stories.ts';

/** An entry that was news when it was published, and its story; the answer is its row number. */
export async function givenEntry(store: Store, storyId: string, entry: Entry): Promise<number> {
  const { title, publishedAt } = entry;
  await saveStories(store.db, [{ id: storyId, headline: title, at: publishedAt }]);
  const [stored] = await insertEntries(store.db, [{ entry, storyId, seenAt: publishedAt, history: false }]);
  if (stored === undefined) throw new Error('the entry was not stored');
  return stored.seq;
}

/** An open alert with the entry and story behind it; the answer is its number. */
export async function givenAlert(store: Store, at: number): Promise<number> {
  const seq = await givenEntry(store, 'a-story', {
    feedId: 'a-feed',
    id: 'one',
    title: 'A headline',
    link: 'https://outlet.example/one',
    canonicalUrl: 'https://outlet.example/one',
    titleKey: 'a headline',
    summary: '',
    outlet: 'Outlet',
    lang: 'en',
    country: undefined,
    publishedAt: at,
  });
  const id = await openAlert(
    store.db,
    {
      key: 'story/a-story/brief/indicator',
      kind: 'story',
      briefId: 'brief',
      indicatorId: 'indicator',
      correlationId: undefined,
      storyId: 'a-story',
      entry: seq,
      severity: 'high',
      labels: { severity: ['high'] },
      evidence: [],
      finding: undefined,
    },
    at,
  );
  if (id === undefined) throw new Error('the alert was open already');
  return id;
}

/** A message of an alert at a receiver; the answer is its number. */
export async function givenMessage(
  store: Store,
  alertId: number,
  receiver: string,
  at: number,
): Promise<number> {
  const subject = { subject: `alert-${alertId}`, receiver, storyId: 'a-story', follows: undefined };
  const { id } = await openMessage(store.db, subject, at);
  await joinMessage(store.db, id, alertId, at);
  return id;
}
