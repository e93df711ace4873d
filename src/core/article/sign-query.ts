/** Writes the query of a sign: who or what the clause names, beside what it says is done. */
import { foldWords } from '../query/words/fold.ts';
import { isAct, type Vocabulary } from './vocabulary.ts';

/** What a clause is made of, as list names (`$acts.close`) and words (`moor*`). */
export type ClauseParts = {
  readonly subjects: readonly string[];
  readonly acts: readonly string[];
  readonly objects: readonly string[];
  /** Those of the subjects and objects that the clause names by several words, such as "price caps": few texts have them. */
  readonly special: readonly string[];
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
  const relative = RELATIVE.exec(clause);
  const border = relative === null ? clause.length : relative.index;
  const found = vocabulary.find(clause);
  const subjects = new Set<string>();
  const acts = new Set<string>();
  const objects = new Set<string>();
  const special = new Set<string>();
  for (const { start, end, lists } of found) {
    const saysAct = lists.some(isAct);
    const things = lists.filter((name) => !isAct(name));
    const done = things.length > 0 && !saysAct ? actsWithin(clause.slice(start, end), vocabulary) : [];
    for (const name of done) acts.add(`$${name}`);
    if (things.length > 0 && done.length === 0 && /[ -]/.test(clause.slice(start, end)))
      for (const name of things) special.add(`$${name}`);
    if (relative !== null && start < border)
      for (const name of things.length > 0 ? things : lists) subjects.add(`$${name}`);
    else if (saysAct) for (const name of lists.filter(isAct)) acts.add(`$${name}`);
    else for (const name of things) (relative === null ? subjects : objects).add(`$${name}`);
  }
  let first = true;
  for (const match of clause.matchAll(WORD)) {
    const { index, 0: word } = match;
    if (found.some(({ start, end }) => index >= start && index < end)) {
      if (index > border) first = false;
      continue;
    }
    const term = termOf(word, vocabulary);
    if (term === undefined) continue;
    if (relative === null || index < border) subjects.add(term);
    // The first word after the pronoun that means anything is its verb, and what is joined to a verb is another.
    else if (first || isJoined(clause, index, found)) acts.add(term);
    else objects.add(term);
    if (index > border) first = false;
  }
  for (const subject of new Set(subjects))
    for (const body of BODIES_OF[subject] ?? []) if (spoken.has(body)) subjects.add(body);
  return { subjects: [...subjects], acts: [...acts], objects: [...objects], special: [...special] };
}

/** What a thing of several words says is done: "rate cut". */
function actsWithin(words: string, vocabulary: Vocabulary): readonly string[] {
  const [, ...later] = words.split(' ');
  return later.flatMap((word) => vocabulary.find(word).flatMap(({ lists }) => lists)).filter(isAct);
}

/** Whether "or" alone stands between a listed act and what begins at `index`. */
function isJoined(clause: string, index: number, found: ReturnType<Vocabulary['find']>): boolean {
  return found.some(
    ({ end, lists }) => end < index && lists.some(isAct) && JOINED.test(clause.slice(end, index)),
  );
}

/** A word that stands in no list, without its ending; undefined where it says nothing. */
function termOf(written: string, { isSmall }: Vocabulary): string | undefined {
  const word = foldWords(written)
    .map(({ letters }) => letters)
    .join('-');
  if (EMPTY.has(word) || isSmall(word) || word.length < SHORTEST || word.includes('-')) return undefined;
  const stem = word.replace(/(?:ies|ing|ed|es|s|e|y)$/, '');
  return stem.length < SHORTEST ? word : `${stem}*`;
}

/** What says which field an article is about: names it uses, and lists that its sections speak of. */
export type Context = readonly string[];

/** Acts that are done to anything: they need who or what the clause names beside them, the field alone says too little. */
const GENERAL = new Set(
  `raise cut lower lift change impose open close offer agree support declare choose start win lose pay publish sell buy
  visit join negotiate demand approve refuse withdraw resume warn criticise deploy praise condition inspect apologise
  hire extend miss vote accuse cancel suspend postpone threaten protest die hurt crash arrest reinstate miss uphold leave resist downgrade`
    .split(/\s+/)
    .map((name) => `$acts.${name}`),
);

/** Verbs that only say that there is a thing: the thing itself is the sign. */
const LIGHT = new Set([
  '$acts.impose',
  '$acts.declare',
  '$acts.open',
  '$acts.offer',
  '$acts.start',
  '$acts.publish',
]);

/** Acts that are told with a sum, which says as much as the field does. */
const PRICED = new Set(['$acts.fine', '$acts.settle']);
const SUMS = ['$things.million', '$things.billion'];

/** Near enough to be one clause of a headline. */
const APART = 10;

/**
 * The query for a sign's parts: an act near who does it or what it is done to, or a telling act where the text speaks of
 * the article's field. Undefined where the clause has no word that could be looked for.
 */
export function queryOf(parts: ClauseParts, context: Context): string | undefined {
  const { subjects, objects, special } = parts;
  const acts = withRelated(parts.acts);
  const nouns = subjects.filter((term) => !isAct(term));
  const done = subjects.filter(isAct);
  const listed = acts.filter((act) => act.startsWith('$'));
  const field = (terms: readonly string[]): readonly string[] =>
    context.filter((each) => !terms.includes(each));
  const inField = (terms: readonly string[]): string => `(${anyOf(terms)} AND ${anyOf(field(terms))})`;
  const pairs: string[] = [];
  if (listed.length > 0 && nouns.length > 0) pairs.push(near(nouns, acts));
  if (listed.length > 0 && objects.length > 0) pairs.push(near(acts, objects));
  if (listed.length === 0 && nouns.length > 0 && objects.length > 0) pairs.push(near(nouns, objects));
  if (acts.length === 0 && done.length > 0 && nouns.length > 0) pairs.push(near(done, nouns));
  const telling = [
    ...done,
    ...(nouns.some((noun) => DECIDERS.has(noun))
      ? []
      : acts.filter((act) => act.startsWith('$') && !GENERAL.has(act))),
  ];
  const things = acts.some((act) => LIGHT.has(act))
    ? [...special, ...nouns.filter((noun) => !DECIDERS.has(noun) && noun.startsWith('$'))]
    : special;
  const alone = [...new Set([...telling, ...things])];
  if (alone.length > 0 && field(alone).length > 0) pairs.push(inField(alone));
  const priced = alone.filter((act) => PRICED.has(act));
  if (priced.length > 0) pairs.push(near(priced, SUMS));
  if (pairs.length > 0) return pairs.join('\nOR ');
  const rest = [...done, ...acts, ...nouns, ...objects];
  if (rest.length === 0) return undefined;
  return field(rest).length === 0 ? anyOf(rest) : inField(rest);
}

/** Those who decide many things, of which only some are the sign. */
const DECIDERS = new Set(
  ['court', 'regulator', 'parliament', 'government', 'council', 'committee', 'company', 'army'].map(
    (name) => `$bodies.${name}`,
  ),
);

/** What undoes an act: a headline that tells it is no sign of the act itself, whatever else it repeats. */
const UNDONE_BY: Readonly<Record<string, readonly string[]>> = {
  '$acts.suspend': ['$acts.resume'],
  '$acts.withdraw': ['$acts.resume'],
  '$acts.cancel': ['$acts.resume', '$acts.reinstate'],
  '$acts.declare': ['$acts.lift', '$acts.resume'],
  '$acts.dismiss': ['$acts.reinstate'],
  '$acts.ban': ['$acts.reinstate', '$acts.lift'],
  '$acts.damage': ['$acts.resume'],
  '$acts.close': ['$acts.resume'],
};

/** Acts that undo those of a sign, without those that are its own. */
export function undoingActs({ subjects, acts }: ClauseParts): readonly string[] {
  const own = new Set([...subjects, ...withRelated(acts)]);
  return [...own].flatMap((act) => UNDONE_BY[act] ?? []).filter((act) => !own.has(act));
}

/** The acts that a sign is known by wherever the article's field is spoken of. */
export function tellingActs({ subjects, acts }: ClauseParts): readonly string[] {
  return [...subjects, ...acts].filter((term) => isAct(term) && !GENERAL.has(term));
}

/** Whether a sign is nothing but an act, such as "fines": what other signs tell of it is no sign of it. */
export function isBareAct({ subjects, acts, objects }: ClauseParts): boolean {
  return [...subjects, ...acts, ...objects].every(isAct);
}

/** Acts that headlines tell in each other's words. */
const RELATED: Readonly<Record<string, readonly string[]>> = {
  '$acts.cancel': ['$acts.postpone'],
  '$acts.postpone': ['$acts.cancel'],
  '$acts.dismiss': ['$acts.resign'],
  '$acts.lower': ['$acts.cut'],
  '$acts.cut': ['$acts.lower'],
  '$acts.miss': ['$acts.lower'],
  '$acts.damage': ['$acts.attack'],
  '$acts.attack': ['$acts.damage', '$acts.seize'],
  '$acts.summon': ['$acts.demand'],
  '$acts.withdraw': ['$acts.lift'],
  '$acts.suspend': ['$acts.cancel'],
  '$acts.change': ['$acts.approve', '$acts.ban'],
  '$acts.investigate': ['$acts.sue', '$acts.inspect'],
};

function withRelated(acts: readonly string[]): readonly string[] {
  return [...new Set(acts.flatMap((act) => [act, ...(RELATED[act] ?? [])]))];
}

function near(one: readonly string[], other: readonly string[]): string {
  return `(${anyOf(one)} NEAR/${APART} ${anyOf(other)})`;
}

function anyOf(terms: readonly string[]): string {
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`;
}
