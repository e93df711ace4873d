/** Finds the groups of terms of which a text must hold at least one each before a query can match at all. */
import { type ListNode, matchesNothing, type Node } from './node.ts';

/** One bit a group; a mask has 30 to give. More groups than that are left to evaluation. */
const MOST_GROUPS = 30;

type Group = readonly number[];

/** The groups of a query that cannot match nothing: ids of terms and lists. At least one, at most 30. */
export function groupsOf(node: Node): readonly Group[] {
  return requirements(node).slice(0, MOST_GROUPS);
}

function requirements(node: Node): readonly Group[] {
  if (node.kind === 'all') return node.parts.flatMap(requirements);
  if (node.kind === 'near') return [...requirements(node.left), ...requirements(node.right)];
  const group = triggers(node);
  return group === undefined ? [] : [group];
}

/** Ids of which one must be seen for the node to hold; undefined where it can hold without any. */
function triggers(node: Node): Group | undefined {
  if (matchesNothing(node)) return undefined;
  switch (node.kind) {
    case 'term':
      return [node.id];
    case 'list':
      return idsOf(node);
    case 'any':
      return node.parts.flatMap((part) => triggers(part) ?? []);
    case 'all':
      return smallest(node.parts.map(triggers));
    case 'near':
      return smallest([triggers(node.left), triggers(node.right)]);
    case 'not':
      return idsUnder(node.part);
  }
}

function idsOf({ id, maybe }: ListNode): Group {
  return maybe === -1 ? [id] : [id, maybe];
}

function smallest(groups: readonly (Group | undefined)[]): Group | undefined {
  const [first] = groups
    .filter((group) => group !== undefined)
    .toSorted((one, other) => one.length - other.length);
  return first;
}

function idsUnder(node: Node): Group {
  switch (node.kind) {
    case 'term':
      return [node.id];
    case 'list':
      return idsOf(node);
    case 'all':
    case 'any':
      return node.parts.flatMap(idsUnder);
    case 'near':
      return [...idsUnder(node.left), ...idsUnder(node.right)];
    case 'not':
      return idsUnder(node.part);
  }
}

/** Whether a query is no more than an AND of ORs of terms and lists, so that seeing its groups settles it. */
export function isPlain(node: Node): boolean {
  if (node.kind === 'all') return node.parts.length <= MOST_GROUPS && node.parts.every(isSettledBySeeing);
  return isSettledBySeeing(node);
}

function isSettledBySeeing(node: Node): boolean {
  switch (node.kind) {
    case 'term':
      return true;
    case 'list':
      return node.maybe === -1;
    case 'any':
      return node.parts.every(isSettledBySeeing);
    case 'all':
    case 'not':
    case 'near':
      return false;
  }
}

/** Whether a query is plain and made of terms alone. */
export function isFlat(node: Node): boolean {
  return isPlain(node) && isOfTerms(node);
}

function isOfTerms(node: Node): boolean {
  if (node.kind === 'all' || node.kind === 'any') return node.parts.every(isOfTerms);
  return node.kind === 'term';
}
