/** Draws the README's pictures from the messages that stand on Discord and Slack after the sample fortnight; run by `npm run pictures`. */
import { writeFile } from 'node:fs/promises';
import { drawDiscord } from './draw-discord.ts';
import { drawSlack } from './draw-slack.ts';
import { RECORDED_FILE } from './recorded.ts';
import { recordFortnight } from './recorded-fortnight.ts';
import { ALERT_SCENES, BOARD_SCENES, HEADLINE } from './scenes.ts';

const { alert, board, recorded } = await recordFortnight(HEADLINE);
const pictures = {
  'alert-discord.svg': drawDiscord(alert.discord, { ...alert, ...ALERT_SCENES.discord }),
  'alert-slack.svg': drawSlack(alert.slack, { ...alert, ...ALERT_SCENES.slack }),
  'signals-discord.svg': drawDiscord(board.discord, { ...board, ...BOARD_SCENES.discord }),
  'signals-slack.svg': drawSlack(board.slack, { ...board, ...BOARD_SCENES.slack }),
};
for (const [name, content] of Object.entries(pictures)) {
  await writeFile(new URL(name, import.meta.url), content);
  console.log(`docs/pictures/${name}: ${content.length} characters`);
}
await writeFile(RECORDED_FILE, `${JSON.stringify(recorded, undefined, 1)}\n`);
