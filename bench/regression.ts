/** Fits a logistic regression by Newton's method, held towards what is expected of a weight where the data say little. */

/** One observation: its values, whether what is to be told is so, and how much it weighs, 1 where nothing is said. */
export type Observation = {
  readonly values: readonly number[] | Float64Array;
  readonly holds: boolean;
  readonly weight?: number;
};

export type Fitted = { readonly intercept: number; readonly weights: readonly number[] };

/** What is expected of a weight, and how strongly it is held towards that: as by about so many observations that contradict it. */
export type Expectation = { readonly weight: number; readonly held: number };

const ROUNDS = 40;
const CLOSE = 1e-7;

/**
 * `expected` has one for each value. An intercept that is given is kept. Throws where
 * there are no observations.
 */
export function fitRegression(
  observations: readonly Observation[],
  expected: readonly Expectation[],
  intercept?: number,
): Fitted {
  if (observations.length === 0) throw new Error('there is nothing to fit');
  const size = expected.length + 1;
  // The last parameter is the intercept.
  const parameters = Float64Array.from([...expected.map(() => 0), intercept ?? 0]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = new Float64Array(size);
    const curvature = Array.from({ length: size }, () => new Float64Array(size));
    for (const observation of observations) addTo(gradient, curvature, parameters, observation);
    expected.forEach(({ weight, held }, at) => {
      gradient[at] = (gradient[at] ?? 0) - held * ((parameters[at] ?? 0) - weight);
      const row = curvature[at];
      if (row !== undefined) row[at] = (row[at] ?? 0) + held;
    });
    if (intercept !== undefined) hold(gradient, curvature, size - 1);
    const step = solve(curvature, gradient);
    step.forEach((by, at) => {
      parameters[at] = (parameters[at] ?? 0) + by;
    });
    if (step.every((by) => Math.abs(by) < CLOSE)) break;
  }
  return { intercept: parameters.at(-1) ?? 0, weights: [...parameters.subarray(0, -1)] };
}

/** Keeps a parameter as it is. */
function hold(gradient: Float64Array, curvature: readonly Float64Array[], at: number): void {
  gradient[at] = 0;
  curvature.forEach((row, n) => (n === at ? row.fill(0) : (row[at] = 0)));
  const own = curvature[at];
  if (own !== undefined) own[at] = 1;
}

function addTo(
  gradient: Float64Array,
  curvature: readonly Float64Array[],
  parameters: Float64Array,
  { values, holds, weight = 1 }: Observation,
): void {
  const last = parameters.length - 1;
  // Most values of most pairs are 0.
  const used: number[] = [];
  let odds = parameters[last] ?? 0;
  for (let at = 0; at < last; at += 1) {
    const value = values[at] ?? 0;
    if (value === 0) continue;
    used.push(at);
    odds += value * (parameters[at] ?? 0);
  }
  used.push(last);
  const likelihood = 1 / (1 + Math.exp(-odds));
  const off = weight * (Number(holds) - likelihood);
  const steep = weight * (likelihood * (1 - likelihood) + 1e-9);
  for (const at of used) {
    const value = at === last ? 1 : (values[at] ?? 0);
    gradient[at] = (gradient[at] ?? 0) + off * value;
    const row = curvature[at];
    if (row === undefined) continue;
    for (const other of used)
      row[other] = (row[other] ?? 0) + steep * value * (other === last ? 1 : (values[other] ?? 0));
  }
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
