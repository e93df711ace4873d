/** What is proposed from judged headlines, and that nothing known to be the sign is lost by it. Headlines are made up. */
import { describe, expect, it } from 'vitest';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { createLexicon } from '../../../src/core/lists/lexicon.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { changeInWords } from '../../../src/core/tune/change.ts';
import type { Evidence } from '../../../src/core/tune/evidence.ts';
import { proposeChanges } from '../../../src/core/tune/propose.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

const LEXICON = createLexicon(SHIPPED_LISTS);

function briefOf(
  query: string,
  lists: Record<string, unknown> = {},
  more: Record<string, string> = {},
): Brief {
  const examples = { hits: ['x'], misses: ['y'] };
  return Brief.parse({
    id: 'b',
    title: 'B',
    happened: 'h',
    leverage: 'l',
    mechanism: 'm',
    matters: 'm',
    watch: 'w',
    lists,
    indicators: Object.entries({ i: query, ...more }).map(([id, each]) => ({
      id,
      name: id,
      quote: 'q',
      query: each,
      examples,
    })),
  });
}

const judged = (relevant: boolean, titles: readonly string[], lang = 'en'): readonly Evidence[] =>
  titles.map((title) => ({
    text: { title, summary: '', outlet: '', lang, feed: '' },
    story: title,
    relevant,
    from: 'vote',
  }));

function proposed(
  brief: Brief,
  evidence: readonly Evidence[],
  others: Record<string, readonly Evidence[]> = {},
) {
  const known = new Map(Object.entries({ i: evidence, ...others }));
  const { proposals, brief: tuned } = proposeChanges(brief, known, LEXICON);
  const matcher = compileBriefs([tuned]);
  const before = compileBriefs([brief]);
  for (const [id, each] of known) {
    for (const { text, relevant } of each) {
      const [was, is] = [before.matches('b', id, text), matcher.matches('b', id, text)];
      // Whatever is proposed: nothing right is lost, nothing wrong begins to match.
      if (relevant ? was && !is : is && !was) throw new Error(`${text.title} is lost or added wrongly`);
    }
  }
  return proposals.map(({ change }) => changeInWords(change));
}

describe('what is proposed', () => {
  it('a NOT of a word that several false alarms have and nothing right has', () => {
    const evidence = [
      ...judged(true, ['Dockers strike at Skerry', 'Dockers in Larkmoor begin strike']),
      ...judged(false, ['Striking dockers in new musical', 'Dockers strike a chord: a musical for spring']),
    ];
    expect(proposed(briefOf('docker* AND (strike* OR striking)'), evidence)).toEqual(['add AND NOT musical']);
  });

  it('nothing where one story alone speaks for it', () => {
    const evidence = [
      ...judged(true, ['Dockers strike at Skerry']),
      ...judged(false, ['Dockers strike a chord: a musical for spring']),
    ];
    expect(proposed(briefOf('docker* AND strike*'), evidence)).toEqual([]);
  });

  it('no NOT of a word that something right has', () => {
    const evidence = [
      ...judged(true, ['Dockers strike at Skerry', 'Dockers strike closes the musical']),
      ...judged(false, ['Dockers strike gold in musical', 'Dockers strike lucky, musical ends']),
    ];
    expect(proposed(briefOf('docker* AND strike*'), evidence)).toEqual([]);
  });

  it('a nearer NEAR, no nearer than what is right needs', () => {
    const evidence = [
      ...judged(true, ['Mayor of Larkmoor will resign', 'Mayor resigns']),
      ...judged(false, [
        'Mayor opens fair as two clerks of Skerry resign',
        'Mayor greets the guests while cooks and waiters resign',
      ]),
    ];
    expect(proposed(briefOf('mayor NEAR/9 resign*'), evidence)).toEqual([
      'write 7 in place of the distance 9',
    ]);
  });

  it('that a term counts in the language only in which it is right', () => {
    const brief = briefOf('mayor AND $acts', { acts: ['resign*', 'quits', 'nach'] });
    const evidence = [
      ...judged(true, ['Mayor resigns']),
      ...judged(true, ['Mayor: nach dem Rücktritt', 'Der Mayor geht nach Hause'], 'de'),
      ...judged(false, ['Mayor parle de Nach', 'Nach: le mayor chante'], 'fr'),
    ];
    expect(proposed(brief, evidence)).toEqual(['let nach of $acts count in German only']);
  });

  it('to take a term out that is never right', () => {
    const brief = briefOf('mayor AND $acts', { acts: ['resign*', 'keep', 'quits'] });
    const evidence = [
      ...judged(true, ['Mayor resigns', 'Mayor quits']),
      ...judged(false, ['Mayor asks all to keep calm', 'Keep out, says mayor']),
    ];
    expect(proposed(brief, evidence)).toEqual(['take keep out of $acts']);
  });

  it('a term for the list that missed reports lack', () => {
    const brief = briefOf('mayor AND $acts', { acts: { en: ['resign*'], de: ['tritt zurück'] } });
    const evidence = [
      ...judged(true, [
        'Mayor resigns',
        'Larkmoor mayor bows out',
        'After a year the mayor bows to pressure',
      ]),
      ...judged(false, ['Mayor opens fair', 'Mayor out walking']),
    ];
    expect(proposed(brief, evidence)).toEqual(['add bows (English) to $acts']);
  });

  it('an alternative for the OR that missed reports lack', () => {
    const evidence = [
      ...judged(true, ['Mayor resigns', 'Skerry mayor departs', 'The mayor departs from Larkmoor']),
      ...judged(false, ['Mayor opens fair']),
    ];
    expect(proposed(briefOf('mayor AND (resign* OR quits)'), evidence)).toEqual([
      'add OR departs to (resign* OR quits)',
    ]);
  });

  it('no common word for a list of names', () => {
    const brief = briefOf('$people AND resign*', { people: ['Orlan', 'Tessim'] });
    const evidence = judged(true, ['Orlan resigns', 'Somebody unknown resigns', 'Another unknown resigns']);
    expect(proposed(brief, evidence)).toEqual([]);
  });

  it('no change of a list by which another indicator would lose', () => {
    const brief = briefOf('mayor AND $acts', { acts: ['resign*', 'keep'] }, { j: 'bishop AND $acts' });
    const evidence = [
      ...judged(true, ['Mayor resigns']),
      ...judged(false, ['Mayor asks all to keep calm', 'Keep out, says mayor']),
    ];
    const others = { j: judged(true, ['Bishop may keep his see']) };
    expect(proposed(brief, evidence, others)).toEqual([]);
  });

  it('several changes, each on top of those before it', () => {
    const evidence = [
      ...judged(true, ['Mayor resigns', 'Mayor will resign', 'Mayor departs', 'Old mayor departs at last']),
      ...judged(false, [
        'Mayor sings as clerks in the town of Skerry resign',
        'Mayor sees some of the clerks of the town resign',
        'Mayor resigns in film',
        'Film: mayor resigns again',
      ]),
    ];
    const found = proposed(briefOf('mayor NEAR/9 (resign* OR quits)'), evidence);
    expect(found).toEqual([
      'write 8 in place of the distance 9',
      'add AND NOT film',
      'add OR departs to (resign* OR quits)',
    ]);
  });
});
