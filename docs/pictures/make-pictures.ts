/** Draws the README's pictures from the very bodies and charts that the bot sends; run by `npm run pictures`. */
import { writeFile } from 'node:fs/promises';
import { openCharts } from '../../src/edges/chart/open-charts.ts';
import { renderNotification as renderForDiscord } from '../../src/edges/discord/render.ts';
import { renderNotification as renderForSlack } from '../../src/edges/slack/render.ts';
import { drawDiscord } from './draw-discord.ts';
import { drawSlack } from './draw-slack.ts';
import { replayedFortnight } from './replayed-fortnight.ts';

const { alert: shown, charts: data } = await replayedFortnight('White House ties US brigade in Romania');
const charts = openCharts();
const [chart, board] = await Promise.all([charts.storiesPerDay(data), charts.board(data)]);
await charts.close();
const pictures = {
  'alert-discord.svg': drawDiscord(renderForDiscord(shown.alert), shown),
  'alert-slack.svg': drawSlack(renderForSlack(shown.alert), shown),
  'chart.png': chart.png,
  'board.png': board.png,
};
for (const [name, content] of Object.entries(pictures)) {
  await writeFile(new URL(name, import.meta.url), content);
  console.log(
    `docs/pictures/${name}: ${content.length} ${typeof content === 'string' ? 'characters' : 'bytes'}`,
  );
}
console.log(`chart.png says: ${chart.alt}\nboard.png says: ${board.alt}`);
