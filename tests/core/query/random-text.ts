/** Random texts and queries over a small vocabulary, so that they often meet. */
import * as fc from 'fast-check';
import type { Lists } from '../../../src/core/lists/list.ts';
import type { MatchText } from '../../../src/core/query/words/text.ts';

const TEXT_WORDS = [
  'nato',
  'NATO',
  'Nato',
  'nato’s',
  'NATO&#8217;s',
  'otan',
  'allies',
  'ally',
  'chief',
  'chiefs',
  'Chief',
  'général',
  'GENERAL',
  'ge\u0301ne\u0301ral',
  'g&eacute;n&eacute;ral',
  'Generalsekretär',
  'generalsekretar',
  'Straße',
  'STRASSE',
  'burden-sharing',
  'burden sharing',
  'U.S.',
  'US',
  'us',
  'U.S.-backed',
  '5%',
  '3,5',
  '3.5',
  '5',
  'й',
  'и\u0306',
  'и',
  'путин',
  'Путина',
  '北约',
  '北',
  '나토는',
  'l’ammiraglio',
  'ammiraglio',
  'łódź',
  'Lodz',
  'Gen.',
  'gen',
  '<b>nato</b>',
  'al<i>ly</i>',
  '<p>',
  '</p>',
  '<br>',
  'a',
  'b',
  's',
  'o\u00adtan',
  '&amp;',
  '&amp;#8217;',
  '<',
  '12',
  '12.',
  'No.',
  '2025.',
];
const SEPARATORS = [
  ' ',
  ' ',
  ' ',
  ' ',
  ', ',
  '. ',
  '.',
  '! ',
  ' – ',
  '-',
  '; ',
  ': ',
  '.” ',
  '’',
  '\n',
  '…',
  ' “',
];

const FIELD_VALUES = {
  outlet: ['Le Monde', 'The Nato Times', 'ally', ''],
  lang: ['en', 'de', ''],
  feed: ['bbc-world', 'nato-news', 'x'],
};

/** A sentence or two of words that queries ask for, in markup, entities and typography. */
export const words: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...TEXT_WORDS), fc.constantFrom(...SEPARATORS)), { maxLength: 14 })
  .map((pieces) => pieces.flat().join(''));

export const text: fc.Arbitrary<MatchText> = fc.record({
  title: words,
  summary: words,
  outlet: fc.constantFrom(...FIELD_VALUES.outlet),
  lang: fc.constantFrom(...FIELD_VALUES.lang),
  feed: fc.constantFrom(...FIELD_VALUES.feed),
});

const TERMS = [
  'nato',
  '=NATO',
  '=nato',
  '=Nato',
  'otan',
  'all*',
  'ally',
  'chief',
  'chief*',
  '=Chief',
  'general',
  '*general*',
  '*sekretär',
  'gen*',
  'strasse',
  'straße',
  'burden-sharing',
  '"burden sharing"',
  '"burden shar*"',
  '"nato chief"',
  '="NATO chief"',
  '"ally nato ally"',
  'US',
  '=US',
  'U.S.',
  '5%',
  '3.5',
  '"3,5 nato"',
  'й',
  'и',
  'путин',
  'путин*',
  '北',
  '北约',
  '나토',
  'ammiraglio',
  'lodz',
  '*am*',
  '*s',
  'a',
  'b',
  's',
  'gen',
  '12',
  '2025',
  '%',
  '"a b"',
  '"a a"',
  'zebra',
];
const LISTS = ['plain', 'actors', 'mixed', 'bound', 'talkers'];

/** Lists that random queries name: phrases without quotes, actors, NEAR and lists in lists. */
export const LISTS_TO_NAME: Lists = {
  plain: ['=NATO', 'otan', 'burden sharing', '北约'],
  actors: { chief: ['chief', 'nato chief'], ally: ['all*'], both: ['chief', 'ally'] },
  mixed: ['$plain', 'a NEAR/3 b', 'general*', '$actors BEFORE/4 nato', '$bound'],
  bound: { en: ['chief', 'nato', 'a NEAR/3 b'], de: ['general*', '$plain', '$talkers'], mul: ['otan'] },
  talkers: { chief: { en: ['chief'], de: ['nato chief', 'nato'] }, ally: ['all*'] },
};

const term = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TERMS) },
  { weight: 2, arbitrary: fc.constantFrom(...LISTS).map((name) => `$${name}`) },
);
const scoped = fc.oneof(
  { weight: 7, arbitrary: term },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('title:', 'summary:'), term).map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'outlet:"le monde"',
      'outlet:nato',
      'lang:en',
      'feed:bbc*',
      'feed:(nato OR bbc-world)',
    ),
  },
);
const placed: fc.Arbitrary<string> = fc.letrec<{ operand: string; near: string }>((tie) => ({
  operand: fc.oneof(
    { weight: 4, arbitrary: scoped },
    {
      weight: 2,
      arbitrary: fc.array(scoped, { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' OR ')})`),
    },
    { weight: 1, arbitrary: tie('near').map((near) => `(${near})`) },
  ),
  near: fc
    .tuple(tie('operand'), fc.constantFrom('NEAR', 'BEFORE'), fc.integer({ min: 1, max: 9 }), tie('operand'))
    .map(([left, operator, distance, right]) => `${left} ${operator}/${distance} ${right}`),
})).near;

/** A query; some are refused, for instance because they match what holds none of their words. */
export const query: fc.Arbitrary<string> = fc.letrec<{ query: string; group: string }>((tie) => ({
  group: fc.oneof(
    { maxDepth: 3 },
    scoped,
    placed,
    tie('query').map((inner) => `(${inner})`),
  ),
  query: fc.oneof(
    { maxDepth: 3 },
    tie('group'),
    fc.tuple(tie('group'), tie('group')).map((parts) => parts.join(' AND ')),
    fc.array(tie('group'), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' OR ')),
    fc.tuple(tie('group'), tie('group')).map((parts) => parts.join(' NOT ')),
    fc.tuple(tie('group'), tie('group')).map((parts) => parts.join(' ')),
    fc.tuple(tie('group'), tie('group'), tie('group')).map(([a, b, c]) => `${a} AND (${b} OR NOT ${c})`),
  ),
})).query;
