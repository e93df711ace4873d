/** Draws what is asked for as one SVG picture. */
import { boardPanel, MOST_ROWS } from './board-panel.ts';
import { card } from './card.ts';
import type { BoardWeeks, ChartRequest, StoriesPerDay } from './chart-request.ts';
import type { Panel } from './panel.ts';
import { stackOf } from './stack.ts';
import { storiesPanel } from './stories-panel.ts';
import { vegaSvg } from './vega-svg.ts';

/** Throws a RangeError for a time zone that does not exist. */
export async function drawSvg(request: ChartRequest): Promise<string> {
  const panels = panelsOf(request);
  const drawn = await Promise.all(panels.map(async (panel) => ({ panel, svg: await vegaSvg(panel.spec) })));
  return card(request.data.title, drawn);
}

function panelsOf(request: ChartRequest): readonly Panel[] {
  switch (request.kind) {
    case 'stories':
      return [storiesPanel(request.data)];
    case 'board':
      return [boardPanel(request.data)];
    case 'signals':
      return bothPanels(request.data);
  }
}

/** Where both charts show the same indicators, the board's rows tell the colours of the bars as well. */
function bothPanels(data: StoriesPerDay & BoardWeeks): readonly Panel[] {
  const { series, rows, days } = data;
  const same = series.length === rows.length && series.every(({ name }, index) => name === rows[index]?.name);
  if (!same || rows.length > MOST_ROWS) return [storiesPanel(data), boardPanel(data)];
  return [storiesPanel(data, false), boardPanel(data, stackOf(series, days.length).colours)];
}
