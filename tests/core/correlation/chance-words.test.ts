/** How much chance explains, in figures for whoever writes briefs and in one plain line for readers. */
import { describe, expect, it } from 'vitest';
import { chanceCaution, chanceFigures, ratesInWords } from '../../../src/core/correlation/chance-words.ts';
import { DAY } from '../../../src/core/time/duration.ts';

describe('chance in words', () => {
  it.each([
    [undefined, undefined],
    [0, undefined],
    [0.1, undefined],
    [0.11, 'chance alone completes this pattern about 1 time in 10'],
    [0.34, 'chance alone completes this pattern about 3 times in 10'],
    [0.998, 'chance alone nearly always completes this pattern'],
  ])('an alert warns of %s: %s', (chance, line) => {
    expect(chanceCaution(chance)).toBe(line);
  });

  it('has figures, and says what to do above one in ten', () => {
    expect(chanceFigures(0.998, 30 * DAY)).toBe(
      'once it has begun, chance completes it within 30d with p = 0.998: shorten its timespan, or group it',
    );
    expect(chanceFigures(0.0691, 2 * DAY)).toBe(
      'once it has begun, chance completes it within 2d with p = 0.069',
    );
    expect(chanceFigures(0.00001, DAY)).toContain('p < 0.001');
    expect(chanceFigures(undefined, DAY)).toContain('too early to tell');
  });

  it('names the rates', () => {
    const stories = [
      { indicatorId: 'dam', count: 1 },
      { indicatorId: 'permits', count: 7 },
    ];
    expect(ratesInWords(stories, 35.9 * DAY)).toBe('1 story of dam, 7 of permits in 35 days');
  });
});
