/**
 * Plays the way from an invitation to the first alert of one's own on both platforms, against the strict peers of the
 * tests, and prints what the person did: `npm run first-alert`, or with a file, the whole article's signs.
 */
import { readFile } from 'node:fs/promises';
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
for (const platform of ['discord', 'slack'] as const) {
  const { steps, alert } = await playFirstAlert({ platform, ...plan });
  process.stdout.write(`${platform}: ${steps.length} steps\n`);
  for (const [at, step] of steps.entries()) process.stdout.write(`  ${at + 1}. ${step}\n`);
  const [line = ''] = alert.split('\n').filter((each) => each.includes(plan.news));
  process.stdout.write(`  → ${line === '' ? 'no alert' : line}\n`);
  if (steps.length > MOST_STEPS) process.exitCode = 1;
}
