/**
 * Loaded into a bot by `node --import`: measures its event loop and its memory from inside, and tells whoever started
 * it. A message of `begin` starts a new measurement, `read` is answered with a Reading.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Reading } from './hostile-reading.ts';

/** Milliseconds between two samples, which every delay contains. */
const RESOLUTION = 10;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });

process.on('message', (order) => {
  if (order === 'begin') begin();
  else if (order === 'read') process.send?.(read());
});
// Whoever looks on must not keep the bot from ending.
process.channel?.unref();
delay.enable();

const work = createHistogram();
let spent = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(spent);
  spent = process.threadCpuUsage();
  work.record(Math.max(1, Math.round(user + system)));
}, RESOLUTION).unref();

function begin(): void {
  delay.reset();
  work.reset();
  try {
    // Linux: the high-water mark of resident memory starts anew (proc(5)).
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Elsewhere it is that of the whole life.
  }
}

function read(): Reading {
  return {
    p99: delay.percentile(99) / 1e6,
    max: delay.max / 1e6,
    workP99: work.percentile(99) / 1e3,
    workMax: work.max / 1e3,
    rss: process.memoryUsage.rss(),
    peak: highWater() ?? process.resourceUsage().maxRSS * 1024,
  };
}

function highWater(): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
