/** The flags of node that the bot is run with, read from `npm start`; the image has the same. */
import packageJson from '../package.json' with { type: 'json' };

/** In their order; none where `npm start` has none. What builds first has flags of its own, which are not the bot's. */
export const BOT_FLAGS: readonly string[] = (packageJson.scripts.start.split('&&').at(-1) ?? '')
  .split(' ')
  .filter((word) => word.startsWith('--'));
