/** Whether a report that has no sign in common with a told story shares more than one piece of evidence with it. */
import { KIN_MARK, NAME_MARK } from './headline.ts';
import { nameStem } from './names.ts';
import { ACT, NAME, NUMBER, PLACE, SUBJECT, termKind } from './term-kind.ts';

/** Pairs of letters, as scripts without spaces are read. */
const LETTER_PAIR = /^[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]{2}$/u;

/**
 * Whether what is shared with a told story is more than one piece of evidence: one word in common is chance on any day.
 * Two pieces are enough that the queries did not ask for, or one with a name, number or place that they did, or two of
 * these: a query lists many of which a report has few. A word, the name that it is written with and its kin are one piece,
 * and so are pairs of letters that overlap. Acts, bodies, offices and things of the lists are one piece together: any two
 * headlines of a beat have some in common.
 */
export function isCorroborated(shared: readonly string[], asked: readonly string[]): boolean {
  const known = asked.map(thingOf);
  const found = { words: 0, named: 0, lists: 0 };
  const seen: string[] = [];
  // Names first, so that the word that is written with one is not taken for a word besides.
  for (const term of shared.toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)))) {
    const thing = thingOf(term);
    if (seen.some((other) => isSameThing(other, thing))) continue;
    seen.push(thing);
    if (!known.some((other) => isSameThing(other, thing))) found[isOfLists(term) ? 'lists' : 'words'] += 1;
    else if (isNamed(term)) found.named += 1;
  }
  const beyond = found.words + Math.min(1, found.lists);
  return beyond >= 2 || (beyond === 1 && found.named > 0) || found.named >= 2;
}

function isNamed(term: string): boolean {
  const kind = termKind(term);
  return kind === NAME || kind === NUMBER || kind === PLACE;
}

function isOfLists(term: string): boolean {
  const kind = termKind(term);
  return kind === ACT || kind === SUBJECT;
}

/** A word as one spelling for its name, its kin and itself; numbers and concepts as they are. */
function thingOf(term: string): string {
  if (isWhole(term) || LETTER_PAIR.test(term)) return term;
  return nameStem(term.startsWith(NAME_MARK) || term.startsWith(KIN_MARK) ? term.slice(1) : term);
}

/** Numbers and concepts have one spelling. */
function isWhole(term: string): boolean {
  return /^\d/.test(term) || term.includes('.');
}

/** Stems of words end sooner than those of names or later, so that one begins with the other. */
function isSameThing(one: string, other: string): boolean {
  if (LETTER_PAIR.test(one) && LETTER_PAIR.test(other))
    return one === other || one.at(1) === other.at(0) || other.at(1) === one.at(0);
  if (isWhole(one) || isWhole(other)) return one === other;
  return one.startsWith(other) || other.startsWith(one);
}
