/** The flags and the environment that the image gives the bot, so that benches measure what people run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };

/** In their order; none where `npm start` has none. What builds first has flags of its own, which are not the bot's. */
export const BOT_FLAGS: readonly string[] = (packageJson.scripts.start.split('&&').at(-1) ?? '')
  .split(' ')
  .filter((word) => word.startsWith('--'));

/** The variables of the Dockerfile's `ENV`. */
export const BOT_ENV: Readonly<Record<string, string>> = Object.fromEntries(
  readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.slice('ENV '.length).split(' '))
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
);
