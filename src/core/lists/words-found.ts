/** Puts the words by which a headline in another language was found into the brief's language. */
import type { WordsFound } from '../delivery/notification.ts';
import { shorten } from '../delivery/shorten.ts';
import { actorName } from '../indicator/actor.ts';
import type { Brief } from '../indicator/brief.ts';
import type { NamedStretch } from '../query/explain/named-stretches.ts';
import { type FoldedWord, foldWords } from '../query/words/fold.ts';
import { type BriefProse, briefLanguage } from './brief-language.ts';
import { languageOf } from './language-code.ts';
import type { Lexicon } from './lexicon.ts';
import { isShared, type Lists } from './list.ts';
import { firstTermIn, nameOfListIn } from './term-words.ts';

/** The shared lists, and the lexicon made of them. */
export type Glossary = { readonly lists: Lists; readonly lexicon: Lexicon };

/** Words that are said of one headline. */
const MOST = 6;
const LONGEST = 40;
/** So many words to each side of what was found a negation may stand. */
const BESIDE = 4;

/**
 * What of a headline answers an indicator, by the stretches that made its query hold. Undefined where the headline is in
 * the brief's language or in one that nobody declared, where no word can be said in it, and where a negation stands
 * beside one, since words alone would say the opposite.
 */
export function wordsFound(
  { lists, lexicon }: Glossary,
  brief: BriefProse & Pick<Brief, 'lists'>,
  headline: { readonly title: string; readonly lang: string },
  stretches: readonly NamedStretch[],
): WordsFound | undefined {
  const lang = languageOf(headline.lang);
  if (lang === undefined || stretches.length === 0) return undefined;
  const into = briefLanguage(brief, lists);
  if (lang === into) return undefined;
  const words = foldWords(headline.title);
  const found = longestOf(stretches.filter(({ span }) => span.field === 'title'));
  if (isDenied(found, words, lang, lexicon)) return undefined;
  const meanings = found.flatMap((owned) => {
    const said = meaningOf(owned, { brief, words, headline, lang, into, lists, lexicon });
    return said === undefined ? [] : [shorten(said, LONGEST)];
  });
  const distinct = meanings.filter(
    (said, index) => meanings.findIndex((other) => other.toLowerCase() === said.toLowerCase()) === index,
  );
  return distinct.length === 0 ? undefined : { lang, words: distinct.slice(0, MOST) };
}

/** A stretch and all that has it. */
type Owned = { readonly start: number; readonly end: number; readonly owners: readonly NamedStretch[] };

/** The longest stretches, none over another, in the order of the text; actors before lists, lists before mere words. */
function longestOf(stretches: readonly NamedStretch[]): readonly Owned[] {
  const rank = ({ actor, list }: NamedStretch): number =>
    actor !== undefined ? 0 : list !== undefined ? 1 : 2;
  const byPlace = Map.groupBy(stretches, ({ span }) => `${span.start} ${span.end}`);
  const all = [...byPlace.values()].flatMap((owners): readonly Owned[] => {
    const [first] = owners;
    return first === undefined
      ? []
      : [
          {
            start: first.span.start,
            end: first.span.end,
            owners: owners.toSorted((a, b) => rank(a) - rank(b)),
          },
        ];
  });
  const kept: Owned[] = [];
  for (const each of all.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start))
    if (kept.every(({ start, end }) => each.end <= start || end <= each.start)) kept.push(each);
  return kept.toSorted((a, b) => a.start - b.start);
}

/** Whether a negation, a refusal or a reversal that is itself none of the words found stands beside one of them. */
function isDenied(
  found: readonly Owned[],
  words: readonly FoldedWord[],
  lang: string,
  lexicon: Lexicon,
): boolean {
  const letters = words.map((word) => word.letters);
  const within = words.map(({ start, end }) => found.some((each) => each.start < end && start < each.end));
  return letters.some(
    (_, at) =>
      within[at] === false &&
      within.slice(Math.max(0, at - BESIDE), at + BESIDE + 1).includes(true) &&
      lexicon.deniesAt(letters, at, lang),
  );
}

type Asked = Glossary & {
  readonly brief: Pick<Brief, 'lists'>;
  readonly words: readonly FoldedWord[];
  readonly headline: { readonly title: string };
  readonly lang: string;
  readonly into: string;
};

function meaningOf(owned: Owned, asked: Asked): string | undefined {
  const { brief, into, lists } = asked;
  const own = owned.owners.map(({ list, actor }) => {
    const terms = list === undefined ? undefined : (brief.lists[list] ?? lists[list]);
    return { name: list ?? '', actor, terms };
  });
  for (const { name, actor, terms } of own) {
    if (actor !== undefined) return (terms && firstTermIn(name, terms, into, actor)) ?? actorName(actor);
    // What its author put there means what it says; shared lists are wider than many a word in them.
    const said = isShared(name) ? undefined : sayList(into, lists)({ name, terms });
    if (said !== undefined) return said;
  }
  return (
    asItStands(owned, asked) ??
    narrowest(owned, asked) ??
    own.map(sayList(into, lists)).find((said) => said !== undefined)
  );
}

/** By the narrowest shared list that has the whole stretch. */
function narrowest({ start, end }: Owned, { words, lang, into, lists, lexicon }: Asked): string | undefined {
  const letters = words.filter((word) => start < word.end && word.start < end).map((word) => word.letters);
  const meaning = lexicon.meaningAt(letters, 0, lang);
  if (meaning === undefined || meaning.length < letters.length) return undefined;
  const terms = lists[meaning.name];
  return terms && sayList(into, lists)({ name: meaning.name, terms });
}

/** By the list itself, or by a shared one of the same name in another file: `offices.us_president` for `reach.us_president`. */
function sayList(into: string, shared: Lists) {
  const say = (name: string, terms: Lists[string]): string | undefined =>
    firstTermIn(name, terms, into, undefined) ?? nameOfListIn(name, terms, into);
  return ({ name, terms }: { readonly name: string; readonly terms: Lists[string] | undefined }) => {
    const said = terms && say(name, terms);
    if (said !== undefined || !isShared(name)) return said;
    const last = name.slice(name.lastIndexOf('.'));
    return Object.entries(shared)
      .filter(([other]) => other.endsWith(last))
      .map(([other, words]) => say(other, words))
      .find((each) => each !== undefined);
  };
}

/** Names and numbers need no other language. */
function asItStands({ start, end, owners }: Owned, { headline }: Asked): string | undefined {
  const said = headline.title.slice(start, end);
  return owners.every(({ list }) => list === undefined) && /^(?:\p{Lu}|\p{N})/u.test(said) ? said : undefined;
}
