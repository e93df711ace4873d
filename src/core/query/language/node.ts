/** The compiled form of a query: a tree over numbered terms and lists, with everything looked up. */

export type TermNode = { readonly kind: 'term'; readonly label: string; readonly id: number };

/** A `$list`, or one actor of a list. */
export type ListNode = {
  readonly kind: 'list';
  readonly label: string;
  /** The actor's key, where this is an actor. */
  readonly actor: string | undefined;
  /** Seen whenever a term or list among the members is seen. */
  readonly id: number;
  readonly members: readonly Node[];
  /** The members that are more than a word or phrase. */
  readonly parts: readonly Node[];
  /** The ids of the lists among the members. */
  readonly lists: ReadonlySet<number>;
  /** The members that seeing terms does not settle: NEAR, AND and the like. */
  readonly complex: readonly Node[];
};

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

/** Whether a text with none of the terms would match: such a query would match nearly everything. */
export function matchesNothing(node: Node): boolean {
  switch (node.kind) {
    case 'term':
    case 'near':
      return false;
    case 'list':
      return node.complex.some(matchesNothing);
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
      return node.complex.map(placeless).find((part) => part !== undefined);
  }
}
