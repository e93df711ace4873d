/** The parsed form of a query: what was written, with places, before lists are looked up. */
import type { Field } from '../words/text.ts';

/** Which of a text's words a query's word matches: the whole word, or words that begin, end or go on with its letters. */
export type WordMatch = 'exact' | 'prefix' | 'suffix' | 'infix';

export type WordPattern = {
  readonly match: WordMatch;
  /** Folded letters. */
  readonly letters: string;
  /** Capitals as `capitalsOf` writes them, where the case must be the query's; undefined where case does not matter. */
  readonly capitals: string | undefined;
};

export type Place = { readonly offset: number; readonly length: number };

export type TermAst = Place & {
  readonly kind: 'term';
  /** One word, or the words of a phrase in order. */
  readonly words: readonly WordPattern[];
};
export type ListAst = Place & { readonly kind: 'list'; readonly name: string };
export type AndAst = Place & { readonly kind: 'and'; readonly parts: readonly Ast[] };
export type OrAst = Place & { readonly kind: 'or'; readonly parts: readonly Ast[] };
export type NotAst = Place & { readonly kind: 'not'; readonly part: Ast };
export type NearAst = Place & {
  readonly kind: 'near';
  /** Whether the left operand must come first (BEFORE). */
  readonly ordered: boolean;
  /** The right operand begins at most so many words after the left one ends; 1 is side by side. */
  readonly distance: number;
  readonly left: Ast;
  readonly right: Ast;
};
export type FieldAst = Place & { readonly kind: 'field'; readonly field: Field; readonly part: Ast };
/** Parentheses as written. */
export type GroupAst = Place & { readonly kind: 'group'; readonly part: Ast };

export type Ast = TermAst | ListAst | AndAst | OrAst | NotAst | NearAst | FieldAst | GroupAst;

/** The parts of a node, in the order of writing. */
export function partsOf(ast: Ast): readonly Ast[] {
  switch (ast.kind) {
    case 'term':
    case 'list':
      return [];
    case 'and':
    case 'or':
      return ast.parts;
    case 'not':
    case 'field':
    case 'group':
      return [ast.part];
    case 'near':
      return [ast.left, ast.right];
  }
}
