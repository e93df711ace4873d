/** Writes the query of a sign: who or what the clause names, beside what it says is done. */
import type { ClauseParts } from './clause-parts.ts';
import { isAct } from './vocabulary.ts';

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
 * the article's field. `holds` says whether there is a list, `$acts.cut`. Undefined where the clause has no word that could be looked for.
 */
export function queryOf(
  parts: ClauseParts,
  context: Context,
  holds: (list: string) => boolean = () => true,
): string | undefined {
  const { subjects, objects, special, alike } = parts;
  const nouns = subjects.filter((term) => !isAct(term));
  const done = subjects.filter(isAct);
  const acts = withRelated(actsOf(parts, nouns)).filter((act) => !act.startsWith('$') || holds(act));
  const listed = acts.filter((act) => act.startsWith('$'));
  const field = (terms: readonly string[]): readonly string[] =>
    context.filter((each) => !terms.includes(each) && !alike.includes(each));
  const inField = (terms: readonly string[]): string => `(${anyOf(terms)} AND ${anyOf(field(terms))})`;
  const pairs: string[] = [];
  if (listed.length > 0 && nouns.length > 0) pairs.push(near(nouns, acts));
  if (listed.length > 0 && objects.length > 0) pairs.push(near(acts, objects));
  if (!parts.acts.some(isAct) && nouns.length > 0 && objects.length > 0) pairs.push(near(nouns, objects));
  if (acts.length === 0 && done.length > 0 && nouns.length > 0) pairs.push(near(done, nouns));
  const telling = [
    ...done,
    ...(nouns.some((noun) => JUDGES.has(noun))
      ? []
      : acts.filter((act) => act.startsWith('$') && !GENERAL.has(act))),
  ];
  const told = special.filter((term) => !BODY.test(term) && !context.includes(term));
  const things = acts.some((act) => LIGHT.has(act))
    ? [...told, ...nouns.filter((noun) => noun.startsWith('$') && !BODY.test(noun))]
    : told;
  const alone = [...new Set([...telling, ...things])];
  if (alone.length > 0 && field(alone).length > 0) pairs.push(inField(alone));
  const priced = alone.filter((act) => PRICED.has(act));
  if (priced.length > 0 && SUMS.every(holds)) pairs.push(near(priced, SUMS));
  if (pairs.length > 0) return pairs.join('\nOR ');
  const named = [...done, ...acts, ...nouns, ...objects];
  // A name by itself is the field and no sign.
  const lists = named.filter((term) => term.startsWith('$'));
  const rest = lists.length > 0 ? lists : named;
  if (rest.length === 0) return undefined;
  return field(rest).length === 0 ? anyOf(rest) : inField(rest);
}

/** What is done; where no list has it, as in "courts that hold sellers to their word", what courts do. */
function actsOf({ acts, subjects }: ClauseParts, nouns: readonly string[]): readonly string[] {
  if (acts.some(isAct) || subjects.some(isAct)) return acts;
  return nouns.some((noun) => RULERS.has(noun)) ? ['$deeds.rule'] : acts;
}

const RULERS: ReadonlySet<string> = new Set(['$bodies.court', '$bodies.regulator', '$offices.judge']);

/** Those who decide many things, of which only some are the sign. */
const JUDGES = new Set(
  ['court', 'regulator', 'parliament', 'council', 'committee'].map((name) => `$bodies.${name}`),
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
  '$acts.open': ['$acts.close'],
};

/** Acts that undo those of a sign, without those that are its own. */
export function undoingActs({ subjects, acts }: ClauseParts): readonly string[] {
  const own = new Set([...subjects, ...withRelated(acts)]);
  return [...own].flatMap((act) => UNDONE_BY[act] ?? []).filter((act) => !own.has(act));
}

/** What a sign says is done, as far as lists have it. */
export function listedActs({ subjects, acts }: ClauseParts): readonly string[] {
  return [...new Set([...subjects, ...acts])].filter(isAct);
}

/** Who is in a field, whatever is done there. */
const BODY = /^\$(?:bodies|offices)\./;

/** So near a judge that it is the judge who does it. */
const BESIDE = 8;

/**
 * What the judges of another sign do: told of them, as in "court freezes dismissal", it is that sign and not this one.
 * Undefined where this sign has judges too, or the other none; acts that are this sign's own count for both.
 */
export function decidedElsewhere(own: ClauseParts, other: ClauseParts): string | undefined {
  const judges = other.subjects.filter((noun) => BENCH.has(noun));
  if (judges.length === 0 || own.subjects.some((noun) => BENCH.has(noun))) return undefined;
  const mine = new Set(withRelated(listedActs(own).filter((act) => DECIDED.has(act))));
  const acts = withRelated(actsOf(other, other.subjects)).filter((act) => isAct(act) && !mine.has(act));
  return acts.length === 0 ? undefined : `(${anyOf(judges)} NEAR/${BESIDE} ${anyOf(acts)})`;
}

const BENCH = new Set(['$bodies.court', '$offices.judge']);

/** What is decided about an act that was done: told of it, it is news of its own. */
const DECIDED: ReadonlySet<string> = new Set(
  ['annul', 'uphold', 'suspend', 'appeal', 'settle', 'cancel', 'lift', 'refuse'].map(
    (name) => `$acts.${name}`,
  ),
);

/** Those of a sign's acts that decide about other acts. */
export function decidingActs({ subjects, acts }: ClauseParts): readonly string[] {
  return [...subjects, ...acts].filter((term) => DECIDED.has(term));
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
  '$acts.vote': ['$acts.approve'],
  '$acts.miss': ['$acts.lower'],
  '$acts.damage': ['$acts.attack'],
  '$acts.attack': ['$acts.damage', '$acts.seize'],
  '$acts.summon': ['$acts.demand'],
  '$acts.withdraw': ['$acts.lift'],
  '$acts.suspend': ['$acts.cancel'],
  '$acts.annul': ['$acts.suspend'],
  '$acts.refuse': ['$deeds.expel'],
  '$acts.change': ['$acts.approve', '$acts.ban'],
  '$acts.buy': ['$deeds.bid'],
  '$deeds.bid': ['$acts.buy'],
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
