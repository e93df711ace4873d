/** Proposes changes of a brief from judged headlines, each proved to lose nothing that is known to be a sign. */
import type { Brief } from '../indicator/brief.ts';
import type { Lexicon } from '../lists/lexicon.ts';
import type { Lists } from '../lists/list.ts';
import { type BriefMatcher, compileBriefs } from '../query/language/compile-briefs.ts';
import { neededWords } from '../query/explain/deciding-words.ts';
import { namedLists } from '../query/language/named-lists.ts';
import { parseQuery } from '../query/language/parse.ts';
import { type Change, isOfList, withChange } from './change.ts';
import { changeAtHome } from './change-at-home.ts';
import { type Evidence, FEWEST_STORIES, type Matches, storiesIn } from './evidence.ts';
import { missingWords } from './missing-words.ts';
import { nearerDistances } from './nearer.ts';
import { spelledWords } from './spelled-words.ts';
import { indexTerms } from './term-index.ts';
import { vetoWords } from './veto-words.ts';
import { wrongTerms } from './wrong-terms.ts';

/** One change, on top of those before it, and what it does to what is known of its indicator. */
export type Proposal = {
  readonly indicatorId: string;
  readonly change: Change;
  /** False alarms that are none any more. */
  readonly freed: readonly Evidence[];
  /** Reports of the sign that it adds. */
  readonly gained: readonly Evidence[];
};

export type Proposed = {
  readonly proposals: readonly Proposal[];
  /** The brief with all of them; as it was where there are none. */
  readonly brief: Brief;
  /** Judged-relevant headlines and examples of all indicators that matched before, all of which match still. */
  readonly kept: number;
};

/** What is known of each indicator, by its id. */
export type EvidenceByIndicator = ReadonlyMap<string, readonly Evidence[]>;

type Words = Pick<Lexicon, 'stopWordsOf' | 'conceptsOf'>;

/** Changes that are tried for an indicator: each costs the time of compiling its query. */
const MOST_TRIED = 40;

/**
 * Proposes changes for those indicators that are wanted and of which something is known. A change is left out where any indicator that it
 * touches would lose a headline that is its sign, or match one that is not.
 */
export function proposeChanges(
  brief: Brief,
  evidence: EvidenceByIndicator,
  lexicon: Words,
  wanted: (indicatorId: string) => boolean = () => true,
): Proposed {
  let current = brief;
  const proposals: Proposal[] = [];
  const before = new Map(
    brief.indicators.map(({ id }) => [id, sort(evidence.get(id) ?? [], compileOne(brief, id).matches)]),
  );
  const states = new Map(before);
  for (const { id } of brief.indicators) {
    const known = states.get(id);
    if (!wanted(id) || known === undefined || known.wrong.length + known.missed.length === 0) continue;
    for (const change of candidatesOf(current, id, known, lexicon).slice(0, MOST_TRIED)) {
      const state = states.get(id) ?? known;
      if (isIdle(change, state)) continue;
      const changed = withChange(current, id, change);
      const after = changed && proved(changed, touchedBy(changed, id, change), { evidence, states });
      const own = after?.get(id);
      if (changed === undefined || after === undefined || own === undefined) continue;
      const freed = state.wrong.filter((each) => !own.wrong.includes(each));
      const gained = own.right.filter((each) => !state.right.includes(each));
      if (gained.length === 0 && storiesIn(freed) < FEWEST_STORIES) continue;
      proposals.push({ indicatorId: id, change, freed, gained });
      current = changed;
      for (const [each, sorted] of after) states.set(each, sorted);
    }
  }
  const kept = [...before.values()].reduce((sum, { right }) => sum + right.length, 0);
  return { proposals, brief: current, kept };
}

type Sorted = {
  /** Match, and are the sign. */
  readonly right: readonly Evidence[];
  /** Match, and are none. */
  readonly wrong: readonly Evidence[];
  /** Are the sign, and do not match. */
  readonly missed: readonly Evidence[];
};

function sort(evidence: readonly Evidence[], matches: Matches): Sorted {
  const matched = new Set(evidence.filter(({ text }) => matches(text)));
  return {
    right: evidence.filter((each) => each.relevant && matched.has(each)),
    wrong: evidence.filter((each) => !each.relevant && matched.has(each)),
    missed: evidence.filter((each) => each.relevant && !matched.has(each)),
  };
}

/** What the indicators make of their evidence under a changed brief; undefined where one of them loses by it. */
function proved(
  changed: Brief,
  touched: readonly string[],
  known: { readonly evidence: EvidenceByIndicator; readonly states: ReadonlyMap<string, Sorted> },
): ReadonlyMap<string, Sorted> | undefined {
  const after = new Map<string, Sorted>();
  for (const id of touched) {
    const state = known.states.get(id);
    const sorted = sort(known.evidence.get(id) ?? [], compileOne(changed, id).matches);
    if (state?.right.some((each) => !sorted.right.includes(each)) === true) return undefined;
    if (sorted.wrong.some((each) => state?.wrong.includes(each) !== true)) return undefined;
    after.set(id, sorted);
  }
  return after;
}

/** The indicator that a change is made for, and those that use the list that it changes. */
function touchedBy(brief: Brief, indicatorId: string, change: Change): readonly string[] {
  if (!isOfList(change)) return [indicatorId];
  const using = brief.indicators.filter(({ query }) => listsOf(query, brief.lists).has(change.list));
  return [...new Set([indicatorId, ...using.map(({ id }) => id)])];
}

function listsOf(query: string, lists: Lists): ReadonlySet<string> {
  const parsed = parseQuery(query);
  return parsed.kind === 'ok' ? namedLists([parsed.ast], lists) : new Set();
}

/** Whether a NOT is of no use any more: to see that needs no compiling. */
function isIdle(change: Change, { wrong }: Sorted): boolean {
  if (change.kind !== 'not') return false;
  const held = wrong.filter(({ text }) =>
    wordsOf(`${text.title} ${text.summary}`).includes(foldOf(change.term)),
  );
  return storiesIn(held) < FEWEST_STORIES;
}

type One = Pick<BriefMatcher, 'match'> & {
  readonly matches: Matches;
  readonly explain: (text: Evidence['text']) => NonNullable<ReturnType<BriefMatcher['explain']>>;
};

function compileOne(brief: Brief, indicatorId: string): One {
  const indicators = brief.indicators.filter(({ id }) => id === indicatorId);
  const matcher = compileBriefs([{ ...brief, indicators, correlations: [] }]);
  return {
    match: matcher.match,
    matches: (text) => matcher.matches(brief.id, indicatorId, text),
    explain: (text) => {
      const explanation = matcher.explain(brief.id, indicatorId, text);
      if (explanation === undefined) throw new Error(`${brief.id} has no indicator ${indicatorId}`);
      return explanation;
    },
  };
}

/**
 * All candidates: first what cuts false alarms off, the narrowest way first, then what adds. What changes the query's
 * text comes last place first, so that the others stay where they are.
 */
function candidatesOf(
  brief: Brief,
  indicatorId: string,
  { right, wrong, missed }: Sorted,
  lexicon: Words,
): readonly Change[] {
  const one = compileOne(brief, indicatorId);
  const query = brief.indicators.find(({ id }) => id === indicatorId)?.query ?? '';
  const decide = ({ text }: Evidence): readonly string[] => {
    const [hit] = one.match(text);
    return hit === undefined ? [] : neededWords(one.matches, { text, spans: hit.spans });
  };
  const isStopWord = (word: string, lang: string): boolean => lexicon.stopWordsOf(lang).has(word);
  const asked = new Set([...right, ...wrong].flatMap(({ text }) => one.explain(text).found.flatMap(wordsOf)));
  const weigh = (change: Change): { readonly sound: boolean; readonly wrong: number } => {
    const changed = withChange(brief, indicatorId, change);
    if (changed === undefined) return { sound: false, wrong: Infinity };
    const { matches } = compileOne(changed, indicatorId);
    return {
      sound: right.every(({ text }) => matches(text)),
      wrong: wrong.filter(({ text }) => matches(text)).length,
    };
  };
  const index = () => indexTerms(brief.lists, listsOf(query, brief.lists));
  return [
    ...wrongTerms(wrong, right, { decide, index }),
    ...(storiesIn(wrong) < FEWEST_STORIES ? [] : nearerDistances(query, weigh)),
    ...vetoWords(wrong, [...right, ...missed], { isStopWord, asked }),
    ...missingWords(missed, wrong, {
      explain: one.explain,
      isStopWord,
      changeAt: changeAtHome(query, brief.lists),
      isKnownName: (word) => lexicon.conceptsOf(word, 'und').some((name) => NAMES.test(name)),
    }),
  ];
}

const NAMES = /^(?:places|bodies|offices)\./;

function wordsOf(text: string): readonly string[] {
  return [...spelledWords({ title: text, summary: '', outlet: '', lang: '', feed: '' }).keys()];
}

function foldOf(word: string): string {
  return wordsOf(word)[0] ?? word;
}
