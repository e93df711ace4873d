/** Draws the README's pictures from what stands on Discord and Slack after the sample fortnight; run by `npm run pictures`. */
import { writeFile } from 'node:fs/promises';
import { paint } from './paint.ts';
import { CHART_FILE, picturesOf, RECORDED_FILE } from './recorded.ts';
import { recordFortnight } from '../../tests/pictures/record-fortnight.ts';
import { recordWalk } from '../../tests/pictures/record-walk.ts';

/** The story whose alert is shown, by the beginning of its headline. */
const HEADLINE = 'White House ties US brigade in Romania';

const { recorded, chart } = await recordFortnight(HEADLINE);
const all = { ...recorded, walk: await recordWalk() };
await writeFile(RECORDED_FILE, `${JSON.stringify(all, undefined, 1)}\n`);
await writeFile(CHART_FILE, chart);
for (const [name, element] of picturesOf(all, chart)) {
  const png = await paint(element);
  await writeFile(new URL(name, import.meta.url), png);
  console.log(`docs/pictures/${name}: ${png.length} bytes`);
}
