import { describe, expect, it } from 'vitest';
import { evaluateCorrelations } from '../../../src/core/correlation/evaluate.ts';
import { keepKeys } from '../../../src/core/correlation/keep-keys.ts';
import { createSignalLog } from '../../../src/core/correlation/signal-log.ts';
import { correlation, signal, START } from './signals.ts';

const three = correlation({ type: 'event_count', condition: { gte: 3 } });
const find = (hours: readonly number[]) =>
  evaluateCorrelations([three], createSignalLog(hours.map((each) => signal({ hours: each }))), {
    briefId: 'b',
    now: START * 2,
  });
const told = (hours: readonly number[]) =>
  find(hours).map(({ key, signals }) => ({ key, entries: signals.map((each) => each.entry) }));

describe('keepKeys', () => {
  it('keeps the key of a told detection though a late report moves its beginning', () => {
    const late = find([9, 10, 11, 12]);
    expect(late[0]?.key).toBe('b/c/story-9');
    expect(keepKeys(late, told([10, 11, 12])).map((finding) => finding.key)).toEqual(['b/c/story-10']);
  });

  it('leaves a new detection its own key', () => {
    const findings = find([10, 11, 12, 100, 101, 102]);
    expect(keepKeys(findings, told([10, 11, 12])).map((finding) => finding.key)).toEqual([
      'b/c/story-10',
      'b/c/story-100',
    ]);
  });

  it('gives a told key once where a detection falls into two', () => {
    // Told as one episode from 40; with the late reports an episode ends at 48 and another begins at 49.
    const findings = find([0, 1, 40, 49, 50, 51]);
    expect(findings.map((finding) => finding.key)).toEqual(['b/c/story-0', 'b/c/story-49']);
    expect(keepKeys(findings, told([40, 49, 50, 51])).map((finding) => finding.key)).toEqual([
      'b/c/story-40',
      'b/c/story-49',
    ]);
  });

  it('does not mix groups or correlations', () => {
    const [finding] = find([10, 11, 12]);
    const other = { key: 'b/d/story-10', entries: finding?.signals.map((each) => each.entry) ?? [] };
    expect(keepKeys(finding === undefined ? [] : [finding], [other])[0]?.key).toBe('b/c/story-10');
  });
});
