/**
 * Plays the way from an invitation to the first alert of one's own on both platforms, and that from a webhook address by
 * `init`, against the strict peers of the tests, and prints what the person did: `npm run first-alert`, or with a file, the
 * whole article's signs.
 */
import { readFile } from 'node:fs/promises';
import { playInit } from '../tests/walkthrough/by-init.ts';
import { playFirstAlert } from '../tests/walkthrough/first-alert.ts';

const MOST_STEPS = 6;

const [file, news] = process.argv.slice(2);
if (file !== undefined && news === undefined)
  throw new Error(
    'give a headline that the article is to alert of: npm run first-alert -- article.md "headline"',
  );
const plan =
  file === undefined
    ? { news: 'Port of Glosmere sold to a stranger' }
    : { article: await readFile(file, 'utf8'), news: news ?? '' };
const ways = [
  ['invited', playFirstAlert],
  // One sign by init would be one written into a file: it begins with an article.
  ...(file === undefined ? [] : [['by init with a webhook', playInit] as const]),
] as const;
for (const [way, play] of ways)
  for (const platform of ['discord', 'slack'] as const) {
    const { steps, alert } = await play({ platform, ...plan });
    process.stdout.write(`${platform}, ${way}: ${steps.length} steps\n`);
    for (const [at, step] of steps.entries()) process.stdout.write(`  ${at + 1}. ${step}\n`);
    const [line = ''] = alert.split('\n').filter((each) => each.includes(plan.news));
    process.stdout.write(`  → ${line === '' ? 'no alert' : line}\n`);
    if (steps.length > MOST_STEPS) process.exitCode = 1;
  }
