/** Links parsed queries: looks lists up, pushes field prefixes down to the terms, numbers the terms. */
import type { List } from '../../indicator/brief.ts';
import type { Ast, FieldAst, ListAst, NearAst } from './ast.ts';
import { nearestName } from './nearest-name.ts';
import { type ListNode, matchesNothing, type Node, placeless } from './node.ts';
import { parseEntryOnce } from './parse-list-term-once.ts';
import type { QueryError } from './query-error.ts';
import { FIELDS } from '../words/text.ts';
import type { createNumbering } from '../engine/numbering.ts';

export type Lists = Readonly<Record<string, List>>;

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

type Scope = {
  readonly source: string;
  readonly lists: Lists;
  readonly fields: number;
  readonly scoped: boolean;
  /** Lists that are being linked, to find circles. */
  readonly within: readonly string[];
};

type Linked = { readonly node: ListNode; readonly errors: readonly LinkError[] };

/** Makes a linker that shares lists between all queries that name the same `Lists` object. */
export function createLinker(numbering: ReturnType<typeof createNumbering>) {
  const linkedLists = new WeakMap<Lists, Map<string, Linked>>();

  /** The node of a parsed query and its mistakes; the node is only good where there are none. */
  function link(source: string, ast: Ast, lists: Lists): { node: Node; errors: readonly LinkError[] } {
    const errors: LinkError[] = [];
    const scope: Scope = { source, lists, fields: DEFAULT_FIELDS, scoped: false, within: [] };
    const node = walk(ast, scope, errors);
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

  function walk(ast: Ast, scope: Scope, errors: LinkError[]): Node {
    switch (ast.kind) {
      case 'term': {
        const label = scope.source.slice(ast.offset, ast.offset + ast.length);
        return {
          kind: 'term',
          label: scopeLabel(scope) + label,
          id: numbering.term(ast.words, scope.fields),
        };
      }
      case 'list':
        return walkList(ast, scope, errors);
      case 'and':
        return { kind: 'all', parts: ast.parts.map((part) => walk(part, scope, errors)) };
      case 'or':
        return { kind: 'any', parts: ast.parts.map((part) => walk(part, scope, errors)) };
      case 'not':
        return { kind: 'not', part: walk(ast.part, scope, errors) };
      case 'group':
        return walk(ast.part, scope, errors);
      case 'field':
        return walkField(ast, scope, errors);
      case 'near':
        return walkNear(ast, scope, errors);
    }
  }

  function walkField(ast: FieldAst, scope: Scope, errors: LinkError[]): Node {
    if (scope.scoped) {
      errors.push({
        offset: ast.offset,
        length: ast.field.length + 1,
        what: `${ast.field}: stands inside another field prefix`,
        remedy: 'a word can be asked for in one field at a time; join the two with AND',
      });
    }
    return walk(ast.part, { ...scope, fields: 1 << FIELDS.indexOf(ast.field), scoped: true }, errors);
  }

  function walkNear(ast: NearAst, scope: Scope, errors: LinkError[]): Node {
    const left = walk(ast.left, scope, errors);
    const right = walk(ast.right, scope, errors);
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

  function walkList(ast: ListAst, scope: Scope, errors: LinkError[]): Node {
    const { name } = ast;
    const fail = (what: string, remedy: string): Node => {
      errors.push({ offset: ast.offset, length: ast.length, what, remedy });
      return { kind: 'any', parts: [] };
    };
    const list = Object.hasOwn(scope.lists, name) ? scope.lists[name] : undefined;
    if (list === undefined) {
      const near = nearestName(name, Object.keys(scope.lists));
      const remedy = near === undefined ? 'add it to the brief under lists:' : `did you mean $${near}?`;
      return fail(`there is no list $${name}`, remedy);
    }
    if (scope.within.includes(name)) {
      return fail(
        `the list $${name} holds itself`,
        `take $${name} out of ${scope.within.map((outer) => `$${outer}`).join(', ')}`,
      );
    }
    const cache = linkedLists.get(scope.lists) ?? new Map<string, Linked>();
    linkedLists.set(scope.lists, cache);
    const key = `${name} ${scope.fields} ${scope.scoped}`;
    const linked = cache.get(key) ?? linkList(name, list, scope);
    cache.set(key, linked);
    errors.push(...linked.errors.map((error) => ({ ...error, offset: ast.offset, length: ast.length })));
    return linked.node;
  }

  function linkList(name: string, list: List, scope: Scope): Linked {
    const errors: LinkError[] = [];
    const label = `${scopeLabel(scope)}$${name}`;
    const inner: Scope = { ...scope, within: [...scope.within, name] };
    const entries = (texts: readonly string[], path: readonly string[]): Node[] =>
      texts.flatMap((text, index) => linkEntry(text, [...path, index], inner, errors));
    const members = Array.isArray(list)
      ? entries(list, [name])
      : Object.entries(list).map(([actor, texts]) =>
          listNode(`${label}: ${actor}`, actor, entries(texts, [name, actor])),
        );
    return { node: listNode(label, undefined, members), errors };
  }

  function linkEntry(
    text: string,
    path: readonly (string | number)[],
    scope: Scope,
    errors: LinkError[],
  ): Node[] {
    const parsed = parseEntryOnce(scope.lists, text);
    const found: LinkError[] = parsed.kind === 'errors' ? [...parsed.errors] : [];
    const node = parsed.kind === 'ok' ? walk(parsed.ast, { ...scope, source: text }, found) : undefined;
    if (found.length === 0 && node !== undefined && matchesNothing(node)) found.push(negativeEntry(text));
    for (const error of found) {
      const { offset, length } = error;
      const what = error.entry === undefined ? `in $${path[0]}, "${text}": ${error.what}` : error.what;
      errors.push({ ...error, what, entry: error.entry ?? { path, offset, length } });
    }
    return node === undefined || found.length > 0 ? [] : [node];
  }

  function listNode(label: string, actor: string | undefined, members: readonly Node[]): ListNode {
    const complex = members.filter(
      (member) => !(member.kind === 'term' || (member.kind === 'list' && member.complex.length === 0)),
    );
    const ids = members.flatMap((member) =>
      member.kind === 'term' || member.kind === 'list' ? [member.id] : [],
    );
    const parts = members.filter((member) => member.kind !== 'term');
    const lists = new Set(parts.flatMap((part) => (part.kind === 'list' ? [part.id] : [])));
    return { kind: 'list', label, actor, id: numbering.list(ids), members, parts, lists, complex };
  }

  return link;
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
