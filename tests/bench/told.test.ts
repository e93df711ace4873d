import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { measure, readGold, run } from '../../bench/told.ts';
import { readShippedBrief } from '../shipped-lists.ts';

const SAMPLE = new URL('../../feeds/sample', import.meta.url).pathname;
const GOLD = new URL('../samples/expected.jsonl', import.meta.url);
const BRIEF = new URL('../../config/briefs/nato-loyalty.yaml', import.meta.url);

it('keeps the law of visibility on the sample fortnight, by its gold of stories', async () => {
  const told = await measure(SAMPLE, readShippedBrief(BRIEF), await readGold(GOLD));
  expect(told.unseen).toEqual([]);
  expect(told.untrue).toEqual([]);
  expect(told.events).toBeGreaterThan(20);
  expect(told.languages).toBeGreaterThan(5);
  expect(told.messages / told.events).toBeLessThanOrEqual(1.15);
});

it('finds an untrue line where the gold file puts every report into an event of its own', async () => {
  const gold = await readGold(GOLD);
  const apart = new Map([...gold.keys()].map((name) => [name, name]));
  const { untrue } = await measure(SAMPLE, readShippedBrief(BRIEF), apart);
  expect(untrue.some((line) => line.includes('also reported by'))).toBe(true);
});

it('does not pass where nothing matches', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'told-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(await run([folder])).toBe(1);
});
