/** The Poisson tail: how improbable it is to see so many events where so few are usual. */

/**
 * P(X ≥ count) for X ~ Poisson(mean), by the recurrence P(k) = P(k − 1) · mean / k. Whichever side of the mean has the
 * fewer and smaller terms is summed, so that tiny tails keep their digits instead of vanishing in 1 − (almost 1).
 * `count` is a whole number; a mean of 0 or less makes any event impossible.
 */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  return count > mean ? upper(count, mean) : 1 - lower(count - 1, mean);
}

/** Σ P(k) for k ≥ from, where the terms shrink from the first on because from > mean. */
function upper(from: number, mean: number): number {
  let term = Math.exp(logProbability(from, mean));
  let sum = 0;
  for (let k = from; term > sum * Number.EPSILON && term > 0; k += 1) {
    sum += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, sum);
}

/** Σ P(k) for k ≤ to, from the largest term down because to < mean. */
function lower(to: number, mean: number): number {
  let term = Math.exp(logProbability(to, mean));
  let sum = 0;
  for (let k = to; k >= 0 && term > sum * Number.EPSILON; k -= 1) {
    sum += term;
    term *= k / mean;
  }
  return Math.min(1, sum);
}

/** ln P(k): in logarithms, since mean^k and k! overflow long before their ratio does. */
function logProbability(k: number, mean: number): number {
  let logFactorial = 0;
  for (let i = 2; i <= k; i += 1) logFactorial += Math.log(i);
  return k * Math.log(mean) - mean - logFactorial;
}
