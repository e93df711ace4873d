/** Shorter distances of a query's NEARs and BEFOREs under which false alarms fall away: candidates for a nearer NEAR. */
import { type Ast, type NearAst, partsOf } from '../query/language/ast.ts';
import { parseQuery } from '../query/language/parse.ts';
import type { Change } from './change.ts';

type Nearer = Extract<Change, { kind: 'nearer' }>;

/** How a shorter distance does: whether everything that is the sign still matches, and how many false alarms are left. */
type Weigh = (change: Change) => { readonly sound: boolean; readonly wrong: number };

/** For each NEAR and BEFORE, the last first, the longest shorter distance that leaves as few false alarms as any that loses nothing. */
export function nearerDistances(query: string, weigh: Weigh): readonly Change[] {
  const parsed = parseQuery(query);
  if (parsed.kind === 'errors') return [];
  const changes = nearsIn(parsed.ast).flatMap((near) => {
    const number = numberOf(query, near);
    if (number === undefined) return [];
    const changeTo = (to: number): Nearer => ({ kind: 'nearer', ...number, from: near.distance, to });
    // What one distance keeps, all longer ones keep: the shortest sound one is found by halving.
    const shortest = firstWhere(1, near.distance, (to) => to === near.distance || weigh(changeTo(to)).sound);
    if (shortest === near.distance) return [];
    const { wrong: least } = weigh(changeTo(shortest));
    const tooLong = firstWhere(shortest + 1, near.distance, (to) => weigh(changeTo(to)).wrong > least);
    return tooLong - 1 === near.distance ? [] : [changeTo(tooLong - 1)];
  });
  return changes.toSorted((one, other) => other.offset - one.offset);
}

/** The first number from `low` to `high` for which something holds that then holds for all later ones; `high` + 1 where for none. */
function firstWhere(low: number, high: number, holds: (n: number) => boolean): number {
  let [from, to] = [low, high + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function nearsIn(ast: Ast): readonly NearAst[] {
  return [...(ast.kind === 'near' && ast.distance > 1 ? [ast] : []), ...partsOf(ast).flatMap(nearsIn)];
}

/** Where the distance stands in the query, between the operands; undefined where none is written. */
function numberOf(
  query: string,
  { left, right }: NearAst,
): { readonly offset: number; readonly length: number } | undefined {
  const from = left.offset + left.length;
  const [whole = '', sign = '', digits = ''] =
    /\b(NEAR\/|BEFORE\/)(\d+)/i.exec(query.slice(from, right.offset)) ?? [];
  if (digits === '') return undefined;
  const at = from + query.slice(from, right.offset).indexOf(whole) + sign.length;
  return { offset: at, length: digits.length };
}
