/** Scores placements as a reader of alerts sees them: events told, swallowed and doubled, and pairs that carry a label. */
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
  /** Placements as a development, and those that follow the right matter. */
  developments: number;
  followRight: number;
};

/** Nothing counted yet. */
export function noScores(): ToldScores {
  return {
    within: { right: 0, said: 0, gold: 0 },
    across: { right: 0, said: 0, gold: 0 },
    due: 0,
    swallowed: 0,
    doubledWithin: 0,
    doubledAcross: 0,
    developments: 0,
    followRight: 0,
  };
}

/** Adds the scores of items in order of time, with the labels they were placed by and where they went. */
export function addScores(
  scores: ToldScores,
  items: readonly LabelledItem[],
  labels: (item: LabelledItem) => readonly string[],
  placements: readonly Placement[],
): void {
  addPairs(scores, items, placements);
  addAlerts(scores, items, labels, placements);
  const byKey = new Map(items.map((item) => [item.key, item]));
  items.forEach((item, at) => {
    const placement = placements[at];
    if (placement?.relation !== 'development') return;
    const followed = byKey.get(placement.similarTo ?? '');
    scores.developments += 1;
    if (followed !== undefined && isSameMatter(item, followed)) scores.followRight += 1;
  });
}

/** Whether two items tell one event, or steps of one matter. */
export function isSameMatter(a: LabelledItem, b: LabelledItem): boolean {
  if (a.story === b.story || a.follows === b.story || b.follows === a.story) return true;
  return a.follows !== undefined && a.follows === b.follows;
}

function addPairs(
  scores: ToldScores,
  items: readonly LabelledItem[],
  placements: readonly Placement[],
): void {
  items.forEach((item, at) => {
    if (item.labels.length === 0) return;
    for (let before = 0; before < at; before += 1) {
      const other = items[before];
      if (other === undefined || other.labels.length === 0) continue;
      const pairs = item.lang === other.lang ? scores.within : scores.across;
      const gold = item.story === other.story;
      const said = placements[at]?.storyId === placements[before]?.storyId;
      pairs.gold += Number(gold);
      pairs.said += Number(said);
      pairs.right += Number(gold && said);
    }
  });
}

function addAlerts(
  scores: ToldScores,
  items: readonly LabelledItem[],
  labels: (item: LabelledItem) => readonly string[],
  placements: readonly Placement[],
): void {
  const begun = new Map<string, LabelledItem>();
  items.forEach((item, at) => {
    for (const label of labels(item)) {
      const alert = `${placements[at]?.storyId}\n${label}`;
      if (!begun.has(alert)) begun.set(alert, item);
    }
  });
  const alerts = [...begun].map(([alert, item]) => ({ label: alert.split('\n').at(-1), item }));
  for (const [event, reports] of Map.groupBy(items, (item) => item.story)) {
    for (const label of new Set(reports.flatMap((item) => item.labels))) {
      const carriers = reports.filter((item) => item.labels.includes(label));
      if (carriers[0]?.roundup === true || !carriers.some((item) => item.live)) continue;
      scores.due += 1;
      const own = alerts.filter((alert) => alert.label === label && alert.item.story === event);
      if (own.length === 0 && reports.some((item) => labels(item).includes(label))) scores.swallowed += 1;
      if (own.length < 2) continue;
      const languages = new Set(own.map(({ item }) => item.lang));
      if (languages.size < own.length) scores.doubledWithin += 1;
      else scores.doubledAcross += 1;
    }
  }
}
