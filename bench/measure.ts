/** Measures CPU time, latency and memory for benchmarks on a machine that others use too. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** CPU seconds, user and system, that a piece of work takes in this process. */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** The middle of some numbers, the lower one of two. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that a share of the others does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

let collect: (() => void) | undefined;

/** Bytes in use on the heap and in array buffers after a full garbage collection. */
export function memoryInUse(): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('gc');
    collect = () => {
      if (typeof gc === 'function') gc();
    };
  }
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
