/** The compiled form of a query: a tree over numbered terms and lists, with everything looked up. */

export type TermNode = { readonly kind: 'term'; readonly label: string; readonly id: number };

/** A `$list`, or one actor of a list. */
export type ListNode = {
  readonly kind: 'list';
  readonly label: string;
  /** The actor's key, where this is an actor. */
  readonly actor: string | undefined;
  /** Seen whenever a word or phrase of it, or of a list in it, is seen: then the list holds. */
  readonly id: number;
  /**
   * Seen whenever enough words of an entry with NEAR, AND and the like are seen, in it or in a list in it: then it may
   * hold. -1 where it has no such entries.
   */
  readonly maybe: number;
  /**
   * The members that are more than a word or phrase, in order, by the ids that they are seen by: of a list both of its
   * own, of an entry that `entryId` gives.
   */
  readonly members: ReadonlyMap<number, Member>;
  /** An entry that has no place in a text, so that NEAR cannot measure from it; undefined where all have. */
  readonly placeless: Node | undefined;
};

export type Member = { readonly node: Node; readonly order: number };

export type NearNode = {
  readonly kind: 'near';
  readonly ordered: boolean;
  readonly distance: number;
  readonly left: Node;
  readonly right: Node;
};

export type Node =
  | TermNode
  | ListNode
  | NearNode
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'not'; readonly part: Node };

/** The id that an entry of a list is known by among the list's members; ids of terms and lists are 0 or more. */
export function entryId(entry: number): number {
  return ~entry;
}

/** Whether a text with none of the terms would match: such a query would match nearly everything. */
export function matchesNothing(node: Node): boolean {
  switch (node.kind) {
    case 'term':
    case 'near':
      return false;
    case 'list':
      // Such entries are mistakes.
      return false;
    case 'all':
      return node.parts.every(matchesNothing);
    case 'any':
      return node.parts.some(matchesNothing);
    case 'not':
      return !matchesNothing(node.part);
  }
}

/** The first part that has no place in a text, so that NEAR cannot measure from it; undefined where all parts have. */
export function placeless(node: Node): Node | undefined {
  switch (node.kind) {
    case 'term':
    case 'near':
      return undefined;
    case 'all':
    case 'not':
      return node;
    case 'any':
      return node.parts.map(placeless).find((part) => part !== undefined);
    case 'list':
      return node.placeless;
  }
}
