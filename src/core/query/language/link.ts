/** Links parsed queries: looks lists up, pushes field prefixes down to the terms, numbers the terms. */
import { type List, type Lists, termGroups } from '../../lists/list.ts';
import type { Ast, FieldAst, ListAst, NearAst } from './ast.ts';
import { nearestName } from './nearest-name.ts';
import { createListNode } from './list-node.ts';
import { type ListNode, matchesNothing, type Node, placeless } from './node.ts';
import { parseEntryOnce } from './parse-list-term-once.ts';
import type { QueryError } from './query-error.ts';
import { FIELDS } from '../words/text.ts';
import type { createNumbering } from '../engine/numbering.ts';

/** A mistake of a query; `entry` is the list entry that it was really made in. */
export type LinkError = QueryError & { readonly entry?: EntryPlace };

/** Where a list entry stands in a brief, and a mistake in the entry's text. */
export type EntryPlace = {
  readonly path: readonly (string | number)[];
  readonly offset: number;
  readonly length: number;
};

/** Title and summary: what a term without a field prefix is looked for in. */
const DEFAULT_FIELDS = 0b11;

/** Lists within one another: more is a mistake, and each costs a stretch of the stack. */
const DEEPEST_LISTS = 40;

type Scope = {
  readonly source: string;
  readonly lists: Lists;
  readonly fields: number;
  readonly scoped: boolean;
  /** The language in which the words count, from the list that holds them; undefined for all. */
  readonly lang: string | undefined;
  /** Lists that are being linked, to find circles. */
  readonly within: readonly string[];
};

type Linked = { readonly node: ListNode; readonly errors: readonly LinkError[] };

/** Shares lists between all queries that name the same `Lists` object. */
export type Linker = {
  readonly numbering: ReturnType<typeof createNumbering>;
  readonly lists: WeakMap<Lists, Map<string, Linked>>;
  /** Unknown names for which a likely one is still looked for: each costs a look at all that exist. */
  guesses: number;
};

const MOST_GUESSES = 50;

export function createLinker(numbering: ReturnType<typeof createNumbering>): Linker {
  return { numbering, lists: new WeakMap(), guesses: MOST_GUESSES };
}

/** The node of a parsed query and its mistakes; the node is only good where there are none. */
export function link(
  linker: Linker,
  source: string,
  ast: Ast,
  lists: Lists,
): { node: Node; errors: readonly LinkError[] } {
  const errors: LinkError[] = [];
  const scope: Scope = { source, lists, fields: DEFAULT_FIELDS, scoped: false, lang: undefined, within: [] };
  const node = walk(linker, ast, scope, errors);
  if (errors.length === 0 && matchesNothing(node)) {
    errors.push({
      offset: ast.offset,
      length: ast.length,
      what: 'this matches texts that hold none of its words',
      remedy: 'join what must not occur to something that must: a AND NOT b',
    });
  }
  return { node, errors };
}

function walk(linker: Linker, ast: Ast, scope: Scope, errors: LinkError[]): Node {
  switch (ast.kind) {
    case 'term': {
      const label = scope.source.slice(ast.offset, ast.offset + ast.length);
      return {
        kind: 'term',
        label: scopeLabel(scope) + label,
        id: linker.numbering.term(ast.words, scope.fields, scope.lang),
      };
    }
    case 'list':
      return walkList(linker, ast, scope, errors);
    case 'and':
      return { kind: 'all', parts: ast.parts.map((part) => walk(linker, part, scope, errors)) };
    case 'or':
      return { kind: 'any', parts: ast.parts.map((part) => walk(linker, part, scope, errors)) };
    case 'not':
      return { kind: 'not', part: walk(linker, ast.part, scope, errors) };
    case 'group':
      return walk(linker, ast.part, scope, errors);
    case 'field':
      return walkField(linker, ast, scope, errors);
    case 'near':
      return walkNear(linker, ast, scope, errors);
  }
}

function walkField(linker: Linker, ast: FieldAst, scope: Scope, errors: LinkError[]): Node {
  if (scope.scoped) {
    errors.push({
      offset: ast.offset,
      length: ast.field.length + 1,
      what: `${ast.field}: stands inside another field prefix`,
      remedy: 'a word can be asked for in one field at a time; join the two with AND',
    });
  }
  return walk(linker, ast.part, { ...scope, fields: 1 << FIELDS.indexOf(ast.field), scoped: true }, errors);
}

function walkNear(linker: Linker, ast: NearAst, scope: Scope, errors: LinkError[]): Node {
  const left = walk(linker, ast.left, scope, errors);
  const right = walk(linker, ast.right, scope, errors);
  for (const [place, operand] of [
    [ast.left, left],
    [ast.right, right],
  ] as const) {
    if (errors.length > 0 || placeless(operand) === undefined) continue;
    const what = 'this list holds entries with AND or NOT, which have no place to measure a distance from';
    errors.push({
      offset: place.offset,
      length: place.length,
      what,
      remedy: 'move those entries to another list',
    });
  }
  return { kind: 'near', ordered: ast.ordered, distance: ast.distance, left, right };
}

/** The mistakes made in the entries of a list itself; those of lists that it names are told there. */
export function linkListAlone(linker: Linker, name: string, lists: Lists): readonly LinkError[] {
  const scope: Scope = {
    source: '',
    lists,
    fields: DEFAULT_FIELDS,
    scoped: false,
    lang: undefined,
    within: [],
  };
  const { errors } = linkedList(linker, name, lists[name] ?? [], scope);
  return errors.filter(({ entry }) => entry?.path[0] === name);
}

function walkList(linker: Linker, ast: ListAst, scope: Scope, errors: LinkError[]): Node {
  const { name } = ast;
  const { lists, within } = scope;
  const fail = (what: string, remedy: string): Node => {
    errors.push({ offset: ast.offset, length: ast.length, what, remedy });
    return { kind: 'any', parts: [] };
  };
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list === undefined) {
    const near = guess(linker, name, lists);
    const remedy = near === undefined ? 'add it to the brief under lists:' : `did you mean $${near}?`;
    const { offset, length } = ast;
    errors.push({ offset, length, what: `there is no list $${name}`, remedy, unknownList: name });
    return { kind: 'any', parts: [] };
  }
  if (within.includes(name)) {
    const outer = within.map((each) => `$${each}`).join(', ');
    return fail(`the list $${name} holds itself`, `take $${name} out of ${outer}`);
  }
  if (within.length >= DEEPEST_LISTS) {
    const remedy = 'name what is innermost directly';
    return fail(`lists are nested deeper than ${DEEPEST_LISTS} levels here`, remedy);
  }
  const linked = linkedList(linker, name, list, scope);
  // One mistake is enough to refuse what names the list; all of them are told where the list stands.
  const [error] = linked.errors;
  if (error !== undefined) errors.push({ ...error, offset: ast.offset, length: ast.length });
  return linked.node;
}

/** A list is linked once for each field that it is asked for in, however many queries and lists name it. */
function linkedList(linker: Linker, name: string, list: List, scope: Scope): Linked {
  const known = linker.lists.get(scope.lists) ?? new Map<string, Linked>();
  linker.lists.set(scope.lists, known);
  const key = `${name} ${scope.fields} ${scope.scoped} ${scope.lang ?? ''}`;
  const linked = known.get(key) ?? linkList(linker, name, list, scope);
  known.set(key, linked);
  return linked;
}

/** The name that was probably meant, for the first mistakes only. */
function guess(linker: Linker, name: string, lists: Lists): string | undefined {
  if (linker.guesses === 0) return undefined;
  linker.guesses -= 1;
  return nearestName(name, Object.keys(lists));
}

function linkList(linker: Linker, name: string, list: List, scope: Scope): Linked {
  const errors: LinkError[] = [];
  const { numbering } = linker;
  const label = `${scopeLabel(scope)}$${name}`;
  const inner: Scope = { ...scope, within: [...scope.within, name] };
  const members: Node[] = [];
  const actors = new Map<string, Node[]>();
  for (const { actor, lang, terms, path } of termGroups(list)) {
    const within = { ...inner, lang: narrowed(scope.lang, lang) };
    const nodes = terms.flatMap((text, index) =>
      linkEntry(linker, text, [name, ...path, index], within, errors),
    );
    if (actor === undefined) members.push(...nodes);
    else actors.set(actor, [...(actors.get(actor) ?? []), ...nodes]);
  }
  for (const [actor, nodes] of actors)
    members.push(createListNode(numbering, `${label}: ${actor}`, actor, nodes));
  return { node: createListNode(numbering, label, undefined, members), errors };
}

function linkEntry(
  linker: Linker,
  text: string,
  path: readonly (string | number)[],
  scope: Scope,
  errors: LinkError[],
): Node[] {
  const parsed = parseEntryOnce(scope.lists, text);
  const found: LinkError[] = parsed.kind === 'errors' ? [...parsed.errors] : [];
  const node = parsed.kind === 'ok' ? walk(linker, parsed.ast, { ...scope, source: text }, found) : undefined;
  if (found.length === 0 && node !== undefined && matchesNothing(node)) found.push(negativeEntry(text));
  for (const error of found) {
    const { offset, length } = error;
    const what = error.entry === undefined ? `in $${path[0]}, "${text}": ${error.what}` : error.what;
    errors.push({ ...error, what, entry: error.entry ?? { path, offset, length } });
  }
  return node === undefined || found.length > 0 ? [] : [node];
}

/** No text is in this language: words that stand in a list of one language inside a list of another. */
const NEITHER = '';

function narrowed(outer: string | undefined, inner: string | undefined): string | undefined {
  if (outer === undefined || outer === inner) return inner;
  return inner === undefined ? outer : NEITHER;
}

/** What is wrong with a list entry that texts match by not holding something. */
function negativeEntry(text: string): QueryError {
  return {
    offset: 0,
    length: text.length,
    what: 'a list entry cannot be a mere NOT',
    remedy: 'write NOT before the list in the query',
  };
}

function scopeLabel({ scoped, fields }: Scope): string {
  return scoped ? `${FIELDS[31 - Math.clz32(fields)] ?? ''}:` : '';
}
