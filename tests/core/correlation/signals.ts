/** Signals and correlations for the tests of this folder. */
import { Correlation } from '../../../src/core/correlation/schema.ts';
import type { Signal } from '../../../src/core/indicator/signal.ts';
import { HOUR } from '../../../src/core/time/duration.ts';

export const START: number = Date.UTC(2026, 9, 30);

/** A signal of brief `b`; `hours` after the start. */
export function signal(part: Partial<Signal> & { readonly hours: number }): Signal {
  const { hours, ...rest } = part;
  return {
    briefId: 'b',
    indicatorId: 'praise',
    entry: Math.round(hours * 1_000),
    story: `story-${hours}`,
    at: START + hours * HOUR,
    actors: [],
    spans: [],
    outlet: 'Harbour Wire',
    country: undefined,
    lang: 'en',
    ...rest,
  };
}

/** A correlation as a brief's file would write it. */
export function correlation(written: object): Correlation {
  return Correlation.parse({ id: 'c', name: 'C', indicators: ['praise'], timespan: '48h', ...written });
}
