/** Fits a logistic regression by Newton's method, held towards what is expected of a weight where the data say little. */

/** One observation: its values, and whether what is to be told is so. */
export type Observation = { readonly values: readonly number[]; readonly holds: boolean };

export type Fitted = { readonly intercept: number; readonly weights: readonly number[] };

const ROUNDS = 40;
/** How strongly a weight is held towards its expectation: as by about so many observations that contradict it. */
const HELD = 1;
const CLOSE = 1e-7;

/** `expected` has a weight for each value, 0 where nothing is expected. Throws where there are no observations. */
export function fitRegression(observations: readonly Observation[], expected: readonly number[]): Fitted {
  if (observations.length === 0) throw new Error('there is nothing to fit');
  const size = expected.length + 1;
  // The last parameter is the intercept.
  const parameters = [...expected.map(() => 0), 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Float64Array(size);
    const curvature = Array.from({ length: size }, () => new Float64Array(size));
    for (const { values, holds } of observations) addTo(gradient, curvature, parameters, values, holds);
    expected.forEach((each, at) => {
      gradient[at] = (gradient[at] ?? 0) - HELD * ((parameters[at] ?? 0) - each);
      const row = curvature[at];
      if (row !== undefined) row[at] = (row[at] ?? 0) + HELD;
    });
    const step = solve(curvature, gradient);
    step.forEach((by, at) => {
      parameters[at] = (parameters[at] ?? 0) + by;
    });
    if (step.every((by) => Math.abs(by) < CLOSE)) break;
  }
  return { intercept: parameters.at(-1) ?? 0, weights: parameters.slice(0, -1) };
}

function addTo(
  gradient: Float64Array,
  curvature: readonly Float64Array[],
  parameters: readonly number[],
  values: readonly number[],
  holds: boolean,
): void {
  const all = [...values, 1];
  const odds = all.reduce((sum, value, at) => sum + value * (parameters[at] ?? 0), 0);
  const likelihood = 1 / (1 + Math.exp(-odds));
  const off = Number(holds) - likelihood;
  const steep = likelihood * (1 - likelihood) + 1e-9;
  all.forEach((value, at) => {
    if (value === 0) return;
    gradient[at] = (gradient[at] ?? 0) + off * value;
    const row = curvature[at];
    if (row === undefined) return;
    for (let other = 0; other < all.length; other += 1)
      row[other] = (row[other] ?? 0) + steep * value * (all[other] ?? 0);
  });
}

/** Gauss's elimination with the largest pivot. */
function solve(matrix: readonly Float64Array[], right: Float64Array): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    const pivot = rows
      .slice(at)
      .reduce(
        (best, row, n) => (Math.abs(row[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0) ? at + n : best),
        at,
      );
    const [one, other] = [rows[at], rows[pivot]];
    if (one === undefined || other === undefined) continue;
    [rows[at], rows[pivot]] = [other, one];
    const by = other[at] ?? 0;
    if (by === 0) continue;
    rows.forEach((row, n) => {
      if (n === at) return;
      const times = (row[at] ?? 0) / by;
      if (times === 0) return;
      for (let column = at; column <= size; column += 1)
        row[column] = (row[column] ?? 0) - times * (other[column] ?? 0);
    });
  }
  return rows.map((row, at) => ((row[at] ?? 0) === 0 ? 0 : (row[size] ?? 0) / (row[at] ?? 1)));
}
