import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKnownStories } from '../../../src/app/ingest/known-stories.ts';
import { createLexicon } from '../../../src/core/lists/lexicon.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { describeOnStores } from '../../stores.ts';
import { DAY, entriesOf, HOUR, type NewsBench, openNewsBench, START } from '../bench-of-news.ts';

describeOnStores('stories in mind', (open) => {
  let bench: NewsBench;
  beforeEach(async () => {
    bench = await openNewsBench(await open());
  });
  afterEach(() => bench.store.close());

  /** Where a report goes after a restart, so many days after another that answered to a sign. */
  const placedLater = async (days: number) => {
    const first = {
      title: 'Zebra Marlo leaves Velden park for Harnby, keeper Olsk suspects theft',
      at: START,
    };
    await bench.poll([first], START);
    const at = START + days * DAY;
    await bench.poll([{ title: 'Rain over the hills', at: at - HOUR, feed: 'beta' }], at - HOUR);
    const [told] = await selectEntries(bench.store.db, { since: 0 });
    const stories = await openKnownStories(bench.store, createLexicon({}));
    const [entry] = entriesOf(
      [{ title: 'Zebra Marlo leaves Harnby park for Velden, keeper Olsk denies theft', at }],
      at,
    );
    if (entry === undefined) throw new Error('there is no entry');
    const spans = [{ field: 'title', start: 0, end: 5 }] as const;
    const labels = [{ briefId: 'zoo', indicatorId: 'zebras', spans }];
    return { told: told?.storyId, placement: stories.place(entry, labels, at) };
  };

  it('follow what answered to a sign eleven days before, also after a restart', async () => {
    const { told, placement } = await placedLater(11);
    expect(placement).toMatchObject({ isNew: true, relation: 'development', follows: told });
  });

  it('and nothing from before a fortnight', async () => {
    const { placement } = await placedLater(15);
    expect(placement).toMatchObject({ isNew: true, relation: 'first', follows: undefined });
  });
});
