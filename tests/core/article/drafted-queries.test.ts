/** What drafted queries tell apart: an act and its like, what is done and what is not, and what judges decide about it. */
import { describe, expect, it } from 'vitest';
import { readBrief } from '../../../src/config/read-brief.ts';
import { writeBrief } from '../../../src/config/write-brief.ts';
import { draftBrief } from '../../../src/core/article/draft.ts';
import { readArticle } from '../../../src/core/article/sections.ts';
import { checkBrief } from '../../../src/core/query/language/check-brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

/** Which signs, by their place in the article, a headline of its field is told as. */
function reading(watch: string): (title: string, lang?: string) => readonly number[] {
  const read = readArticle(`# Who keeps the canal open

## What happened
The canal authority of Lower Sarn dismissed two commissioners, and the court looked on.

## Who gains leverage
Leverage lies with the minister, the commissioners and the courts, and with the companies that sell gas.

## What mechanism is operating
Each price cap and each emergency level makes the next look necessary.

## Why it matters
Forty towns live on one canal.

## What to watch next
${watch}
`);
  if (read.kind === 'unreadable') throw new Error(read.what);
  const text = writeBrief(draftBrief(read.article, SHIPPED_LISTS), []);
  const { brief, issues } = readBrief('draft.yaml', text, {
    shared: SHIPPED_LISTS,
    checkQueries: checkBrief,
  });
  if (brief === undefined) throw new Error(issues.map(({ what }) => what).join('; '));
  const ids = brief.indicators.map(({ id }) => id);
  const matcher = compileBriefs([brief]);
  return (title, lang = 'en') =>
    matcher
      .match({ title, summary: '', lang, outlet: '', feed: '' })
      .map(({ indicatorId }) => ids.indexOf(indicatorId) + 1)
      .toSorted((a, b) => a - b);
}

describe('a drafted query', () => {
  const signsOf = reading(
    `Watch for commissioners who are dismissed or suspended before their term ends, for observers who are refused entry, for
price caps that are set, and for governments that ration gas. Courts that annul such decisions, or put back those who were
dismissed, would point the other way.`,
  );

  it.each([
    ['Minister sacks canal commissioner', 'en', [1]],
    ['Parliament shortens the terms of three commissioners', 'en', [1]],
    ['Le parlement écourte le mandat des commissaires', 'fr', [1]],
    ['Observers told to leave Lower Sarn by Friday', 'en', [2]],
    ['Observadores expulsados de la provincia', 'es', [2]],
    ['Lower Sarn rations gas for factories', 'en', [4]],
  ])('finds %s', (title, lang, signs) => {
    expect(signsOf(title, lang)).toStrictEqual(signs);
  });

  it.each([
    ['Observers went to dinner and were not expelled, police say', 'en'],
    ['Les observateurs n’ont pas été expulsés', 'fr'],
    ['Commissioner was never suspended, authority says', 'en'],
  ])('leaves alone what was not done: %s', (title, lang) => {
    expect(signsOf(title, lang)).toStrictEqual([]);
  });

  it.each([
    ['Court annuls dismissal of canal commissioner', 'en'],
    ['Judges overturn suspension of two commissioners', 'en'],
    ['Gericht hebt die Entlassung der Kommissarin auf', 'de'],
  ])('takes what a court undoes for the sign that says so: %s', (title, lang) => {
    expect(signsOf(title, lang)).toStrictEqual([5]);
  });

  it.each([['Court hears dismissed commissioner'], ['Dismissed commissioner thanks the court']])(
    'does not take those who were dismissed for what a court does: %s',
    (title) => {
      expect(signsOf(title)).not.toContain(5);
    },
  );

  it('takes a word for the act that is called like it: a cap is no rationing', () => {
    expect(signsOf('Lower Sarn government caps gas price at 14 crowns')).not.toContain(4);
  });

  it.each([
    ['Bank of Lower Sarn opens museum of gold coins'],
    ['Central bank of Lower Sarn holds rate at 9 percent'],
    ['Central bank governor of Lower Sarn speaks to students'],
  ])('does not take the body that acts for the act: %s', (title) => {
    const told = reading(
      'Watch for central bank governors who are dismissed, and for a central bank that sells gold or that declares controls.',
    );
    expect(told(title)).toStrictEqual([]);
  });

  it('takes what an act is done to for no act of its own', () => {
    const told = reading(
      'Watch for the league that blocks the takeover, and for councils that buy the ground.',
    );
    expect(told('Fund completes takeover of ferry league')).not.toContain(1);
    expect(told('League blocks takeover of Rovers')).toContain(1);
  });

  it('does not take what a second subject does for what a first one was told of', () => {
    const told = reading('Neighbours that close borders, and airlines that suspend flights.');
    expect(told('Airline suspends flights to Lower Sarn')).not.toStrictEqual([]);
  });
});
