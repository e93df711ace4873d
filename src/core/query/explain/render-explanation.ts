/** Prints a verdict as a plain text tree, with the words of the text marked. */
import { distanceWords, nearestMiss } from './nearest-miss.ts';
import type { Explanation } from './explanation.ts';

type Style = { readonly color: boolean };

const YES = '✓';
const NO = '✗';

/** Parts of a long OR that missed, before they are only counted. */
const MOST_MISSES = 6;

/**
 * The verdict as lines of text: for a non-match first the nearest miss, then a line for each part, ✓ or ✗, and the
 * words that it found. With colour, marks are green or red and words bold (ANSI SGR); without, words stand in `*…*`.
 */
export function renderExplanation(explanation: Explanation, style: Style): string {
  const miss = nearestMiss(explanation);
  const lines = tree(explanation, style);
  return [...(miss === undefined ? [] : [`nearest miss: ${miss}`]), ...lines].join('\n');
}

function paint(text: string, code: number, { color }: Style): string {
  return color ? `\u001B[${code}m${text}\u001B[0m` : text;
}

function tree(explanation: Explanation, style: Style): readonly string[] {
  const mark = paint(explanation.matched ? YES : NO, explanation.matched ? 32 : 31, style);
  const children = childrenOf(explanation).map((child) => tree(child, style));
  const branches = children.flatMap((lines, index) => {
    const last = index === children.length - 1;
    return lines.map((line, at) =>
      at === 0 ? `${last ? '└' : '├'} ${line}` : `${last ? ' ' : '│'} ${line}`,
    );
  });
  return [`${mark} ${headline(explanation, style)}`, ...branches];
}

function headline(explanation: Explanation, style: Style): string {
  const words = [...new Set(foundIn(explanation))].map((word) =>
    paint(style.color ? word : `*${word}*`, 1, style),
  );
  const found = words.length === 0 ? '' : `: ${words.join(', ')}`;
  const actors = explanation.actors.length === 0 ? '' : ` (${explanation.actors.join(', ')})`;
  switch (explanation.kind) {
    case 'term':
    case 'not':
      return `${explanation.label}${found}`;
    case 'list':
      return `${explanation.label}${found}${actors}`;
    case 'all':
      return 'all of';
    case 'any':
      return childrenOf(explanation).length === 0 ? `any of ${explanation.label}${found}` : 'any of';
    case 'near': {
      if (explanation.matched) return `${explanation.label}${found}${actors}`;
      if (!explanation.left.matched || !explanation.right.matched) return explanation.label;
      return `${explanation.label} (${distanceWords(explanation)})`;
    }
  }
}

/** The words to print beside a part; those under a NOT are what offends. */
function foundIn(explanation: Explanation): readonly string[] {
  return explanation.kind === 'not' ? foundIn(explanation.part) : explanation.found;
}

/** What is printed under a part. Of an OR that holds only what made it hold; of one that does not, no long row of words. */
function childrenOf(explanation: Explanation): readonly Explanation[] {
  switch (explanation.kind) {
    case 'term':
    case 'list':
      return [];
    case 'not':
      return isSimple(explanation.part) ? [] : [explanation.part];
    case 'all':
      return explanation.parts;
    case 'near': {
      const operands = [explanation.left, explanation.right];
      return explanation.matched && operands.every(isSimple) ? [] : operands;
    }
    case 'any':
      if (explanation.parts.every(isSimple)) return [];
      if (explanation.matched) return explanation.parts.filter(({ matched }) => matched);
      return explanation.parts.length > MOST_MISSES ? explanation.parts.filter(hasFound) : explanation.parts;
  }
}

function hasFound(explanation: Explanation): boolean {
  return explanation.found.length > 0 || childrenOf(explanation).some(hasFound);
}

function isSimple({ kind, ...explanation }: Explanation): boolean {
  if (kind === 'term' || kind === 'list') return true;
  return kind === 'any' && 'parts' in explanation && explanation.parts.every(isSimple);
}
