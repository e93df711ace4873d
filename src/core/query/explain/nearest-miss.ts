/** Says in one line how nearly a text missed a query. */
import type { NearExplanation, Explanation } from './explanation.ts';
import { relationOf } from './label.ts';

/** Said of a text that holds no word of the query. */
export const NOTHING_OCCURS = 'none of its words occur';

/** What a change of order or distance costs against a missing word. */
const MOVE = 0.5;

/**
 * What a text would have needed to match: "needs NOT $sport, but has *World Cup*". Undefined where the verdict is a match.
 */
export function nearestMiss(explanation: Explanation): string | undefined {
  if (explanation.matched) return undefined;
  if (!anyFound(explanation)) return NOTHING_OCCURS;
  const lacking = lacks(explanation);
  const whole = lacking.length === 1 && lacking[0] === explanation.label;
  return whole ? `only ${explanation.label} is missing` : `needs ${listed(lacking)}`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Whether any wanted word occurs; what stands under a NOT is not wanted. */
function anyFound(explanation: Explanation): boolean {
  switch (explanation.kind) {
    case 'term':
    case 'list':
      return explanation.matched;
    case 'all':
    case 'any':
      return explanation.parts.some(anyFound);
    case 'near':
      return anyFound(explanation.left) || anyFound(explanation.right);
    case 'not':
      return false;
  }
}

/** How many words the text lacks, or has too many. */
export function missCost(explanation: Explanation): number {
  if (explanation.matched) return 0;
  switch (explanation.kind) {
    case 'term':
    case 'list':
    case 'not':
      return 1;
    case 'all':
      return explanation.parts.reduce((sum, part) => sum + missCost(part), 0);
    case 'any':
      return Math.min(...explanation.parts.map(missCost));
    case 'near':
      return missCost(explanation.left) + missCost(explanation.right) + MOVE;
  }
}

function lacks(explanation: Explanation): readonly string[] {
  switch (explanation.kind) {
    case 'term':
    case 'list':
      return [explanation.label];
    case 'all':
      return explanation.parts.filter(({ matched }) => !matched).flatMap(lacks);
    case 'any': {
      const single = explanation.parts.every(({ kind }) => kind === 'term' || kind === 'list');
      const best = explanation.parts.toSorted((one, other) => missCost(one) - missCost(other)).find(anyFound);
      return single || best === undefined ? [inParentheses(explanation.label)] : lacks(best);
    }
    case 'near':
      return lacksNear(explanation);
    case 'not': {
      const words = explanation.part.found.map((word) => `*${word}*`).join(', ');
      return [words === '' ? explanation.label : `${explanation.label}, but has ${words}`];
    }
  }
}

function lacksNear(near: NearExplanation): readonly string[] {
  const { left, right, label } = near;
  const absent = [left, right].filter(({ matched }) => !matched);
  if (absent.length > 0) return absent.flatMap(lacks);
  // Of a chain the links that hold are told by the words that hold them, so that the one that does not stands out.
  const chained = left.kind === 'near' || right.kind === 'near';
  const said = chained ? `${linkOf(left)} ${relationOf(near)} ${linkOf(right)}` : label;
  return [`${said} (${distanceWords(near)})`];
}

function linkOf(operand: Explanation): string {
  if (operand.kind === 'near') return operand.found.map((word) => `*${word}*`).join(' … ');
  return operand.kind === 'term' || operand.kind === 'list' ? operand.label : `(${operand.label})`;
}

/** How far apart two operands are that are both there: "nearest: 7", or that they never stand as asked. */
export function distanceWords({ closest, ordered }: Pick<NearExplanation, 'closest' | 'ordered'>): string {
  if (closest !== undefined) return `nearest: ${closest}`;
  return ordered ? 'never in this order in one sentence' : 'never in one sentence';
}

function inParentheses(label: string): string {
  return label.includes(' ') ? `(${label})` : label;
}
