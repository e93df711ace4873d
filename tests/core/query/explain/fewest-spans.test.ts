import { expect, it } from 'vitest';
import { joinMarks } from '../../../../src/core/delivery/join-marks.ts';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { fewestSpans } from '../../../../src/core/query/explain/fewest-spans.ts';
import { compileBriefs } from '../../../../src/core/query/language/compile-briefs.ts';
import { ZOO } from '../../../app/bench-of-news.ts';

/** What of a headline is bold, by what a query makes of it. */
function boldOf(query: string, title: string, summary = ''): readonly string[] {
  const indicator = {
    id: 'sign',
    name: 'Sign',
    quote: 'a sign',
    query,
    examples: { hits: [title], misses: ['A fair opens'] },
  };
  const brief = Brief.parse({ ...ZOO, lists: {}, indicators: [indicator], correlations: [] });
  const matcher = compileBriefs([brief]);
  const text = { title, summary, outlet: 'Quay Herald', lang: 'en', feed: 'quay' };
  const [hit] = matcher.match(text);
  const spans = fewestSpans((each) => matcher.matches(brief.id, 'sign', each), text, hit?.spans ?? []);
  const marks = spans.filter(({ field }) => field === 'title').map(({ start, end }) => ({ start, end }));
  return joinMarks({ text: title, marks }).marks.map(({ start, end }) => title.slice(start, end));
}

it.each<readonly [string, string, string, readonly string[]]>([
  ['one of three alternatives', 'dockers OR strike OR port', 'Dockers on strike in port', ['Dockers']],
  ['the first of several places of one word', 'strike', 'Strike follows strike', ['Strike']],
  [
    'one of each OR under an AND',
    '(dockers OR nurses) AND (strike OR ballot)',
    'Nurses and dockers: strike after ballot',
    ['Nurses', 'strike'],
  ],
  ['nothing of a NOT', 'dockers AND NOT ferry', 'Dockers walk', ['Dockers']],
  ['the two ends of a NEAR', 'dockers NEAR/4 ballot', 'Dockers of Velda call ballot', ['Dockers', 'ballot']],
  [
    'one pair of a NEAR',
    'dockers NEAR/3 ballot',
    'Dockers call ballot, nurses wait, dockers plan ballot',
    ['Dockers', 'ballot'],
  ],
  ['a phrase whole', '"strike ballot"', 'Nurses call strike ballot', ['strike ballot']],
  ['two neighbours as one', 'strike AND ballot', 'Nurses call strike ballot', ['strike ballot']],
  ['both quotation marks', 'surrender', 'Union calls offer “surrender” again', ['“surrender”']],
])('draws bold %s', (_name, query, title, bold) => {
  expect(boldOf(query, title)).toEqual(bold);
});

it('draws bold in the headline before the summary', () => {
  expect(boldOf('strike OR ballot', 'Nurses call ballot', 'The strike begins on Monday.')).toEqual([
    'ballot',
  ]);
});

it('keeps all spans of a match that the query in force no longer makes', () => {
  const text = { title: 'Dockers on strike', summary: '', outlet: '', lang: 'en', feed: '' };
  const spans = [
    { field: 'title', start: 0, end: 7 },
    { field: 'title', start: 11, end: 17 },
  ] as const;
  expect(fewestSpans(() => false, text, spans)).toEqual(spans);
});
