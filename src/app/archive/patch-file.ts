/** Makes of suggestions the patch of a brief's file, and sees to it that the patched file says what was meant. */
import { patchBrief, saysTheSame } from '../../config/patch-brief.ts';
import { readBrief } from '../../config/read-brief.ts';
import type { Lists } from '../../core/lists/list.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { unifiedDiff } from '../../core/tune/unified-diff.ts';
import type { Tuned } from './tune-brief.ts';

/** The patch as `patch -p1` reads it; undefined where the file has no place for a change, which is then made by hand. */
export function patchFor(
  file: string,
  text: string,
  { suggestions, brief }: Pick<Tuned, 'suggestions' | 'brief'>,
  shared: Lists,
): string | undefined {
  const patched = patchBrief(file, text, suggestions);
  if (patched === undefined) return undefined;
  const read = readBrief(file, patched, { shared, checkQueries: checkBrief }).brief;
  return read !== undefined && saysTheSame(read, brief) ? unifiedDiff(file, text, patched) : undefined;
}
