/** Writes proposed changes into the text of a brief, leaving everything else as somebody wrote it. */
import { isMap, isScalar, isSeq, type Scalar, stringify } from 'yaml';
import type { Brief, BriefFile } from '../core/indicator/brief.ts';
import { extendList } from '../core/lists/extend.ts';
import { Extension, isShared, List, termGroups } from '../core/lists/list.ts';
import {
  type Change,
  changedList,
  editsOf,
  extensionOf,
  isOfList,
  type ListChange,
} from '../core/tune/change.ts';
import { offsetInFile } from './yaml/scalar-offset.ts';
import { nodeAt, readYaml, type YamlSource } from './yaml/yaml-source.ts';

/** One change of one indicator. */
export type PlacedChange = { readonly indicatorId: string; readonly change: Change };

/**
 * The text of the brief with the changes, each made on top of those before; undefined where one cannot be written, as
 * where a query is folded over lines in a way that leaves no place for it. `file` names it in nothing but errors.
 */
export function patchBrief(file: string, text: string, changes: readonly PlacedChange[]): string | undefined {
  let patched: string | undefined = text;
  for (const { indicatorId, change } of changes) {
    const { source } = readYaml(file, patched ?? '');
    if (source === undefined) return undefined;
    patched = isOfList(change) ? withList(source, change) : withQuery(source, indicatorId, change);
    if (patched === undefined) return undefined;
  }
  return patched;
}

function withQuery(source: YamlSource, indicatorId: string, change: Change): string | undefined {
  const indicators = nodeAt(source, ['indicators']);
  const at = isSeq(indicators)
    ? indicators.items.findIndex((item) => isMap(item) && item.get('id') === indicatorId)
    : -1;
  const node = nodeAt(source, ['indicators', at, 'query']);
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  const { value } = node;
  return editsOf(value, change).reduceRight((text, { offset, length, text: put }) => {
    const from = placeIn(source.text, node, value, offset);
    const to = length === 0 ? from : placeIn(source.text, node, value, offset + length);
    return text.slice(0, from) + spelled(put, node) + text.slice(to);
  }, source.text);
}

/** Where a character of the query stands in the file; of its end, the place behind the last character. */
function placeIn(text: string, node: Scalar, value: string, offset: number): number {
  return offset === 0
    ? offsetInFile(text, node, 0)
    : offsetInFile(text, node, Math.min(offset, value.length) - 1) + 1;
}

function spelled(put: string, { type }: Scalar): string {
  if (type === 'QUOTE_DOUBLE') return put.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return type === 'QUOTE_SINGLE' ? put.replaceAll("'", "''") : put;
}

function withList(source: YamlSource, change: ListChange): string | undefined {
  const held = nodeAt(source, ['lists', change.list]);
  const value: unknown = held?.toJS(source.document);
  const next = isShared(change.list) ? extended(value, change) : ownList(value, change);
  if (next === undefined) return undefined;
  return held?.range === undefined || held.range === null
    ? inserted(source, change.list, next)
    : (withItem(source, change) ?? replaced(source.text, held.range, next));
}

function ownList(value: unknown, change: ListChange): List | undefined {
  const list = List.safeParse(value);
  return list.success ? changedList(list.data, change) : undefined;
}

/** What a brief changes of a shared list already, with this change. */
function extended(value: unknown, change: ListChange): Extension | undefined {
  const before = Extension.safeParse(value ?? {});
  const own = extensionOf(change);
  if (!before.success || own === undefined) return undefined;
  const had: Extension = before.data;
  // What the brief itself added it takes back, rather than to add and remove it.
  const mine = had.add !== undefined && termGroups(had.add).some(({ terms }) => terms.includes(change.term));
  const kept =
    mine && own.remove !== undefined ? extendList(had.add ?? [], { remove: own.remove }).list : had.add;
  const add = merged(kept, own.add);
  const remove = mine ? had.remove : merged(had.remove, own.remove);
  return { ...(add === undefined ? {} : { add }), ...(remove === undefined ? {} : { remove }) };
}

function merged(one: List | undefined, other: List | undefined): List | undefined {
  if (one === undefined || (Array.isArray(one) && one.length === 0)) return other;
  return other === undefined ? one : extendList(one, { add: other }).list;
}

/** A term put behind the last one of a sequence that is there; undefined where there is none to put it into. */
function withItem(source: YamlSource, change: ListChange): string | undefined {
  if (change.kind !== 'add') return undefined;
  const start = isShared(change.list) ? ['lists', change.list, 'add'] : ['lists', change.list];
  const plain = nodeAt(source, start);
  const path = isSeq(plain) ? start : [...start, change.lang ?? 'mul'];
  // In a list of plain words a word of one language alone has no place.
  if (isSeq(plain) && change.lang !== undefined && isShared(change.list)) return undefined;
  const node = nodeAt(source, path);
  const last = isSeq(node) ? node.items.at(-1) : undefined;
  if (!isSeq(node) || !isScalar(last) || last.range === undefined || last.range === null) return undefined;
  const [from, to] = last.range;
  const term = flow(change.term);
  if (node.flow === true) return `${source.text.slice(0, to)}, ${term}${source.text.slice(to)}`;
  const line = source.text.lastIndexOf('\n', from) + 1;
  const lead = source.text.slice(line, from);
  return /^\s*- +$/.test(lead)
    ? `${source.text.slice(0, to)}\n${lead}${term}${source.text.slice(to)}`
    : undefined;
}

function replaced(text: string, range: readonly number[], next: unknown): string {
  const [from = 0, to = 0] = range;
  // The value of a block ends with its line.
  const tail = text.slice(from, to).endsWith('\n') ? '\n' : '';
  return `${text.slice(0, from)}${flow(next)}${tail}${text.slice(to)}`;
}

/** The list as the first below `lists:`, which is made above the indicators where there is none. */
function inserted(source: YamlSource, name: string, next: unknown): string | undefined {
  const lists = nodeAt(source, ['lists']);
  const line = `${name}: ${flow(next)}\n`;
  if (isMap(lists) && lists.flow !== true && lists.range !== undefined && lists.range !== null) {
    const [from] = lists.range;
    const begin = source.text.lastIndexOf('\n', from) + 1;
    return `${source.text.slice(0, begin)}${source.text.slice(begin, from)}${line}${source.text.slice(begin)}`;
  }
  const indicators = /^indicators:/m.exec(source.text)?.index;
  if (lists !== undefined || indicators === undefined) return undefined;
  return `${source.text.slice(0, indicators)}lists:\n  ${line}${source.text.slice(indicators)}`;
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** Whether a brief that was read again says what was meant. */
export function saysTheSame(read: Brief, meant: Brief): boolean {
  const parts = ({ indicators, lists }: Pick<BriefFile, 'indicators' | 'lists'>): string =>
    JSON.stringify([
      indicators.map(({ id, query }) => [id, query.replaceAll(/\s+/g, ' ').trim()]),
      Object.entries(lists)
        .map(([name, list]) => [
          name,
          List.safeParse(list).data === undefined
            ? list
            : termGroups(List.parse(list))
                .flatMap(({ actor, lang, terms }) => terms.map((term) => `${actor} ${lang} ${term}`))
                .toSorted(),
        ])
        .toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    ]);
  return parts(read) === parts(meant);
}
