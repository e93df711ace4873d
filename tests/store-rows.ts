/** Rows that tests need to stand before what they look at. */
import { insertEntry, saveStory } from '../src/edges/store/entries.ts';
import { openAlert } from '../src/edges/store/alerts.ts';
import type { Store } from '../src/edges/store/open-store.ts';

/** An open alert with the entry and story behind it; the answer is its number. */
export async function givenAlert(store: Store, at: number): Promise<number> {
  await saveStory(store.db, 'a-story', 'A headline', at);
  const seq = await insertEntry(
    store.db,
    {
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
    },
    { storyId: 'a-story', seenAt: at, history: false },
  );
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
