/** Looks at every term of the shared lists for words that are ordinary ones of another language. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { termGroups } from '../../../src/core/lists/list.ts';
import { SHIPPED_LEXICON, SHIPPED_LIST_FILES, SHIPPED_LISTS } from '../../shipped-lists.ts';
import { compileQuery } from '../../../src/core/query/language/compile-query.ts';
import { readLists } from '../../../src/config/read-lists.ts';
import { foldWords } from '../../../src/core/query/words/fold.ts';

const LANGUAGES = ['en', 'de', 'fr', 'nl', 'it', 'es', 'pl', 'da', 'sv', 'no', 'pt', 'ro', 'cs', 'uk', 'tr'];
/** Words that mean something in capitals only. */
const CAPITALS_ONLY = new Set(['us', 'it', 'who', 'pm', 'un', 'ad', 'is']);
/** Lists by which anything is put into stories and signs; the others are written for one brief, whose examples test them. */
const GENERAL = /^(?:acts|bodies|offices|people|places|things|noise|reversals)\./;

/** Lists whose words each belong to a language, or stand below `mul`. */
const SCOPED = /^(?:acts|bodies|matters|noise|offices|people|reversals|things)\./;

/** Words that decided alone and were wrong: they may stand beside others, as in "keeps its seat", and not by themselves. */
const TOO_COMMON = new Set([
  'bis',
  'conto',
  'comptes',
  'compte',
  'nach',
  'keep',
  'keeps',
  'hands',
  'gets',
  'list',
  'part',
  'order',
  'force',
]);
/** Lists of the words between others: who, if, because, not. */
const BETWEEN = /^(?:favour|quarrels|praise\.would_not|common|reversals)/;

const terms = Object.entries(SHIPPED_LISTS).flatMap(([name, list]) =>
  termGroups(list).flatMap((group) => group.terms.map((term) => ({ name, term, lang: group.lang }))),
);

describe('the shared lists', () => {
  it('are sound', () => {
    expect(readLists(SHIPPED_LIST_FILES).issues).toEqual([]);
  });

  it('say of each word of a thing, act, body or office in which language it is one', () => {
    const open = Object.entries(SHIPPED_LISTS).filter(
      ([name, list]) => SCOPED.test(name) && termGroups(list).some(({ path }) => path.length === 0),
    );
    expect(open.map(([name]) => name)).toEqual([]);
  });

  it.each([
    ['things.cargo', 'Merci à nos lecteurs', 'fr', false],
    ['things.cargo', 'Merci ferme da due giorni nel porto', 'it', true],
    ['things.cargo', 'La ministra deja el cargo', 'es', false],
    ['things.post', 'La ministra deja el cargo', 'es', true],
    ['things.speech', 'Reden ist Silber', 'de', true],
    ['things.speech', 'Geen reden tot paniek', 'nl', false],
    ['things.message', 'Mother dies in brief storm', 'en', false],
    ['things.road', 'Weg mit dem Zaun', 'de', false],
    ['things.money', 'Paga attention', 'en', false],
    ['things.fee', 'Die Kommission tagt: commission d’enquête', 'fr', false],
    ['things.peace', 'Pace of change slows', 'en', false],
    ['things.peace', 'La pace è vicina', 'it', true],
  ] as const)('$%s: %s (%s) is one: %s', (name, title, lang, expected) => {
    const compiled = compileQuery(`$${name}`, SHIPPED_LISTS);
    if (compiled.kind === 'errors') throw new Error('unsound');
    expect(compiled.query.match({ title, summary: '', outlet: '', feed: '', lang }) !== undefined).toBe(
      expected,
    );
  });

  it('hold no word in every language that is a stop word of one', () => {
    const wrong = terms.filter(({ name, term, lang }) => {
      if (lang !== undefined || !GENERAL.test(name) || !/^\p{L}+$/u.test(term)) return false;
      const [word] = foldWords(term);
      return (
        word !== undefined && LANGUAGES.some((each) => SHIPPED_LEXICON.stopWordsOf(each).has(word.letters))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('write what means something in capitals only with =', () => {
    const wrong = terms.filter(
      ({ name, term }) => GENERAL.test(name) && CAPITALS_ONLY.has(term.toLowerCase()),
    );
    expect(wrong).toEqual([]);
  });

  it('hold no stop word of their own language by itself', () => {
    const wrong = terms.filter(
      ({ name, term, lang }) =>
        lang !== undefined &&
        GENERAL.test(name) &&
        !name.startsWith('reversals.') &&
        /^\p{L}+$/u.test(term) &&
        SHIPPED_LEXICON.stopWordsOf(lang).has(foldWords(term)[0]?.letters ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  it('write what means something in capitals only with =, also where one brief alone uses them', () => {
    const written = terms.filter(({ name }) => name !== 'common.stop');
    expect(written.filter(({ term }) => /^(?:US|IT|WHO|PM|UN|AD|it|who|us)$/.test(term))).toEqual([]);
  });

  it('hold no word by itself that is too common for it, but in its own language', () => {
    const wrong = terms.filter(
      ({ name, term, lang }) =>
        lang === undefined && !BETWEEN.test(name) && TOO_COMMON.has(term.toLowerCase()),
    );
    expect(wrong).toEqual([]);
  });

  it('name no person: who holds an office today stands in the brief', () => {
    const written = z
      .object({ lists: z.record(z.string(), z.unknown()) })
      .parse(
        parse(readFileSync(new URL('../../../config/briefs/nato-loyalty.yaml', import.meta.url), 'utf8')),
      );
    const people = [
      'leaders.leaders',
      'leaders.ministers',
      'officers_by_name',
      'parliaments.parliaments',
      'allies.outsiders',
      'vacancies.post_holders',
      'us.us_president',
    ];
    const surnames = new Set(
      people
        .flatMap((name) => textsIn(written.lists[name]))
        .flatMap(
          (text) => /^=?(?:\p{Lu}\p{L}+ )?(\p{Lu}[\p{L}-]{3,})\*?$/u.exec(text)?.[1]?.toLowerCase() ?? [],
        ),
    );
    // Words of offices and places that are names as well.
    for (const word of [
      'donald',
      'cook',
      'johnson',
      'smith',
      'mill',
      'west',
      'lega',
      'nato',
      'president',
      'chief',
      'boss',
      'general',
      'saceur',
      'berlijn',
      'montenegro',
      'frieden',
    ])
      surnames.delete(word);
    expect(surnames.size).toBeGreaterThan(150);
    const wrong = terms.filter(
      ({ name, term }) =>
        !name.startsWith('places.') &&
        term.split(/[^\p{L}-]+/u).some((word) => /^\p{Lu}/u.test(word) && surnames.has(word.toLowerCase())),
    );
    expect(wrong.map(({ name, term }) => `${name}: ${term}`)).toEqual([]);
  });
});

/** All texts of a value read from YAML. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
