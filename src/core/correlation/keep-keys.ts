/** Keeps the key of a detection that was already told when a late signal moves its beginning. */
import type { CorrelationFinding } from './evaluate.ts';

/** A detection that an alert was opened for. */
export type ToldDetection = {
  readonly key: string;
  /** Row numbers of the entries it was made of. */
  readonly entries: readonly number[];
};

/**
 * The findings, oldest first, with the key of the told detection of the same correlation and group that they share an
 * entry with. A key names the first story of an episode; a feed that is polled late may bring one that is earlier still,
 * and the detection must stay the same all the same. Each told key is given once.
 */
export function keepKeys(
  findings: readonly CorrelationFinding[],
  told: readonly ToldDetection[],
): readonly CorrelationFinding[] {
  const kept = new Set<string>();
  return findings.map((finding) => {
    const own = new Set(finding.signals.map((signal) => signal.entry));
    const place = placeOf(finding.key);
    const before = told.find(
      ({ key, entries }) =>
        !kept.has(key) && placeOf(key) === place && entries.some((entry) => own.has(entry)),
    );
    const key = before?.key ?? firstFree(finding.key, kept);
    kept.add(key);
    return { ...finding, key };
  });
}

function firstFree(key: string, taken: ReadonlySet<string>): string {
  let free = key;
  for (let nth = 2; taken.has(free); nth += 1) free = `${key}~${nth}`;
  return free;
}

/** Brief, correlation and group: all of a key but the story at its end. */
function placeOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}
