/** What a trial of briefs came to, as lines of text. */
import { chanceFigures } from '../../core/correlation/chance-words.ts';
import { sparkline } from '../../core/indicator/sparkline.ts';
import { DAY } from '../../core/time/duration.ts';
import type { Hit, Tried, TriedIndicator, TryRequest } from './try-briefs.ts';

/** Outlets and words that are named. */
const MOST_NAMED = 5;
/** Bars of a sparkline. */
const MOST_BARS = 30;

type Span = Pick<TryRequest, 'since' | 'until'>;

/** The whole trial: how far it got, each indicator, the correlations. */
export function describeTry(tried: Tried, span: Span): readonly string[] {
  const { ended, back, looked } = tried;
  const limit: Record<Tried['ended'], string> = {
    all: '',
    enough: `; at least, since it brings so much: looked back to ${dayOf(back)}`,
    time: `; at least, since time was up: looked back to ${dayOf(back)}`,
  };
  const correlations = tried.correlations.map(
    ({ name, found, chance, timespan }) => `  ${name}: ${found}; ${chanceFigures(chance, timespan)}`,
  );
  return [
    `${daysOf(span, back)} to ${dayOf(span.until)}, ${looked} entries looked at${limit[ended]}.`,
    ...tried.indicators.flatMap((each) => ['', ...describeIndicator(each, { ...span, since: back })]),
    ...(correlations.length === 0 ? [] : ['', 'Patterns:', ...correlations]),
  ];
}

/** One indicator: how much, when, by whom, what changes, newest hits, near misses, what each word adds. */
function describeIndicator(tried: TriedIndicator, span: Span): readonly string[] {
  const { stories, entries, speaks, change, newest, misses, alone } = tried;
  const days = Math.max(1, Math.ceil((span.until - span.since) / DAY));
  const alerts = speaks ? counted(stories.length, 'alert') : 'no alerts of its own';
  const rate = `${(stories.length / days).toFixed(1)} a day`;
  return [
    `${tried.name} (${tried.briefId}/${tried.indicatorId}): ${storiesOf(stories.length)} of ${counted(entries, 'entry')}, ${alerts}, ${rate}`,
    ...(stories.length === 0 ? [] : [`  ${sparkline(perDay(stories, span, days))}  ${outletsOf(stories)}`]),
    ...(change === undefined
      ? []
      : [`  now: ${storiesOf(change.now)}, so +${change.added.length} −${change.removed}`]),
    ...(change?.added.slice(-MOST_NAMED).map((hit) => `  + ${lineOf(hit)}`) ?? []),
    ...(newest.length === 0 ? [] : ['  newest:']),
    ...newest.map((hit) => `    ${lineOf(hit)}`),
    ...(misses.length === 0 ? [] : ['  nearly:']),
    ...misses.flatMap(({ title, outlet, miss }) => [`    ${title} (${outlet})`, `      ${miss}`]),
    ...(alone.length === 0
      ? []
      : [
          `  brought by one word: ${alone
            .slice(0, MOST_NAMED)
            .map(({ word, stories: n }) => `${word} ${n}`)
            .join(', ')}`,
        ]),
  ];
}

function perDay(stories: readonly Hit[], { since }: Span, days: number): readonly number[] {
  const bars = Math.min(days, MOST_BARS);
  const counts = Array.from({ length: bars }, () => 0);
  for (const { at } of stories) {
    const bar = Math.min(bars - 1, Math.floor(((at - since) / (days * DAY)) * bars));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts;
}

function outletsOf(stories: readonly Hit[]): string {
  const outlets = [...Map.groupBy(stories, ({ outlet }) => outlet)]
    .map(([outlet, { length }]) => ({ outlet, length }))
    .toSorted((a, b) => b.length - a.length || (a.outlet < b.outlet ? -1 : 1));
  const more = outlets.length - MOST_NAMED;
  const named = outlets.slice(0, MOST_NAMED).map(({ outlet, length }) => `${outlet} ${length}`);
  return [...named, ...(more > 0 ? [`${more} more outlets`] : [])].join(', ');
}

function lineOf({ at, title, outlet }: Hit): string {
  return `${dayOf(at)} ${title} (${outlet})`;
}

function daysOf({ until }: Span, back: number): string {
  const days = Math.max(1, Math.ceil((until - back) / DAY));
  return `${counted(days, 'day')} from ${dayOf(back)}`;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function storiesOf(n: number): string {
  return n === 1 ? '1 story' : `${n} stories`;
}

function counted(n: number, what: string): string {
  if (n === 1) return `1 ${what}`;
  return `${n} ${what.endsWith('y') && what !== 'day' ? `${what.slice(0, -1)}ies` : `${what}s`}`;
}
