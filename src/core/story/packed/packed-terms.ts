/** The terms of the reports in mind, packed into one array: those of the title, then those that stand only below. */
import { grown } from './packed-lists.ts';

export type PackedTerms = {
  /** Adds the terms of the next report; reports are numbered from 0. */
  readonly add: (title: readonly number[], lede: readonly number[]) => void;
  readonly eachOfTitle: (report: number, visit: (term: number) => void) => void;
  readonly eachOfLede: (report: number, visit: (term: number) => void) => void;
};

/** No reports at first. */
export function createPackedTerms(): PackedTerms {
  let pool = new Int32Array(1_024);
  // A report's title begins at `bounds[2n]`, its lede at `bounds[2n + 1]`, and the next report after that.
  let bounds = new Int32Array(256);
  let reports = 0;

  const visitAll = (from: number, to: number, visit: (term: number) => void): void => {
    for (let at = from; at < to; at += 1) visit(pool[at] ?? 0);
  };
  return {
    add: (title, lede) => {
      const start = bounds[reports * 2] ?? 0;
      const below = start + title.length;
      pool = grown(pool, below + lede.length);
      pool.set(title, start);
      pool.set(lede, below);
      reports += 1;
      bounds = grown(bounds, reports * 2 + 1);
      bounds[reports * 2 - 1] = below;
      bounds[reports * 2] = below + lede.length;
    },
    eachOfTitle: (report, visit) => visitAll(bounds[report * 2] ?? 0, bounds[report * 2 + 1] ?? 0, visit),
    eachOfLede: (report, visit) => visitAll(bounds[report * 2 + 1] ?? 0, bounds[report * 2 + 2] ?? 0, visit),
  };
}
