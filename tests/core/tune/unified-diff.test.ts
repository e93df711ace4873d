/** A patch, applied to the text that it is made of, gives the other. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/core/tune/unified-diff.ts';

/** Applies a patch as `patch` does, hunk by hunk; throws where a line is not what the patch says. */
function applied(text: string, patch: string): string {
  if (patch === '') return text;
  const old = text.split('\n');
  const out: string[] = [];
  let at = 0;
  let open = false;
  for (const line of patch.split('\n').slice(2, -1)) {
    const hunk = /^@@ -(\d+),(\d+) \+\d+,\d+ @@$/.exec(line);
    if (hunk !== null) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      while (at < start) out.push(old[at++] ?? '');
      continue;
    }
    if (line.startsWith('\\')) {
      open = true;
      continue;
    }
    const [sign, words] = [line.charAt(0), line.slice(1)];
    if (sign !== '+') {
      if (old[at] !== words) throw new Error(`line ${at} is ${old[at]}, not ${words}`);
      at += 1;
    }
    if (sign !== '-') out.push(words);
  }
  const rest = old.slice(at);
  return [...out, ...rest, ...(open && rest.length === 0 ? [''] : [])].join('\n');
}

describe('a patch', () => {
  it('names the file and shows three lines around a change', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
    const patch = unifiedDiff('config/briefs/b.yaml', before, before.replace('e\n', 'E\nEE\n'));
    expect(patch).toBe(
      '--- a/config/briefs/b.yaml\n+++ b/config/briefs/b.yaml\n@@ -2,7 +2,8 @@\n b\n c\n d\n-e\n+E\n+EE\n f\n g\n h\n',
    );
  });

  it('is empty where nothing differs', () => {
    expect(unifiedDiff('x', 'a\n', 'a\n')).toBe('');
  });

  it('gives the other text when it is applied', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 })
      .map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applied(before, unifiedDiff('x', before, after))).toBe(after);
      }),
      { numRuns: 500 },
    );
  });
});
