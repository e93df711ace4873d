/** Takes the clause of a sign apart: who or what it names, what is done, and what it is done to. */
import { foldWords } from '../query/words/fold.ts';
import { type FoundWords, isAct, type Vocabulary } from './vocabulary.ts';

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
/** Words of clauses that say nothing of what happens. */
const EMPTY = new Set(
  `a an the this that these those such some any every each other others another one two three all both own same more most
  few many first second third new old public formal national allied local regional concrete early clear certain
  of to in on at by for from with as and or but nor not no if only when while than then after before during until against
  between into over under out off up down about around through per via without within toward towards
  is are was were be been being am has have had do does did will would can could may might must shall should
  it its they them their theirs he she his her him we our us you your who whom whose which what where why how
  there here so too very also just even still yet again once ever never back away
  among several serious report reports news evidence announcement announcements member members system systems years months weeks
  days only mere much large larger small smaller major big bigger key main likely possible next last late early further extra
  additional due entire whole real open such-as including especially own side sides
  themselves itself himself herself everybody everyone anybody someone something anything nothing
  thing things way ways purpose level levels country countries party parties state states people case cases part parts
  time times term week weekend month year sign signs rather told made make makes take takes get gets give gives left
  put puts go goes come comes keep keeps decisions plans`
    .trim()
    .split(/\s+/),
);
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
  const all = vocabulary.find(clause).filter(({ start, end }) => !EMPTY.has(clause.slice(start, end)));
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
  for (const { start, end, lists } of found) {
    const saysAct = lists.some(isAct);
    const things = lists.filter((name) => !isAct(name));
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

/** Acts whose words mean something else as well, and the lists of which one is spoken where they are meant. */
const SENSES: Readonly<Record<string, RegExp>> = {
  'acts.attack':
    /^\$(?:bodies\.(?:army|navy)|things\.(?:troops|weapon|missile|drone|ship|war|jet|mine|base|pipeline|cable|cyber|nuclear)|matters\.(?:militia|violence|hostage|coup|gang|airspace|murder))$/,
  'acts.walk_out':
    /^\$(?:bodies\.union|offices\.(?:worker|nurse|teacher|doctor)|things\.(?:wage|strike_of_workers|job|work)|matters\.(?:lecturer|redundancy|working_hours|unpaid_wages|journalist))$/,
};

/** A stretch without lists that its word is not meant by: a strike is an attack, a walkout, or a line through a name. */
function inItsSense(
  words: FoundWords,
  {
    clause,
    vocabulary,
    spoken,
    relative,
  }: {
    readonly clause: string;
    readonly vocabulary: Vocabulary;
    readonly spoken: ReadonlySet<string>;
    readonly relative: number | undefined;
  },
): FoundWords {
  const meant = words.lists.filter((name) => {
    const field = SENSES[name];
    return field === undefined || words.lists.length < 2 || [...spoken].some((each) => field.test(each));
  });
  const lists = meant.length === 0 ? words.lists : meant;
  const labour = lists.includes('acts.walk_out') ? lists.filter((name) => name !== 'acts.ban') : lists;
  return {
    ...words,
    lists:
      modifies(words, clause, vocabulary) && !isVerb(words, clause, relative) ? withoutActs(labour) : labour,
  };
}

/** Whether a word stands right before a noun, as in "flood cover", and so says what kind it is rather than what is done. */
function modifies({ start, end }: FoundWords, clause: string, { isSmall, joinsWords }: Vocabulary): boolean {
  if (joinsWords) return false;
  const next = /^ (\p{L}{3,})/u.exec(clause.slice(end))?.[1]?.toLowerCase();
  return (
    next !== undefined &&
    !/(?:s|ed|ing)$/.test(clause.slice(start, end)) &&
    !EMPTY.has(next) &&
    !isSmall(next)
  );
}

/** Whether a word stands where a verb does: after the pronoun, or joined to what stands there. */
function isVerb({ start }: FoundWords, clause: string, relative: number | undefined): boolean {
  return (
    relative !== undefined &&
    start > relative &&
    /(?:that|who|which|whom|and|or|to|must|may|will|can|not),? $/.test(clause.slice(0, start))
  );
}

const DENIED =
  /(?:^| )(?:not|never|no longer|without|nicht|ohne|pas|sans|niet|zonder|non|senza|no|sin|nie|bez) (?:been |be |being )?$/i;

/** Without acts that are said not to be done, as in "who leave and are not replaced", where others are. */
function affirmed(found: readonly FoundWords[], clause: string): readonly FoundWords[] {
  const acts = found.filter(({ lists }) => lists.some(isAct));
  const done = acts.filter(({ start }) => !DENIED.test(clause.slice(0, start)));
  return done.length === 0 ? found : found.filter((each) => !acts.includes(each) || done.includes(each));
}

function withoutActs(lists: readonly string[]): readonly string[] {
  const things = lists.filter((name) => !isAct(name));
  return things.length === 0 ? lists : things;
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
  if (EMPTY.has(word) || isSmall(word) || word.length < SHORTEST || word.includes('-')) return undefined;
  const stem = word.replace(joinsWords ? /(?:en|er|e|n|s)$/ : /(?:ies|ing|ed|es|s|e|y)$/, '');
  return stem.length < SHORTEST ? word : `${stem}*`;
}
