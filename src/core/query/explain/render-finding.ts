/** Prints a verdict as a plain text tree, with the words of the text marked. */
import { nearestMiss } from './nearest-miss.ts';
import type { Verdict } from './finding.ts';

type Style = { readonly color: boolean };

const YES = '✓';
const NO = '✗';

/** Parts of a long OR that missed, before they are only counted. */
const MOST_MISSES = 6;

/**
 * The verdict as lines of text: for a non-match first the nearest miss, then a line for each part, ✓ or ✗, and the
 * words that it found. With colour, marks are green or red and words bold (ANSI SGR); without, words stand in `*…*`.
 */
export function renderVerdict(verdict: Verdict, style: Style): string {
  const miss = nearestMiss(verdict);
  const lines = tree(verdict, style);
  return [...(miss === undefined ? [] : [`nearest miss: ${miss}`]), ...lines].join('\n');
}

function paint(text: string, code: number, { color }: Style): string {
  return color ? `\u001B[${code}m${text}\u001B[0m` : text;
}

function tree(verdict: Verdict, style: Style): readonly string[] {
  const mark = paint(verdict.matched ? YES : NO, verdict.matched ? 32 : 31, style);
  const children = childrenOf(verdict).map((child) => tree(child, style));
  const branches = children.flatMap((lines, index) => {
    const last = index === children.length - 1;
    return lines.map((line, at) =>
      at === 0 ? `${last ? '└' : '├'} ${line}` : `${last ? ' ' : '│'} ${line}`,
    );
  });
  return [`${mark} ${headline(verdict, style)}`, ...branches];
}

function headline(verdict: Verdict, style: Style): string {
  const words = [...new Set(foundIn(verdict))].map((word) =>
    paint(style.color ? word : `*${word}*`, 1, style),
  );
  const found = words.length === 0 ? '' : `: ${words.join(', ')}`;
  const actors = verdict.actors.length === 0 ? '' : ` (${verdict.actors.join(', ')})`;
  switch (verdict.kind) {
    case 'term':
    case 'not':
      return `${verdict.label}${found}`;
    case 'list':
      return `${verdict.label}${found}${actors}`;
    case 'all':
      return 'all of';
    case 'any':
      return childrenOf(verdict).length === 0 ? `any of ${verdict.label}${found}` : 'any of';
    case 'near': {
      if (verdict.matched) return `${verdict.label}${found}${actors}`;
      if (!verdict.left.matched || !verdict.right.matched) return verdict.label;
      const nearest = verdict.closest === undefined ? 'never in one sentence' : `nearest: ${verdict.closest}`;
      return `${verdict.label} (${nearest})`;
    }
  }
}

/** The words to print beside a part; those under a NOT are what offends. */
function foundIn(verdict: Verdict): readonly string[] {
  return verdict.kind === 'not' ? foundIn(verdict.part) : verdict.found;
}

/** What is printed under a part. Of an OR that holds only what made it hold; of one that does not, no long row of words. */
function childrenOf(verdict: Verdict): readonly Verdict[] {
  switch (verdict.kind) {
    case 'term':
    case 'list':
      return [];
    case 'not':
      return isSimple(verdict.part) ? [] : [verdict.part];
    case 'all':
      return verdict.parts;
    case 'near': {
      const operands = [verdict.left, verdict.right];
      return verdict.matched && operands.every(isSimple) ? [] : operands;
    }
    case 'any':
      if (verdict.parts.every(isSimple)) return [];
      if (verdict.matched) return verdict.parts.filter(({ matched }) => matched);
      return verdict.parts.length > MOST_MISSES ? verdict.parts.filter(hasFound) : verdict.parts;
  }
}

function hasFound(verdict: Verdict): boolean {
  return verdict.found.length > 0 || childrenOf(verdict).some(hasFound);
}

function isSimple({ kind, ...verdict }: Verdict): boolean {
  if (kind === 'term' || kind === 'list') return true;
  return kind === 'any' && 'parts' in verdict && verdict.parts.every(isSimple);
}
