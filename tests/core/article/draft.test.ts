/** Drafts of articles of our own load untouched, find headlines of their field in several languages, and leave others alone. */
import { describe, expect, it } from 'vitest';
import { readBrief } from '../../../src/config/read-brief.ts';
import { writeBrief } from '../../../src/config/write-brief.ts';
import { draftBrief } from '../../../src/core/article/draft.ts';
import { readArticle } from '../../../src/core/article/sections.ts';
import { checkBrief } from '../../../src/core/query/language/check-brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

const ARTICLE = `# Who may drink from the lake

## What happened
The Water Office closed the dam at Morrow Gate for a week, and only Brenholt was told why.

## Who gains leverage
Leverage lies with the Water Office of Lower Sarn, which grants and takes permits.

## What mechanism is operating
Scarcity is steered by permits. Each refusal makes the next favour dearer.

## Why it matters
Two towns and forty farms live on one reservoir.

## What to watch next
Watch for dams that are damaged or closed, for farms that lose permits, for unions that strike, and for ministers who
resign. Courts that annul such decisions would point the other way.
`;

function draftOf(text: string): string {
  const read = readArticle(text);
  if (read.kind === 'unreadable') throw new Error(read.what);
  return writeBrief(draftBrief(read.article, SHIPPED_LISTS), []);
}

it('has sound queries where there are no shared lists to leave anything out by', () => {
  const read = readArticle(ARTICLE);
  if (read.kind === 'unreadable') throw new Error(read.what);
  const { indicators } = draftBrief(read.article, {});
  expect(indicators.length).toBeGreaterThan(0);
  for (const { query } of indicators) expect(query).not.toContain('$noise');
});

describe('a drafted brief', () => {
  const text = draftOf(ARTICLE);
  const { brief, issues } = readBrief('draft.yaml', text, {
    shared: SHIPPED_LISTS,
    checkQueries: checkBrief,
  });

  it('loads as it is, with a sign for each clause, and the guesses marked', () => {
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(brief?.indicators.map(({ quote, supports }) => [quote, supports])).toEqual([
      ['dams that are damaged or closed', 'at-work'],
      ['farms that lose permits', 'at-work'],
      ['unions that strike', 'at-work'],
      ['ministers who resign', 'at-work'],
      ['Courts that annul such decisions', 'held-back'],
    ]);
    expect(text.match(/# guess:/g)?.length).toBeGreaterThanOrEqual(7);
    expect(text).toContain('# made up');
  });

  it.each([
    ['Dam at Morrow Gate closed again', 'en', 'dams-damaged-closed'],
    ['Staudamm beschädigt: Polizei ermittelt', 'de', 'dams-damaged-closed'],
    ['Barrage endommagé dans la nuit', 'fr', 'dams-damaged-closed'],
    ['Minister resigns over water permits', 'en', 'ministers-resign'],
    ['Ministro dimite tras la polémica', 'es', 'ministers-resign'],
    ['Minister treedt af', 'nl', 'ministers-resign'],
    ['Tribunale annulla la decisione sulla diga', 'it', 'courts-annul-such'],
  ])('finds "%s" (%s)', (title, lang, id) => {
    if (brief === undefined) throw new Error('unsound');
    const hits = compileBriefs([brief]).match({ title, summary: '', outlet: '', feed: '', lang });
    expect(hits.map(({ indicatorId }) => indicatorId)).toContain(id);
  });

  it.each(['Choir sings at the lake', 'Brenholt bakery opens second shop', 'Minister visits school'])(
    'leaves alone "%s"',
    (title) => {
      if (brief === undefined) throw new Error('unsound');
      expect(compileBriefs([brief]).match({ title, summary: '', outlet: '', feed: '', lang: 'en' })).toEqual(
        [],
      );
    },
  );
});
