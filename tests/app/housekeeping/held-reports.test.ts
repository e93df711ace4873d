/** Further reports of what was held back: no message shows them, so the list does, or the message is sent after all. */
import { afterEach, expect, it } from 'vitest';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { entriesOf, HOUR, MINUTE } from '../bench-of-news.ts';
import { openHoldingBot } from '../holding-bot.ts';

/** An evening on which quiet hours have begun; they end at seven. */
const EVENING = Date.UTC(2026, 8, 1, 20);
const MORNING = Date.UTC(2026, 8, 2, 7);
const HEADLINE = '2 zebra walks into the town hall at Fernhollow';

let bot: Awaited<ReturnType<typeof openHoldingBot>>;
afterEach(() => bot.store.close());

const open = async (quiet: boolean): Promise<void> => {
  bot = await openHoldingBot({ startAt: EVENING, groupBy: [], quiet, flood: 50 });
};
const hear = async (title: string, feed: string, at: number): Promise<void> => {
  await bot.until(at);
  await bot.pipeline.ingest({ entries: entriesOf([{ title, feed, at }], at), history: false, now: at });
  await bot.until(at + MINUTE);
};
const texts = (): readonly string[] => bot.read.get('room') ?? [];

it('a report that came in the same night stands in the list below what it reports', async () => {
  await open(true);
  await hear(HEADLINE, 'alpha', EVENING);
  await hear(`${HEADLINE}, says keeper`, 'beta', EVENING + HOUR);
  await hear(HEADLINE, 'gamma', EVENING + 2 * HOUR);
  expect(texts()).toEqual([]);
  await bot.until(MORNING + MINUTE);
  expect(texts()).toEqual([
    'While it was quiet: 1 alert',
    'zebras: 1 alert',
    `#1 ${HEADLINE} · The alpha`,
    `also: ${HEADLINE}, says keeper · The beta`,
  ]);
});

it('a report that comes after the list makes the message go out after all', async () => {
  await open(true);
  await hear(HEADLINE, 'alpha', EVENING);
  await bot.until(MORNING + MINUTE);
  const listed = texts().length;
  await hear(HEADLINE, 'gamma', MORNING + 10 * MINUTE);
  await bot.until(MORNING + 20 * MINUTE);
  expect(texts().slice(listed)).toEqual([]);
  await hear(`${HEADLINE}, says keeper`, 'beta', MORNING + 30 * MINUTE);
  await bot.until(MORNING + HOUR);
  expect(texts().slice(listed)).toEqual(expect.arrayContaining([HEADLINE, `${HEADLINE}, says keeper`]));
});

it('a report that comes in the next night is listed again', async () => {
  await open(true);
  await hear(HEADLINE, 'alpha', EVENING + 8 * HOUR);
  await bot.until(MORNING + MINUTE);
  const listed = texts().length;
  await hear(`${HEADLINE}, says keeper`, 'beta', MORNING + 12 * HOUR);
  await bot.until(MORNING + 23 * HOUR);
  expect(texts().slice(listed)).toEqual([]);
  await bot.until(MORNING + 24 * HOUR + MINUTE);
  expect(texts().slice(listed)).toContain(`also: ${HEADLINE}, says keeper · The beta`);
});

it('holds for silences, too', async () => {
  await open(false);
  const matchers = { indicator: ['zebras'] };
  const author = { author: 'x:1', authorName: 'Ann', reason: undefined };
  const silence = { matchers, startsAt: EVENING, expiresAt: EVENING + HOUR, ...author };
  await insertSilence(bot.store.db, silence, EVENING);
  await hear(HEADLINE, 'alpha', EVENING + MINUTE);
  await hear(`${HEADLINE}, says keeper`, 'beta', EVENING + 20 * MINUTE);
  await bot.until(EVENING + HOUR + MINUTE);
  expect(texts()).toContain(`also: ${HEADLINE}, says keeper · The beta`);
  const listed = texts().length;
  await hear(`${HEADLINE}, says mayor`, 'gamma', EVENING + 2 * HOUR);
  await bot.until(EVENING + 3 * HOUR);
  expect(texts().slice(listed)).toContain(`${HEADLINE}, says mayor`);
});
