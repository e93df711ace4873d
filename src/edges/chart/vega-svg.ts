/** Turns a Vega-Lite specification into SVG, with the fonts and axes that all charts share. */
import type { TopLevelSpec } from 'vega-lite';
import { FONT, LABEL } from './layout.ts';

/** Loaded with the first chart: a bot that never draws one never pays for it. */
let libraries: ReturnType<typeof load> | undefined;

/**
 * The SVG element of a specification whose width, height and padding are fixed. Nothing is fetched: specifications
 * carry their data. Throws where the specification is wrong.
 */
export async function vegaSvg(spec: TopLevelSpec): Promise<string> {
  libraries ??= load();
  const { vega, vegaLite } = await libraries;
  const { spec: compiled } = vegaLite.compile({
    ...spec,
    autosize: 'none',
    background: 'transparent',
    config: {
      ...spec.config,
      aria: false,
      font: FONT,
      view: { stroke: null },
      axis: {
        labelFontSize: LABEL,
        labelOverlap: false,
        ticks: false,
        domain: false,
        ...spec.config?.axis,
      },
    },
  });
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

async function load() {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  return { vega, vegaLite };
}
