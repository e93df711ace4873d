/** What speaks against one event in two headlines: other things of one kind, other days, other counts, opposites. */
import { COUNT_MARK, ORDINAL_MARK } from './reading/named-kinds.ts';
import { KIN_MARK, NAME_MARK } from './reading/headline-words.ts';
import { areOpposed } from './reading/reversals.ts';
import { NUMBER, termKind } from './term-kind.ts';

/** What of a report can contradict another. */
export type Stated = {
  readonly lang: string;
  readonly sides: readonly string[];
};

/** The same with its terms, as far as they stand in the title, and all. */
export type StatedInWords = Stated & {
  /** The kinds of things that it names, with their names; read when it is asked for. */
  readonly named: () => ReadonlyMap<string, readonly string[]>;
  readonly title: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
};

/**
 * `nothing`; `something`, which may be two ways of saying one thing, so that more must speak for it; or `much`: two
 * events, whatever else is alike.
 */
export type Contradiction = 'nothing' | 'something' | 'much';

const WEEKDAY = /^calendar\.\D+day$/;
/** Who and where, by the lists. */
const SOMEBODY = /^(?:bodies|offices|places)\./;
/** What is done, and when, is said in many ways. */
const NO_THING = /^(?:acts|calendar|reversals)\.|\d/;
const DATE = /^\d+ calendar\./;

/** Of a term with the mark of a name, whether it was oftener a name for certain, or a word written small; neither is known of many. */
export type Written = {
  readonly isName: (term: string) => boolean;
  readonly isWord: (term: string) => boolean;
};

/** What speaks against one event. */
export function contradictionOf(one: StatedInWords, other: StatedInWords, written: Written): Contradiction {
  if (areOpposed(one.sides, other.sides) || haveOtherDays(one, other)) return 'much';
  const things = otherThings(one, other, written);
  if (things !== 'much' && haveOtherWordInPlace(one, other, written)) return 'much';
  return things === 'nothing' && haveOther(one, other, isNumber) ? 'something' : things;
}

/** What speaks against one matter, which may turn and come to another day: other things of one kind. */
export function otherThings(one: StatedInWords, other: StatedInWords, written: Written): Contradiction {
  // Languages end words in other ways, so only two texts of one are compared.
  if (one.lang !== other.lang) return 'nothing';
  const kinds = otherOfKind(one, other, written);
  if (kinds === 'much') return kinds;
  const isTold = (term: string): boolean =>
    term.startsWith(NAME_MARK) ? written.isName(term) : SOMEBODY.test(term) || isNumber(term);
  const hasOtherNames = haveOtherNames(one, other, written);
  if (haveCommonNumber(one, other) && (!hasOtherNames || haveCommonName(one, other, written))) return kinds;
  const differ = kinds !== 'nothing' || hasOtherNames || haveOther(one, other, isTold);
  return differ && areFormulaic(one, other) ? 'much' : kinds;
}

function isNumber(term: string): boolean {
  return termKind(term) === NUMBER;
}

/** Hours, ages and shares are met again and again; a date, and three figures or a point in them, hardly. */
const RARE_NUMBER = /^(?:\d+ calendar\.|\d{3}|\d+[d.]\d)/;

/** The same date or sum is hardly met twice: then one thing may go by two names. */
function haveCommonNumber(one: StatedInWords, other: StatedInWords): boolean {
  return [...one.all].some((term) => isNumber(term) && RARE_NUMBER.test(term) && other.all.has(term));
}

function haveCommonName(one: StatedInWords, other: StatedInWords, { isName }: Written): boolean {
  return [...one.all].some(
    (term) => other.all.has(term) && (term.startsWith(NAME_MARK) ? isName(term) : term.startsWith('places.')),
  );
}

/** From this share of the shorter title's words on, in the same order, two titles are one form that was filled in twice: four of seven. */
const FORMULAIC = 0.57;
/** Fewer words are hardly a form. */
const SHORTEST_FORM = 3;

function areFormulaic(one: StatedInWords, other: StatedInWords): boolean {
  const [own, theirs] = [[...one.title].filter(isWordOfForm), [...other.title].filter(isWordOfForm)];
  const common = longestCommon(own, theirs);
  return common >= SHORTEST_FORM && common >= FORMULAIC * Math.min(own.length, theirs.length);
}

/** Names stand behind the words of a title by themselves. */
function isWordOfForm(term: string): boolean {
  return !term.startsWith(NAME_MARK) && !term.startsWith(KIN_MARK);
}

/** How many terms two lists have in common in the same order. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  let before = Array.from({ length: other.length + 1 }, () => 0);
  for (const term of one) {
    const row = [0];
    other.forEach((each, at) => {
      row.push(each === term ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, row[at] ?? 0));
    });
    before = row;
  }
  return before.at(-1) ?? 0;
}

/** Each title names a day of the week, or of a month, and none that the other text has. */
function haveOtherDays(one: StatedInWords, other: StatedInWords): boolean {
  return [WEEKDAY, DATE].some((kind) => haveOther(one, other, (term) => kind.test(term)));
}

function haveOther(one: StatedInWords, other: StatedInWords, isOf: (term: string) => boolean): boolean {
  const [own, theirs] = [[...one.title].filter(isOf), [...other.title].filter(isOf)];
  if (own.length === 0 || theirs.length === 0) return false;
  return !own.some((term) => other.all.has(term)) && !theirs.some((term) => one.all.has(term));
}

/**
 * So many words are the same where one word in the place of another makes two events; and so many where they have other
 * names, too.
 */
const SAME_WORDS = { words: 4, names: 2 } as const;
/** And so large a share of all. */
const SAME_SHARE = 0.5;

/**
 * Whether one title has a word exactly where the other has another one, and neither text has the other's: `measles outbreak
 * in Orrun` and `cholera outbreak in Orrun`. Where several words on end are others, and no names or numbers beside them,
 * one thing may be told in two ways.
 */
function haveOtherWordInPlace(one: StatedInWords, other: StatedInWords, written: Written): boolean {
  if (one.lang !== other.lang) return false;
  const [own, theirs] = [[...one.title].filter(isWordOfForm), [...other.title].filter(isWordOfForm)];
  if (own.length !== theirs.length) return false;
  const isSame = own.map((term, at) => term === theirs[at]);
  const same = isSame.filter(Boolean).length;
  // One other word beside the same date or sum is another name of one thing; two are another thing.
  if (same === own.length - 1 && haveCommonNumber(one, other)) return false;
  const hasOtherNames = haveOtherNames(one, other, written);
  if (same < (hasOtherNames ? SAME_WORDS.names : SAME_WORDS.words) || same < own.length * SAME_SHARE)
    return false;
  const hasOtherNumbers = own.some((mine, at) => !isSame[at] && isNumber(mine) && isNumber(theirs[at] ?? ''));
  return own.some((mine, at) => {
    const its = theirs[at] ?? '';
    if (isSame[at] || NO_THING.test(mine) || NO_THING.test(its)) return false;
    if (other.all.has(mine) || one.all.has(its)) return false;
    return hasOtherNames || hasOtherNumbers || (isSame[at - 1] !== false && isSame[at + 1] !== false);
  });
}

/** Whether each title has a name or place that the other text has not, whatever they share beside it. */
function haveOtherNames(one: StatedInWords, other: StatedInWords, written: Written): boolean {
  const isNamed = (term: string): boolean =>
    term.startsWith(NAME_MARK) ? written.isName(term) : term.startsWith('places.');
  const hasOwn = (title: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
    [...title].some((term) => isNamed(term) && !all.has(term));
  return hasOwn(one.title, other.all) && hasOwn(other.title, one.all);
}

/** Things of one kind with other names. */
function otherOfKind(one: StatedInWords, other: StatedInWords, { isName, isWord }: Written): Contradiction {
  const theirs = other.named();
  let found: Contradiction = 'nothing';
  for (const [kind, names] of one.named()) {
    const others = theirs.get(kind);
    if (others === undefined) continue;
    if (differ(names, others, ORDINAL_MARK)) return 'much';
    const isProper = (name: string): boolean => name.startsWith('places.') || isName(name);
    // What stands in no list may be a verb, and the word before it whatever a sentence begins with.
    const mayBeProper = (name: string): boolean =>
      isProper(name) || (kind.includes('.') && name.startsWith(NAME_MARK) && !isWord(name));
    const proper = names.some(mayBeProper) && others.some(mayBeProper);
    const telling = proper ? mayBeProper : isOfNames;
    const [own, its] = [names.filter(telling), others.filter(telling)];
    if (areOther(own, its, one, other)) {
      if (own.some(isProper) && its.some(isProper)) return 'much';
      found = 'something';
    } else if (differ(names, others, COUNT_MARK)) found = 'something';
  }
  return found;
}

/** Whether both have names, and each only such as the other's text has nowhere. */
function areOther(
  own: readonly string[],
  theirs: readonly string[],
  one: StatedInWords,
  other: StatedInWords,
): boolean {
  if (own.length === 0 || theirs.length === 0) return false;
  return (
    !own.some((name) => theirs.includes(name) || other.all.has(name)) &&
    !theirs.some((name) => one.all.has(name))
  );
}

function isOfNames(name: string): boolean {
  return !name.startsWith(ORDINAL_MARK) && !name.startsWith(COUNT_MARK);
}

/** Whether both have such names, and none in common. */
function differ(names: readonly string[], others: readonly string[], mark: string): boolean {
  const own = names.filter((name) => name.startsWith(mark));
  const theirs = others.filter((name) => name.startsWith(mark));
  return own.length > 0 && theirs.length > 0 && !own.some((name) => theirs.includes(name));
}
