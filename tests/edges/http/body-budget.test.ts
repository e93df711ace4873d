import { describe, expect, it } from 'vitest';
import { createBodyBudget } from '../../../src/edges/http/body-budget.ts';

describe('createBodyBudget', () => {
  it('gives up the largest body where all together are too much, and goes on with the rest', () => {
    const given: string[] = [];
    const budget = createBodyBudget(100);
    const honest = budget(() => given.push('honest'));
    const greedy = budget(() => given.push('greedy'));
    const late = budget(() => given.push('late'));
    honest.grow(30);
    greedy.grow(60);
    late.grow(10);
    expect(given).toEqual([]);
    late.grow(1);
    expect(given).toEqual(['greedy']);
    late.grow(49);
    honest.grow(10);
    expect(given).toEqual(['greedy']);
    honest.end();
    late.grow(40);
    expect(given).toEqual(['greedy']);
    late.grow(1);
    expect(given).toEqual(['greedy', 'late']);
  });

  it('forgets a body that has ended', () => {
    const given: string[] = [];
    const budget = createBodyBudget(100);
    for (let n = 0; n < 10; n += 1) {
      const share = budget(() => given.push(`${n}`));
      share.grow(90);
      share.end();
      share.end();
    }
    expect(given).toEqual([]);
  });
});
