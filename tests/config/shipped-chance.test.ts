/** The shipped patterns stay below one in ten by chance at a story a fortnight, or say in the file that they do not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chanceOf, NOTABLE } from '../../src/core/correlation/chance.ts';
import type { Signal } from '../../src/core/indicator/signal.ts';
import { DAY } from '../../src/core/time/duration.ts';
import { readShippedBrief } from '../shipped-lists.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const FILES = ['briefs', 'examples'].flatMap((folder) =>
  readdirSync(join(CONFIG, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(CONFIG, folder, name)),
);

const HISTORY = 56 * DAY;

/** A story a fortnight. */
function signalsOf(briefId: string, indicatorId: string): readonly Signal[] {
  return [0, 1, 2, 3].map((at) => ({
    briefId,
    indicatorId,
    entry: at,
    story: `${indicatorId}-${at}`,
    at: at * 14 * DAY,
    actors: [`actor-${at}`],
    spans: [],
    outlet: `Outlet ${at}`,
    country: undefined,
    lang: 'en',
  }));
}

describe('the shipped patterns', () => {
  const all = FILES.flatMap((file) => {
    const brief = readShippedBrief(file);
    return brief.correlations.map((correlation) => ({ file, brief, correlation }));
  });

  it('are more than none', () => {
    expect(all.length).toBeGreaterThan(3);
  });

  it.each(all.map((each) => [each.correlation.id, each] as const))(
    '%s',
    (_id, { file, brief, correlation }) => {
      const signals = brief.indicators.flatMap(({ id }) => signalsOf(brief.id, id));
      const chance = chanceOf(correlation, signals, HISTORY) ?? 1;
      const lines = readFileSync(file, 'utf8').split('\n');
      const at = lines.findIndex((line) => line.includes(`- id: ${correlation.id}`));
      const above = lines.slice(Math.max(0, at - 3), at).join('\n');
      const says = above.slice(above.lastIndexOf('\n\n') + 1).includes('# Chance:');
      expect(chance < NOTABLE || says).toBe(true);
    },
  );
});
