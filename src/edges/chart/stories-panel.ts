/** Stories a day as stacked bars: a Vega-Lite specification and the key to its colours. */
import type { TopLevelSpec } from 'vega-lite';
import { listNames } from '../../core/delivery/wording.ts';
import type { StoriesPerDay } from './chart-request.ts';
import { dayLabel, labelled, period } from './day-labels.ts';
import { INNER, LABEL } from './layout.ts';
import { CARD, FAINT, GRID, INK } from './palette.ts';
import type { Panel } from './panel.ts';
import { type Series, stackOf, sum } from './stack.ts';

const PADDING = { left: 40, right: 4, top: 26, bottom: 34 };
const HEIGHT = 250;
/** Labels such as `28 Sep` that fit beside each other. */
const MOST_LABELS = 7;
/** More bars have no room for a number above each. */
const MOST_NUMBERS = 16;
const MOST_WITHOUT = 3;
/** More bars are too thin for gaps. */
const MOST_BROAD = 45;
/** One story a day should not look like a wave. */
const LEAST_TOP = 4;

/** `keyed` is false where the colours are explained elsewhere in the picture. */
export function storiesPanel(data: StoriesPerDay, keyed = true): Panel {
  const { days, zone } = data;
  const { series, without } = stackOf(data.series, days.length);
  const totals = days.map((_, day) => sum(series.map(({ counts }) => counts[day] ?? 0)));
  const labels = days.map((at) => dayLabel(at, zone));
  const dense = days.length > MOST_BROAD;
  const empty = totals.every((total) => total === 0);
  const spec: TopLevelSpec = {
    width: INNER - PADDING.left - PADDING.right,
    height: HEIGHT,
    padding: PADDING,
    encoding: {
      x: {
        field: 'day',
        type: 'ordinal',
        scale: { domain: days.map((_, day) => day), paddingInner: dense ? 0.08 : 0.22, paddingOuter: 0.15 },
        axis: {
          title: null,
          values: [...labelled(days.length, MOST_LABELS)],
          labelExpr: `${JSON.stringify(labels)}[datum.value]`,
          labelAngle: 0,
          labelPadding: 8,
        },
      },
      y: {
        field: 'count',
        type: 'quantitative',
        scale: { domain: [0, Math.max(LEAST_TOP, ...totals)], nice: 4 },
        axis: { title: null, format: 'd', tickCount: 4, tickMinStep: 1, grid: true, domain: false },
      },
    },
    layer: [
      {
        name: 'bars',
        data: {
          values: series.flatMap(({ counts }, index) =>
            counts.flatMap((count, day) => (count > 0 ? [{ day, series: index, count }] : [])),
          ),
        },
        mark: { type: 'bar', stroke: CARD, strokeWidth: dense ? 1 : 2 },
        encoding: {
          y: { field: 'count', type: 'quantitative', stack: 'zero' },
          order: { field: 'series', type: 'quantitative' },
          fill: {
            field: 'series',
            type: 'nominal',
            scale: { domain: series.map((_, index) => index), range: series.map(({ colour }) => colour) },
            legend: null,
          },
        },
      },
      ...(days.length > MOST_NUMBERS
        ? []
        : [
            {
              name: 'totals',
              data: { values: totals.flatMap((count, day) => (count > 0 ? [{ day, count }] : [])) },
              mark: { type: 'text' as const, dy: -13, fontSize: LABEL, fill: INK },
              encoding: { text: { field: 'count', type: 'quantitative' as const, format: 'd' } },
            },
          ]),
      ...(empty ? [nothing(days.length)] : []),
    ],
    config: { axis: { gridColor: GRID, labelColor: FAINT } },
  };
  const [first, last] = [days[0], days.at(-1)];
  return {
    heading: `Stories per day${first === undefined || last === undefined ? '' : `, ${period(first, last, zone)}`}`,
    ...(keyed ? keysOf(series, without) : { keys: [] }),
    spec,
    width: INNER,
    height: HEIGHT + PADDING.top + PADDING.bottom,
  };
}

function keysOf(series: readonly Series[], without: readonly string[]): Pick<Panel, 'keys' | 'foot'> {
  const keys = series.map(({ name, colour, counts }) => ({ name, note: String(sum(counts)), fill: colour }));
  if (without.length === 0 || keys.length === 0) return { keys };
  return { keys, foot: `No stories: ${listNames(without, MOST_WITHOUT)}` };
}

function nothing(days: number) {
  return {
    name: 'nothing',
    data: { values: [{ text: `no stories in ${days} ${days === 1 ? 'day' : 'days'}` }] },
    mark: { type: 'text' as const, fontSize: LABEL + 2, fill: INK },
    encoding: {
      x: { value: (INNER - PADDING.left - PADDING.right) / 2 },
      // Between two grid lines.
      y: { value: HEIGHT * 0.375 },
      text: { field: 'text', type: 'nominal' as const },
    },
  };
}
