/** Measures how long a chart takes, and how long drawing it holds up everything else, in the thread and without it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { DAY } from '../src/core/time/duration.ts';
import type { BoardWeeks, ChartRequest, StoriesPerDay } from '../src/edges/chart/chart-request.ts';
import { drawSvg } from '../src/edges/chart/draw-svg.ts';
import { openCharts } from '../src/edges/chart/open-charts.ts';
import { rasterise } from '../src/edges/chart/rasterise.ts';

const TARGET = 300;
const WARM_UP = 10;
const ROUNDS = 60;
const NOW = Date.UTC(2026, 8, 16, 12);
const NAMES = [
  'Leader-level appointments',
  'Statements of praise or loyalty',
  'Changes to burden-sharing rules',
  'Parliaments push back',
  'Armed forces push back',
  'US engagement made conditional',
];
const LEVELS = ['quiet', 'quiet', 'seen', 'quiet', 'active', 'seen', 'surging'] as const;

function stories(count: number): StoriesPerDay {
  return {
    title: 'Loyalty in the Alliance',
    zone: 'Europe/Brussels',
    days: Array.from({ length: count }, (_, day) => NOW - (count - 1 - day) * DAY),
    series: NAMES.map((name, row) => ({
      name,
      counts: Array.from({ length: count }, (_, day) => Math.max(0, ((day * 7 + row * 5) % 6) - 2)),
    })),
  };
}

const board: BoardWeeks = {
  title: 'Loyalty in the Alliance',
  zone: 'Europe/Brussels',
  weeks: Array.from({ length: 12 }, (_, week) => NOW - (11 - week) * 7 * DAY),
  rows: NAMES.map((name, row) => ({
    name,
    levels: Array.from({ length: 12 }, (_, week) => LEVELS[(week * 3 + row) % LEVELS.length] ?? 'quiet'),
  })),
};

const REQUESTS: Readonly<Record<string, ChartRequest>> = {
  'stories per day, 14 days': { kind: 'stories', data: stories(14) },
  'stories per day, 90 days': { kind: 'stories', data: stories(90) },
  'board, 12 weeks': { kind: 'board', data: board },
  'both in one picture': { kind: 'signals', data: { ...stories(14), ...board } },
};

type Draw = (request: ChartRequest) => Promise<Uint8Array>;

/** Prints first and warm times and the longest time that a timer was late; 1 where a picture's p95 is above 300 ms. */
export async function run(args: readonly string[]): Promise<number> {
  const rounds = Number(args[0] ?? ROUNDS);
  const charts = openCharts();
  const threaded: Draw = async (request) => (await pictureOf(charts, request)).png;
  const atStart = Math.round(process.memoryUsage.rss() / 2 ** 20);
  let slowest = 0;
  console.log('in the thread, as the bot draws:');
  for (const [name, request] of Object.entries(REQUESTS))
    slowest = Math.max(slowest, await measure(name, request, threaded, rounds));
  console.log(
    `  memory with the thread ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB, ${atStart} MiB before`,
  );
  await charts.close();
  console.log('on the event loop, for comparison:');
  for (const [name, request] of Object.entries(REQUESTS))
    await measure(name, request, async (each) => rasterise(await drawSvg(each)), rounds);
  console.log(`slowest p95 in the thread ${slowest.toFixed(0)} ms, target ${TARGET} ms`);
  return slowest <= TARGET ? 0 : 1;
}

async function measure(name: string, request: ChartRequest, draw: Draw, rounds: number): Promise<number> {
  const first = await timed(() => draw(request));
  for (let round = 1; round < WARM_UP; round += 1) await draw(request);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.cpuUsage();
  delay.enable();
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    times.push(
      await timed(async () => {
        bytes = (await draw(request)).length;
      }),
    );
    // Lets the loop turn once, so that a timer that was held up is noticed.
    await setTimeout(2);
  }
  delay.disable();
  // Of all threads; on a busy machine this says more than the clock.
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / rounds;
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  console.log(
    `  ${name.padEnd(26)} first ${ms(first)}  p50 ${ms(at(0.5))}  p95 ${ms(at(0.95))}  CPU ${ms(cpu)}  others wait at most ${ms(delay.max / 1e6)}  ${Math.round(bytes / 1024)} KiB`,
  );
  return at(0.95);
}

function pictureOf(charts: ReturnType<typeof openCharts>, request: ChartRequest) {
  switch (request.kind) {
    case 'stories':
      return charts.storiesPerDay(request.data);
    case 'board':
      return charts.board(request.data);
    case 'signals':
      return charts.signals(request.data);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function ms(value: number): string {
  return `${value.toFixed(0).padStart(4)} ms`;
}
