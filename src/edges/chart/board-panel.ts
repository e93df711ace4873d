/** The board over weeks as a heat strip: a Vega-Lite specification and the key to its levels. */
import type { TopLevelSpec } from 'vega-lite';
import { LEVELS } from '../../core/indicator/standing.ts';
import type { BoardWeeks, WeekLevel } from './chart-request.ts';
import { dayLabel, labelled, period } from './day-labels.ts';
import { INNER, LABEL } from './layout.ts';
import { CELLS, FAINT, INK } from './palette.ts';
import type { Panel } from './panel.ts';
import { wrapText } from './text-width.ts';

/** Room for a name and, before it, its colour in the bars of the same picture. */
const LEFT = 254;
const SWATCH = { width: 14, height: 34, gap: 10 };
const PADDING = { left: LEFT, right: 4, top: 34, bottom: 2 };
const CELL = 50;
/** Diameter of the mark of a level. */
const MARK = 21;
const NAME_LINES = 2;
/** Room for labels such as `28 Sep`. */
const LABEL_ROOM = 72;
/** A picture of more would be scrolled through; the rest are counted. */
export const MOST_ROWS = 20;

/** `colours` are those of the rows in another chart of the picture, which this one then explains. */
export function boardPanel(data: BoardWeeks, colours: readonly (string | undefined)[] = []): Panel {
  const { weeks, zone } = data;
  const rows = data.rows.slice(0, MOST_ROWS);
  const width = INNER - PADDING.left - PADDING.right;
  const height = Math.max(1, rows.length) * CELL;
  const cells = rows.flatMap(({ levels }, row) =>
    weeks.map((_, week) => ({ row, week, ...CELLS[levels[week] ?? 'unknown'] })),
  );
  const labels = weeks.map((at) => dayLabel(at, zone));
  const spec: TopLevelSpec = {
    width,
    height,
    padding: PADDING,
    encoding: {
      y: {
        field: 'row',
        type: 'ordinal',
        scale: { domain: rows.map((_, row) => row), paddingInner: 0.12, paddingOuter: 0.06 },
        axis: null,
      },
    },
    layer: [
      {
        name: 'cells',
        data: { values: cells },
        mark: { type: 'rect', cornerRadius: 6, strokeWidth: 1.5 },
        encoding: {
          x: weekly(weeks.length, labels, width),
          fill: { field: 'fill', type: 'nominal', scale: null, legend: null },
          stroke: { field: 'outline', type: 'nominal', scale: null, legend: null },
        },
      },
      {
        name: 'marks',
        data: { values: cells },
        mark: { type: 'point', size: MARK ** 2, strokeWidth: 0, opacity: 1 },
        encoding: {
          x: weekly(weeks.length, labels, width),
          fill: { field: 'ink', type: 'nominal', scale: null, legend: null },
          shape: { field: 'mark', type: 'nominal', scale: null, legend: null },
        },
      },
      ...rowHeads(rows, colours),
    ],
    config: { axis: { labelColor: FAINT } },
  };
  const last = weeks.at(-1);
  const unseen = data.rows.length - rows.length;
  const levels: readonly WeekLevel[] = rows.some(({ levels }) => levels.includes('unknown'))
    ? ['unknown', ...LEVELS]
    : LEVELS;
  const dates =
    last === undefined
      ? ''
      : `, ${weeks.length} ${weeks.length === 1 ? 'week' : 'weeks'} to ${period(last, last, zone)}`;
  return {
    heading: rows.length === 0 ? 'No indicators' : `Level by week${dates}`,
    keys: levels.map((level) => {
      const { fill, outline, ink, mark } = CELLS[level];
      return { name: level, fill, mark: { path: mark, ink, outline } };
    }),
    ...(unseen > 0 ? { foot: `and ${unseen} more` } : {}),
    spec,
    width: INNER,
    height: height + PADDING.top + PADDING.bottom,
  };
}

/** Names in one line or two, and colours, each centred on the middle of its row (pixels). */
function rowHeads(rows: BoardWeeks['rows'], colours: readonly (string | undefined)[]) {
  const indent = colours.length === 0 ? 0 : SWATCH.width + SWATCH.gap;
  const names = rows.flatMap(({ name }, row) => {
    const lines = wrapText(name, LABEL, LEFT - indent - 14, NAME_LINES);
    return lines.map((each, index) => ({
      name: each,
      y: (row + 0.5) * CELL + (index - (lines.length - 1) / 2) * (LABEL + 2),
    }));
  });
  const swatches = rows.flatMap((_, row) => {
    const fill = colours[row];
    return fill === undefined ? [] : [{ fill, y: (row + 0.5) * CELL }];
  });
  const y = { field: 'y', type: 'quantitative' as const, scale: null };
  return [
    {
      name: 'names',
      data: { values: names },
      mark: { type: 'text' as const, align: 'left' as const, fontSize: LABEL, fill: INK },
      encoding: { x: { value: indent - LEFT }, y, text: { field: 'name', type: 'nominal' as const } },
    },
    {
      name: 'swatches',
      data: { values: swatches },
      mark: { type: 'rect' as const, width: SWATCH.width, height: SWATCH.height, cornerRadius: 4 },
      encoding: {
        x: { value: SWATCH.width / 2 - LEFT },
        y,
        fill: { field: 'fill', type: 'nominal' as const, scale: null, legend: null },
      },
    },
  ];
}

function weekly(count: number, labels: readonly string[], width: number) {
  return {
    field: 'week',
    type: 'ordinal' as const,
    scale: {
      domain: Array.from({ length: count }, (_, week) => week),
      paddingInner: 0.12,
      paddingOuter: 0.06,
    },
    axis: {
      orient: 'top' as const,
      title: null,
      values: [...labelled(count, Math.floor(width / LABEL_ROOM))],
      labelExpr: `${JSON.stringify(labels)}[datum.value]`,
      labelAngle: 0,
      labelPadding: 8,
      domain: false,
    },
  };
}
