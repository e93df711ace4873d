/** A sparkline: a row of counts drawn with block characters, so that a trend fits into a line of text. */

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * One bar per count, oldest first. Zero is always the lowest bar and the highest count the highest, but a scale never
 * ends below `least`, so that one story in a quiet week does not look like a wave.
 */
export function sparkline(counts: readonly number[], least = 4): string {
  const top = Math.max(least, ...counts);
  return counts
    .map((count) => BARS[count <= 0 ? 0 : Math.min(7, Math.max(1, Math.round((count / top) * 7)))] ?? '▁')
    .join('');
}
