/** Draws the README's pictures from the very bodies that the bot sends; run by `npm run pictures`. */
import { writeFile } from 'node:fs/promises';
import { renderNotification as renderForDiscord } from '../../src/edges/discord/render.ts';
import { renderNotification as renderForSlack } from '../../src/edges/slack/render.ts';
import { drawDiscord } from './draw-discord.ts';
import { drawSlack } from './draw-slack.ts';
import { replayedAlert } from './replayed-alert.ts';

const shown = await replayedAlert('White House ties US brigade in Romania');
const pictures = {
  'alert-discord.svg': drawDiscord(renderForDiscord(shown.alert), shown),
  'alert-slack.svg': drawSlack(renderForSlack(shown.alert), shown),
};
for (const [name, svg] of Object.entries(pictures)) {
  await writeFile(new URL(name, import.meta.url), svg);
  console.log(`docs/pictures/${name}: ${svg.length} characters`);
}
