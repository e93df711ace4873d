import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { simulatedClock, type SimulatedClock } from '../../../src/edges/clock/clock.ts';
import { type FeedServer, rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { feedAt, type PollerRig, rigPoller } from '../rig-poller.ts';
import type { Poller } from '../../../src/app/poll/poller.ts';

const START = Date.UTC(2026, 10, 22, 12);
const FEEDS = 20;

let time: SimulatedClock;
/** Milliseconds by which the machine's clock was set. */
let offset = 0;
let server: FeedServer;
let rig: PollerRig;
let tick: () => void = () => undefined;
let poller: Poller;

beforeEach(async () => {
  time = simulatedClock(START);
  offset = 0;
  const clock = { ...time, now: () => time.now() + offset };
  server = await startFeedServer({ now: time.now });
  rig = rigPoller(clock);
  const feeds = Array.from({ length: FEEDS }, (_, index) => {
    server.respond(`/${index}`, { body: rssDocument([{ id: `${index}`, title: `News ${index}` }]) });
    return feedAt(`feed-${index}`, `http://host-${index}.example:${server.port}/${index}`);
  });
  poller = rig.boot(feeds, {
    clock,
    drive: (run) => {
      tick = run;
      return () => undefined;
    },
  });
  await poller.start();
});
afterEach(async () => {
  await poller.stop();
  await rig.http.close();
  await server.close();
});

/** Lets time really pass, with a tick every two seconds; the answer counts the requests of each ten seconds. */
async function passes(ms: number): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let passed = 0; passed < ms; passed += 2 * SECOND) {
    const before = server.log.length;
    await time.advance(2 * SECOND);
    tick();
    await poller.pollDue();
    const slot = Math.floor(passed / (10 * SECOND));
    counts[slot] = (counts[slot] ?? 0) + server.log.length - before;
  }
  return counts;
}
const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);

describe('a clock that is set', () => {
  beforeEach(async () => {
    await passes(MINUTE);
  });

  it('forward a day, or a machine that slept, makes no storm: what is due is spread as at a start', async () => {
    offset = DAY;
    const counts = await passes(MINUTE);
    // Twenty feeds are spread over four seconds; all at once would be twenty in the first tick.
    expect(sum(counts)).toBe(FEEDS);
    const firstTick = server.log.slice(FEEDS).filter(({ at }) => at <= START + MINUTE + 2 * SECOND);
    expect(firstTick.length).toBeLessThan(FEEDS / 2);
    // And then everybody keeps to the usual quarter of an hour.
    expect(sum(await passes(12 * MINUTE))).toBe(0);
    expect(sum(await passes(4 * MINUTE))).toBe(FEEDS);
  });

  it.each([
    ['back an hour', -HOUR],
    ['back a day', -DAY],
  ])('%s neither stops the polls nor repeats them', async (_, jump) => {
    offset = jump;
    expect(sum(await passes(12 * MINUTE))).toBe(0);
    expect(sum(await passes(4 * MINUTE))).toBe(FEEDS);
  });

  it('forward and back again leaves everything as it was', async () => {
    offset = DAY;
    await passes(MINUTE);
    offset = 0;
    expect(sum(await passes(12 * MINUTE))).toBe(0);
    expect(sum(await passes(4 * MINUTE))).toBe(FEEDS);
  });

  it('back lets a person poll a feed after the usual five minutes', async () => {
    offset = -DAY;
    await passes(4 * SECOND);
    expect(await poller.pollNow('feed-0')).toEqual({
      kind: 'too-soon',
      again: time.now() - DAY + 5 * MINUTE,
    });
  });
});
