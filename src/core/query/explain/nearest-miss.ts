/** Says in one line how nearly a text missed a query. */
import type { NearVerdict, Verdict } from './finding.ts';

/** What a change of order or distance costs against a missing word. */
const MOVE = 0.5;

/**
 * What a text would have needed to match: "all but NOT $sport: *World Cup*". Undefined where the verdict is a match.
 */
export function nearestMiss(verdict: Verdict): string | undefined {
  if (verdict.matched) return undefined;
  if (!anyFound(verdict)) return 'none of its words occur';
  const lacking = lacks(verdict);
  const whole = lacking.length === 1 && lacking[0] === verdict.label;
  return whole ? `only ${verdict.label} is missing` : `all but ${listed(lacking)}`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Whether any wanted word occurs; what stands under a NOT is not wanted. */
function anyFound(verdict: Verdict): boolean {
  switch (verdict.kind) {
    case 'term':
    case 'list':
      return verdict.matched;
    case 'all':
    case 'any':
      return verdict.parts.some(anyFound);
    case 'near':
      return anyFound(verdict.left) || anyFound(verdict.right);
    case 'not':
      return false;
  }
}

/** How many words the text lacks, or has too many. */
export function missCost(verdict: Verdict): number {
  if (verdict.matched) return 0;
  switch (verdict.kind) {
    case 'term':
    case 'list':
    case 'not':
      return 1;
    case 'all':
      return verdict.parts.reduce((sum, part) => sum + missCost(part), 0);
    case 'any':
      return Math.min(...verdict.parts.map(missCost));
    case 'near':
      return missCost(verdict.left) + missCost(verdict.right) + MOVE;
  }
}

function lacks(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case 'term':
    case 'list':
      return [verdict.label];
    case 'all':
      return verdict.parts.filter(({ matched }) => !matched).flatMap(lacks);
    case 'any': {
      const single = verdict.parts.every(({ kind }) => kind === 'term' || kind === 'list');
      const best = verdict.parts.toSorted((one, other) => missCost(one) - missCost(other)).find(anyFound);
      return single || best === undefined ? [inParentheses(verdict.label)] : lacks(best);
    }
    case 'near':
      return lacksNear(verdict);
    case 'not': {
      const words = verdict.part.found.map((word) => `*${word}*`).join(', ');
      return [words === '' ? verdict.label : `${verdict.label}: ${words}`];
    }
  }
}

function lacksNear({ left, right, label, closest }: NearVerdict): readonly string[] {
  const absent = [left, right].filter(({ matched }) => !matched);
  if (absent.length === 1) return absent.flatMap(lacks);
  if (absent.length === 2) return [label];
  return [closest === undefined ? `${label} (never in one sentence)` : `${label} (nearest: ${closest})`];
}

function inParentheses(label: string): string {
  return label.includes(' ') ? `(${label})` : label;
}
