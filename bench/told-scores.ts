/** Scores placements as a reader of alerts sees them: events told, swallowed and doubled, pairs that carry a label, and untrue lines. */
import type { Placement } from '../src/core/story/relation.ts';
import type { LabelledItem } from './labelled-set.ts';

type Pairs = { right: number; said: number; gold: number };

export type ToldScores = {
  /** Pairs of items that both carry a label, of one language and of two. */
  readonly within: Pairs;
  readonly across: Pairs;
  /** Pairs of an event and a label that somebody should be told of. */
  due: number;
  /** Those of which an item matched and none began an alert: another event's alert took it. */
  swallowed: number;
  /** Those whose items began more than one alert, where two of these are of one language, and where none are. */
  doubledWithin: number;
  doubledAcross: number;
  /** Reports that stand in the message of another event. */
  untrue: number;
  /** Stories that are told, and the events that they tell of. */
  messages: number;
  events: number;
  /** Placements as a development, and those that follow the right matter. */
  developments: number;
  followRight: number;
};

/** An item and where it went. */
export type Placed = { readonly item: LabelledItem; readonly placement: Placement };

/** Whose labels it was placed by: people's or the brief's. */
export type By = 'labels' | 'said';

/** Nothing counted yet. */
export function noScores(): ToldScores {
  return {
    within: { right: 0, said: 0, gold: 0 },
    across: { right: 0, said: 0, gold: 0 },
    due: 0,
    swallowed: 0,
    doubledWithin: 0,
    doubledAcross: 0,
    untrue: 0,
    messages: 0,
    events: 0,
    developments: 0,
    followRight: 0,
  };
}

/** Adds the scores of items in order of time. */
export function addScores(scores: ToldScores, placed: readonly Placed[], by: By): void {
  addPairs(scores, placed);
  addAlerts(scores, placed, by);
  addMessages(scores, placed, by);
  // Some sets do not say what follows what.
  if (!placed.some(({ item }) => item.follows !== undefined)) return;
  const byKey = new Map(placed.map(({ item }) => [item.key, item]));
  for (const { item, placement } of placed) {
    if (placement.relation !== 'development') continue;
    const followed = byKey.get(placement.similarTo ?? '');
    if (followed === undefined) continue;
    scores.developments += 1;
    if (isSameMatter(item, followed)) scores.followRight += 1;
  }
}

/** Whether two items tell one event, or steps of one matter. */
export function isSameMatter(a: LabelledItem, b: LabelledItem): boolean {
  if (a.story === b.story || a.follows === b.story || b.follows === a.story) return true;
  return a.follows !== undefined && a.follows === b.follows;
}

/** Whether scores are what is aimed at, with at most such a share of the due events swallowed. */
export function meetsTargets(scores: ToldScores, swallowed: number): boolean {
  const { within, across, due, doubledWithin, doubledAcross } = scores;
  const enough = ({ right, said, gold }: Pairs, recall: number): boolean =>
    gold === 0 || (right >= 0.95 * said && right >= recall * gold);
  return (
    scores.swallowed <= swallowed * due &&
    enough(within, 0.6) &&
    enough(across, 0.4) &&
    doubledWithin <= 0.05 * due &&
    doubledAcross <= 0.15 * due
  );
}

/** One line. */
export function scoresInWords(scores: ToldScores): string {
  const { within, across, due, swallowed, doubledWithin, doubledAcross, developments, followRight } = scores;
  const share = (part: number, whole: number): string =>
    whole === 0 ? ' –  ' : (part / whole).toFixed(2).padEnd(4);
  return (
    `pairs P ${share(within.right, within.said)} R ${share(within.right, within.gold)} within a language, ` +
    `P ${share(across.right, across.said)} R ${share(across.right, across.gold)} across; ` +
    `of ${due} due ${swallowed} swallowed, ${doubledWithin} + ${doubledAcross} doubled; ` +
    `${scores.untrue} untrue lines; ${share(scores.messages, scores.events)} messages an event; ` +
    `${followRight} of ${developments} developments right`
  );
}

function addPairs(scores: ToldScores, placed: readonly Placed[]): void {
  placed.forEach(({ item, placement }, at) => {
    if (item.labels.length === 0) return;
    for (const { item: other, placement: earlier } of placed.slice(0, at)) {
      if (other.labels.length === 0) continue;
      const pairs = item.lang === other.lang ? scores.within : scores.across;
      const gold = item.story === other.story;
      const said = placement.storyId === earlier.storyId;
      pairs.gold += Number(gold);
      pairs.said += Number(said);
      pairs.right += Number(gold && said);
    }
  });
}

function addAlerts(scores: ToldScores, placed: readonly Placed[], by: By): void {
  const begun = new Map<string, LabelledItem>();
  for (const { item, placement } of placed)
    for (const label of item[by]) {
      const alert = `${placement.storyId}\n${label}`;
      if (!begun.has(alert)) begun.set(alert, item);
    }
  const alerts = [...begun].map(([alert, item]) => ({ label: alert.split('\n').at(-1), item }));
  const items = placed.map(({ item }) => item);
  for (const [event, reports] of Map.groupBy(items, (item) => item.story)) {
    for (const label of new Set(reports.flatMap((item) => item.labels))) {
      const carriers = reports.filter((item) => item.labels.includes(label));
      if (carriers[0]?.roundup === true || !carriers.some((item) => item.live)) continue;
      scores.due += 1;
      const own = alerts.filter((alert) => alert.label === label && alert.item.story === event);
      if (own.length === 0 && reports.some((item) => item[by].includes(label))) scores.swallowed += 1;
      if (own.length < 2) continue;
      const languages = new Set(own.map(({ item }) => item.lang));
      if (languages.size < own.length) scores.doubledWithin += 1;
      else scores.doubledAcross += 1;
    }
  }
}

/** A story is told as its first report that matches; all of its reports stand beside that. */
function addMessages(scores: ToldScores, placed: readonly Placed[], by: By): void {
  for (const reports of Map.groupBy(placed, ({ placement }) => placement.storyId).values()) {
    const told = reports.find(({ item }) => item[by].length > 0);
    if (told === undefined) continue;
    scores.messages += 1;
    scores.untrue += reports.filter(({ item }) => item.story !== told.item.story).length;
  }
  const matched = placed.filter(({ item }) => item[by].length > 0);
  scores.events += new Set(matched.map(({ item }) => item.story)).size;
}
