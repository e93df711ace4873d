/** Whether a report that has no sign in common with a told story shares more than one piece of evidence with it. */
import { isLetterPair, KIN_MARK, NAME_MARK } from './reading/headline-words.ts';
import { nameStem } from './reading/names.ts';
import { ACT, isUsualNumber, NAME, NUMBER, PLACE, SUBJECT, termKind } from './term-kind.ts';

/** Japanese endings and particles: they bind words and are none. */
const BINDING = /\p{Script=Hiragana}/u;

/** What a term is a spelling of: a word, its name and its kin are one thing. */
export type Thing = {
  readonly text: string;
  /** Pairs of letters overlap; numbers and concepts have one spelling; stems end sooner or later. */
  readonly spelled: 'pair' | 'whole' | 'stem';
  /** A name, number or place. */
  readonly named: boolean;
  /** An act, body, office or thing of the lists, or a number that tells nothing by itself. */
  readonly ofLists: boolean;
};

/** Reads a term; the same term is the same thing. */
export function thingOf(term: string): Thing {
  const kind = termKind(term);
  const spelled = isWhole(term) ? 'whole' : isLetterPair(term) ? 'pair' : 'stem';
  const bare = term.startsWith(NAME_MARK) || term.startsWith(KIN_MARK) ? term.slice(1) : term;
  return {
    text: spelled === 'stem' ? nameStem(bare) : term,
    spelled,
    named: kind === NAME || kind === NUMBER || kind === PLACE,
    ofLists: kind === ACT || kind === SUBJECT || isUsualNumber(term),
  };
}

/**
 * Whether what is shared with a told story is more than one piece of evidence: one word in common is chance on any day.
 * Two pieces are enough that the queries did not ask for, or one with a name, number or place that they did, or two of
 * these: a query lists many of which a report has few. A word, the name that it is written with and its kin are one piece,
 * and so are pairs of letters that overlap. Acts, bodies, offices and things of the lists are one piece together: any two
 * headlines of a beat have some in common.
 */
export function isCorroborated(shared: readonly Thing[], asked: readonly Thing[]): boolean {
  const found = { words: 0, named: 0, lists: 0 };
  const seen: Thing[] = [];
  const meet = (thing: Thing): void => {
    if (BINDING.test(thing.text)) return;
    const isKnown = seen.some((other) => isSameThing(other, thing));
    // Pairs that overlap in a row are one piece, however long.
    if (!isKnown || thing.spelled === 'pair') seen.push(thing);
    if (isKnown) return;
    if (!asked.some((other) => isSameThing(other, thing))) found[thing.ofLists ? 'lists' : 'words'] += 1;
    else if (thing.named) found.named += 1;
  };
  // Names first, so that the word that is written with one is not taken for a word besides.
  for (const thing of shared) if (thing.named) meet(thing);
  for (const thing of shared) if (!thing.named) meet(thing);
  const beyond = found.words + Math.min(1, found.lists);
  return beyond >= 2 || (beyond === 1 && found.named > 0) || found.named >= 2;
}

/** Numbers and concepts have one spelling. */
function isWhole(term: string): boolean {
  return /^\d/.test(term) || term.includes('.');
}

/** Stems of words end sooner than those of names or later, so that one begins with the other. */
function isSameThing({ text: one, spelled }: Thing, { text: other, ...second }: Thing): boolean {
  if (one === other) return true;
  if (spelled !== second.spelled || spelled === 'whole') return false;
  if (spelled === 'pair') return one.at(1) === other.at(0) || other.at(1) === one.at(0);
  return one.startsWith(other) || other.startsWith(one);
}
