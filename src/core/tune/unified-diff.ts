/** The difference of two texts as a patch in the unified format that `patch` and `git apply` read. */

const CONTEXT = 3;

/**
 * The patch that makes `after` of `before`, for a file of this name; empty where they are the same. Lines are compared
 * by their longest common subsequence between the first and the last that differ.
 */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, now] = [linesOf(before), linesOf(after)];
  const steps = stepsOf(old, now);
  const hunks = hunksOf(steps);
  return [`--- a/${file}`, `+++ b/${file}`, ...hunks.flatMap(hunkLines), ''].join('\n');
}

/** Lines with a mark where the last one has no end. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

type Step = {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
  readonly old: number;
  readonly now: number;
};

function stepsOf(old: readonly string[], now: readonly string[]): readonly Step[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail += 1;
  const [rows, columns] = [old.length - tail - head, now.length - tail - head];
  const common = lengthsOf(old.slice(head, head + rows), now.slice(head, head + columns));
  const steps: Step[] = [];
  const add = (sign: Step['sign'], line: string | undefined, at: readonly [number, number]): void => {
    steps.push({ sign, line: line ?? '', old: at[0], now: at[1] });
  };
  for (let at = 0; at < head; at += 1) add(' ', old[at], [at, at]);
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    const [one, other] = [old[head + row], now[head + column]];
    if (row < rows && column < columns && one === other) {
      add(' ', one, [head + row, head + column]);
      row += 1;
      column += 1;
    } else if (
      row < rows &&
      (column === columns || (common[row + 1]?.[column] ?? 0) >= (common[row]?.[column + 1] ?? 0))
    ) {
      add('-', one, [head + row, head + column]);
      row += 1;
    } else {
      add('+', other, [head + row, head + column]);
      column += 1;
    }
  }
  for (let at = 0; at < tail; at += 1)
    add(' ', old[old.length - tail + at], [old.length - tail + at, now.length - tail + at]);
  return steps;
}

/** The length of the longest common subsequence of what follows each pair of lines. */
function lengthsOf(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const own = lengths[row];
      if (own === undefined) continue;
      own[column] =
        old[row] === now[column]
          ? (lengths[row + 1]?.[column + 1] ?? 0) + 1
          : Math.max(lengths[row + 1]?.[column] ?? 0, own[column + 1] ?? 0);
    }
  }
  return lengths;
}

/** Changes with the lines around them; those whose surroundings touch stand together. */
function hunksOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const hunks: { from: number; to: number }[] = [];
  for (const [at, { sign }] of steps.entries()) {
    if (sign === ' ') continue;
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, at - CONTEXT), Math.min(steps.length, at + CONTEXT + 1)];
    if (last !== undefined && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return hunks.map(({ from, to }) => steps.slice(from, to));
}

function hunkLines(steps: readonly Step[]): readonly string[] {
  const [first] = steps;
  const count = (sign: Step['sign']): number => steps.filter((step) => step.sign !== sign).length;
  const [olds, nows] = [count('+'), count('-')];
  const place = (at: number, n: number): string => `${n === 0 ? at : at + 1},${n}`;
  return [
    `@@ -${place(first?.old ?? 0, olds)} +${place(first?.now ?? 0, nows)} @@`,
    ...steps.map(({ sign, line }) => `${sign}${line}`),
  ];
}
