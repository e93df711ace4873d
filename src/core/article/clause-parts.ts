/** Takes the clause of a sign apart: who or what it names, what is done, and what it is done to. */
import { foldWords } from '../query/words/fold.ts';
import { EMPTY_WORDS } from './empty-words.ts';
import { type FoundWords, isAct, type Vocabulary } from './vocabulary.ts';
import { inItsSense } from './word-senses.ts';

/** What a clause is made of, as list names (`$acts.close`) and words (`moor*`). */
export type ClauseParts = {
  readonly subjects: readonly string[];
  readonly acts: readonly string[];
  readonly objects: readonly string[];
  /** Those of the subjects and objects that the clause names by several words, such as "price caps": few texts have them. */
  readonly special: readonly string[];
  /** Lists that hold words of the acts as well: "flooded" is a flood. */
  readonly alike: readonly string[];
};

const RELATIVE = /\b(?:that|who|which|whom|whose)\b/i;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;
const SHORTEST = 4;

/** Whoever holds an office, and the body that headlines name instead of them or beside them. */
const BODIES_OF: Readonly<Record<string, readonly string[]>> = {
  '$offices.commissioner': ['$bodies.electoral_commission', '$bodies.regulator'],
  '$offices.judge': ['$bodies.court'],
  '$offices.lawmaker': ['$bodies.parliament'],
  '$offices.minister': ['$bodies.government'],
  '$offices.scientist': ['$bodies.university'],
  '$bodies.court': ['$offices.judge'],
  '$bodies.parliament': ['$offices.lawmaker'],
};

/** An act that stands in no list, after "or" or "and" behind one that does: "dismissed or contradicted". */
const JOINED = /^(?:,? (?:or|and|,) )$/;

/**
 * Takes a clause apart. What stands before `that` or `who` is who or what; after it come acts and what they are done to.
 * Where the article speaks of the body that an office belongs to (`spoken`, as `$bodies.court`), that counts as well.
 */
export function partsOfClause(
  clause: string,
  vocabulary: Vocabulary,
  spoken: ReadonlySet<string> = new Set(),
): ClauseParts {
  const all = vocabulary.find(clause).filter(({ start, end }) => !EMPTY_WORDS.has(clause.slice(start, end)));
  const relative = relativeOf(clause, all);
  const found = affirmed(all, clause).map((words) =>
    inItsSense(words, { clause, vocabulary, spoken, relative }),
  );
  const border = relative ?? clause.length;
  const subjects = new Set<string>();
  const acts = new Set<string>();
  const objects = new Set<string>();
  const special = new Set<string>();
  const alike = new Set<string>();
  const told = toldOf(clause, found, relative);
  const when = whenOf(clause, found);
  for (const { start, end, lists } of found) {
    const saysAct = lists.some(isAct);
    const things = lists.filter((name) => !isAct(name));
    if (saysAct && start > when) continue;
    if (saysAct && (start > told || isDoneTo(clause, start, found))) {
      for (const name of lists) objects.add(`$${name}`);
      continue;
    }
    if (saysAct && isJoint(clause.slice(start, end), things, vocabulary)) {
      // "Mieterhöhungen": a thing, what is done to it, and a word that few texts have.
      for (const name of things) subjects.add(`$${name}`);
      const term = termOf(clause.slice(start, end), vocabulary);
      if (term !== undefined) special.add(term);
    } else if (saysAct) for (const name of things) alike.add(`$${name}`);
    const done = things.length > 0 && !saysAct ? actsWithin(clause.slice(start, end), vocabulary) : [];
    for (const name of done) acts.add(`$${name}`);
    if (things.length > 0 && done.length === 0 && /[ -]/.test(clause.slice(start, end)))
      for (const name of things) special.add(`$${name}`);
    if (relative !== undefined && start < border)
      for (const name of things.length > 0 ? things : lists) subjects.add(`$${name}`);
    else if (saysAct) for (const name of lists.filter(isAct)) acts.add(`$${name}`);
    else for (const name of things) (relative === undefined ? subjects : objects).add(`$${name}`);
  }
  addWords(clause, found, vocabulary, { border, relative: relative !== undefined, subjects, acts, objects });
  for (const subject of new Set(subjects)) {
    const body = (BODIES_OF[subject] ?? []).find((each) => spoken.has(each));
    if (body !== undefined) subjects.add(body);
  }
  return {
    subjects: [...subjects],
    acts: [...acts],
    objects: [...objects],
    special: [...special],
    alike: [...alike],
  };
}

/** Letters from which on a word may be two. */
const JOINT = 10;

function isJoint(word: string, things: readonly string[], { joinsWords }: Vocabulary): boolean {
  return joinsWords && things.length > 0 && word.length >= JOINT && /^\p{L}+$/u.test(word);
}

/** Adds the clause's words that stand in no list. */
function addWords(
  clause: string,
  found: readonly FoundWords[],
  vocabulary: Vocabulary,
  into: {
    readonly border: number;
    readonly relative: boolean;
    readonly subjects: Set<string>;
    readonly acts: Set<string>;
    readonly objects: Set<string>;
  },
): void {
  const { border, relative, subjects, acts, objects } = into;
  let first = true;
  for (const match of clause.matchAll(WORD)) {
    const { index, 0: word } = match;
    if (found.some(({ start, end }) => index >= start && index < end)) {
      if (index > border) first = false;
      continue;
    }
    const term = termOf(word, vocabulary);
    if (term === undefined) continue;
    if (!relative || index < border) subjects.add(term);
    // The first word after the pronoun that means anything is its verb, and what is joined to a verb is another.
    else if (first || isJoined(clause, index, found)) acts.add(term);
    else objects.add(term);
    if (index > border) first = false;
  }
}

/** Where a relative clause begins; behind a verb, as in "limit who gets it", the pronoun begins none. */
function relativeOf(clause: string, found: readonly FoundWords[]): number | undefined {
  const index = RELATIVE.exec(clause)?.index;
  if (index === undefined) return undefined;
  const before = found.find(({ end }) => end < index && clause.slice(end, index).trim() === '');
  return before?.lists.every(isAct) === true ? undefined : index;
}

/**
 * Where a second pronoun begins to tell of what the act is done to, as in "put back those who were removed": what is done
 * behind it is not the sign's. Infinity where there is none, or no act before it.
 */
function toldOf(clause: string, found: readonly FoundWords[], relative: number | undefined): number {
  if (relative === undefined) return Number.POSITIVE_INFINITY;
  const [, ...later] = clause.slice(relative).matchAll(new RegExp(RELATIVE.source, 'gi'));
  const told = later.find(({ index }) => {
    const act = found.findLast(
      ({ start, end, lists }) => start > relative && end < relative + index && lists.some(isAct),
    );
    return act !== undefined && !JOINS.test(clause.slice(act.end, relative + index));
  });
  return told === undefined ? Number.POSITIVE_INFINITY : relative + told.index;
}

const WHEN =
  /\b(?:before|until|unless|because|bevor|avant que|avant la fin|voordat|prima che|antes de que|zanim)\b/i;

/** Where it begins to say when or why, behind an act: "dismissed before their term ends"; what is done there is no sign. */
function whenOf(clause: string, found: readonly FoundWords[]): number {
  const at = WHEN.exec(clause)?.index ?? Number.POSITIVE_INFINITY;
  return found.some(({ end, lists }) => end < at && lists.some(isAct)) ? at : Number.POSITIVE_INFINITY;
}

/** Whether an act is what another is done to, as in "blocks the takeover". */
function isDoneTo(clause: string, start: number, found: readonly FoundWords[]): boolean {
  const determined = /(?<= )(?:the|a|an|any|this|that|its|their) $/i.exec(clause.slice(0, start));
  return (
    determined !== null && found.some(({ end, lists }) => end + 1 === determined.index && lists.every(isAct))
  );
}

/** Between an act and a pronoun: the pronoun goes on with the sign, as in "that close wards or that cut beds". */
const JOINS = /,|\b(?:and|or)\b/;

const DENIED =
  /(?:^| )(?:not|never|no longer|without|nicht|ohne|pas|sans|niet|zonder|non|senza|no|sin|nie|bez) (?:been |be |being )?$/i;

/** Without acts that are said not to be done, as in "who leave and are not replaced", where others are. */
function affirmed(found: readonly FoundWords[], clause: string): readonly FoundWords[] {
  const acts = found.filter(({ lists }) => lists.some(isAct));
  const done = acts.filter(({ start }) => !DENIED.test(clause.slice(0, start)));
  return done.length === 0 ? found : found.filter((each) => !acts.includes(each) || done.includes(each));
}

/** What a thing of several words says is done: "rate cut". */
function actsWithin(words: string, vocabulary: Vocabulary): readonly string[] {
  const [, ...later] = words.split(' ');
  return later.flatMap((word) => vocabulary.find(word).flatMap(({ lists }) => lists)).filter(isAct);
}

/** Whether "or" alone stands between a listed act and what begins at `index`. */
function isJoined(clause: string, index: number, found: readonly FoundWords[]): boolean {
  return found.some(
    ({ end, lists }) => end < index && lists.some(isAct) && JOINED.test(clause.slice(end, index)),
  );
}

/** A word that stands in no list, without its ending; undefined where it says nothing. */
function termOf(written: string, { isSmall, joinsWords }: Vocabulary): string | undefined {
  const word = foldWords(written)
    .map(({ letters }) => letters)
    .join('-');
  if (EMPTY_WORDS.has(word) || isSmall(word) || word.length < SHORTEST || word.includes('-'))
    return undefined;
  const stem = word.replace(joinsWords ? /(?:en|er|e|n|s)$/ : /(?:ies|ing|ed|es|s|e|y)$/, '');
  return stem.length < SHORTEST ? word : `${stem}*`;
}
