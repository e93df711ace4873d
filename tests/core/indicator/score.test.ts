/** Precision by votes: Wilson's interval against published values, and what it advises. */
import { describe, expect, it } from 'vitest';
import { adviceOf, adviceWords, scoreTerms, scoreWords, wilson } from '../../../src/core/indicator/score.ts';

describe('the interval', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i', (relevant, judged, low, high) => {
    const interval = wilson({ relevant, judged });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is everything where nothing was judged, and ends at 0 and 1', () => {
    expect(wilson({ relevant: 0, judged: 0 })).toEqual({ low: 0, high: 1 });
    expect(wilson({ relevant: 3, judged: 3 }).high).toBe(1);
  });
});

describe('the advice', () => {
  it.each([
    [9, 9, 'too early'],
    [9, 10, 'keep'],
    [8, 10, 'adjust'],
    [16, 20, 'keep'],
    [12, 20, 'adjust'],
    [2, 10, 'adjust'],
    [1, 10, 'drop'],
    [5, 20, 'drop'],
  ])('%i of %i: %s', (relevant, judged, advice) => {
    expect(adviceOf({ relevant, judged })).toBe(advice);
  });

  it('says how many are missing', () => {
    expect(adviceWords({ relevant: 1, judged: 3 })).toBe('too early to advise, 7 more to judge');
  });

  it('is written with its interval', () => {
    expect(scoreWords({ relevant: 15, judged: 18 })).toBe('83 % relevant (95 %: 61 to 94 %, n = 18)');
    expect(scoreWords({ relevant: 0, judged: 0 })).toBeUndefined();
  });
});

describe('precision per term', () => {
  it('names the worst first and leaves out what decided once', () => {
    const scores = scoreTerms([
      { terms: ['keep', 'nato'], relevant: false },
      { terms: ['keep', 'keep'], relevant: false },
      { terms: ['appoints', 'nato'], relevant: true },
      { terms: ['appoints'], relevant: true },
      { terms: ['bis'], relevant: false },
    ]);
    expect(scores).toEqual([
      { term: 'keep', relevant: 0, judged: 2 },
      { term: 'nato', relevant: 1, judged: 2 },
      { term: 'appoints', relevant: 2, judged: 2 },
    ]);
  });
});
