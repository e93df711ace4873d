import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../src/core/indicator/sparkline.ts';

describe('sparkline', () => {
  it.each([
    ['a quiet week is flat', [0, 0, 0], '▁▁▁'],
    ['one story does not fill the scale', [0, 1, 0], '▁▃▁'],
    ['the highest count is the highest bar', [0, 4, 8, 16], '▁▃▅█'],
    ['what is not nothing never looks like nothing', [0, 1, 100], '▁▂█'],
    ['no days, no bars', [], ''],
  ])('%s', (_, counts, bars) => {
    expect(sparkline(counts)).toBe(bars);
  });
});
