/** Checks what NEAR and BEFORE measure from: things that have a place in the text, and not too many in a chain. */
import type { Ast, NearAst } from './ast.ts';
import { fail, type Reading } from './reading.ts';

/** Operands of a chain of NEAR and BEFORE: more are no phrase of any language, and cost time for nothing. */
const LONGEST_CHAIN = 8;

/** Notes an AND or NOT among the operands, and a chain that is too long; gives what the chain goes on with. */
export function checkOperands(reading: Reading, near: NearAst): Ast {
  const name = near.ordered ? 'BEFORE' : 'NEAR';
  for (const operand of [near.left, near.right]) {
    const wrong = notPositional(operand);
    if (wrong === undefined) continue;
    const operator = wrong.kind === 'and' ? 'AND' : 'NOT';
    fail(
      reading,
      wrong,
      `${name} measures from words, phrases, lists and ORs of them, not from ${operator}`,
      operator === 'AND' ? `write (a ${name}/5 c) AND (b ${name}/5 c)` : `put ${operator} outside`,
    );
  }
  if (chainOf(near) <= LONGEST_CHAIN) return near;
  fail(
    reading,
    near,
    `this chain of NEAR and BEFORE has more than ${LONGEST_CHAIN} operands`,
    'join shorter chains with AND',
  );
  const { offset, length } = near;
  return { kind: 'term', words: [], offset, length };
}

/** Operands that NEAR and BEFORE join, through parentheses; of alternatives the longest chain counts. */
function chainOf(ast: Ast): number {
  switch (ast.kind) {
    case 'near':
      return chainOf(ast.left) + chainOf(ast.right);
    case 'group':
    case 'field':
      return chainOf(ast.part);
    case 'or':
      return ast.parts.reduce((longest, part) => Math.max(longest, chainOf(part)), 1);
    case 'term':
    case 'list':
    case 'and':
    case 'not':
      return 1;
  }
}

/** The part of an operand that has no place in the text: an AND or a NOT. */
function notPositional(ast: Ast): Ast | undefined {
  switch (ast.kind) {
    case 'term':
    case 'list':
    case 'near':
      return undefined;
    case 'and':
    case 'not':
      return ast;
    case 'or':
      return ast.parts.map(notPositional).find((part) => part !== undefined);
    case 'field':
    case 'group':
      return notPositional(ast.part);
  }
}
