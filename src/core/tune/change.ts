/** A change of one indicator's query or of a list that it uses: what it is, in words, and the brief with it. */
import type { Brief } from '../indicator/brief.ts';
import { languageName } from '../lists/language-code.ts';
import { type Extended, extendList } from '../lists/extend.ts';
import type { Extension, List } from '../lists/list.ts';
import { parseQuery } from '../query/language/parse.ts';

export type ListChange = {
  readonly list: string;
  readonly term: string;
} & (
  | { readonly kind: 'add'; readonly lang: string | undefined }
  | { readonly kind: 'remove' }
  /** The term counts in one language only from now on. */
  | { readonly kind: 'scope'; readonly lang: string }
);

export type Change =
  | { readonly kind: 'not'; readonly term: string }
  /** Another alternative of an OR, which ends at `offset` of the query as it stands. */
  | { readonly kind: 'or'; readonly offset: number; readonly term: string; readonly beside: string }
  /** `offset` and `length` are those of the number in the query as it stands. */
  | {
      readonly kind: 'nearer';
      readonly offset: number;
      readonly length: number;
      readonly from: number;
      readonly to: number;
    }
  | ListChange;

/** "write NOT goat", "NEAR/6 becomes NEAR/4", "add quits (English) to $acts.resign". */
export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'not':
      return `add AND NOT ${change.term}`;
    case 'or':
      return `add OR ${change.term} to (${change.beside})`;
    case 'nearer':
      return `write ${change.to} in place of the distance ${change.from}`;
    case 'add': {
      const lang = change.lang === undefined ? '' : ` (${languageName(change.lang)})`;
      return `add ${change.term}${lang} to $${change.list}`;
    }
    case 'remove':
      return `take ${change.term} out of $${change.list}`;
    case 'scope':
      return `let ${change.term} of $${change.list} count in ${languageName(change.lang)} only`;
  }
}

/** Parts of the query's text to be replaced, in order of place; none where the change is one of a list. */
export function editsOf(
  query: string,
  change: Change,
): readonly { readonly offset: number; readonly length: number; readonly text: string }[] {
  const end = query.trimEnd().length;
  switch (change.kind) {
    case 'not': {
      const parsed = parseQuery(query);
      const grouped = parsed.kind === 'ok' && parsed.ast.kind === 'or';
      const begin = query.length - query.trimStart().length;
      return [
        ...(grouped ? [{ offset: begin, length: 0, text: '(' }] : []),
        { offset: end, length: 0, text: `${grouped ? ')' : ''} AND NOT ${change.term}` },
      ];
    }
    case 'or':
      return [{ offset: change.offset, length: 0, text: ` OR ${change.term}` }];
    case 'nearer':
      return [{ offset: change.offset, length: change.length, text: `${change.to}` }];
    case 'add':
    case 'remove':
    case 'scope':
      return [];
  }
}

/** What a change of a list is as an extension of it; undefined where it is one of the query. */
export function extensionOf(change: Change): Extension | undefined {
  switch (change.kind) {
    case 'not':
    case 'or':
    case 'nearer':
      return undefined;
    case 'add':
      return { add: change.lang === undefined ? [change.term] : { [change.lang]: [change.term] } };
    case 'remove':
      return { remove: [change.term] };
    case 'scope':
      return { add: { [change.lang]: [change.term] }, remove: [change.term] };
  }
}

/** The list with the change; undefined where the list cannot be changed so, or nothing would be left of it. */
export function changedList(list: List, change: ListChange): List | undefined {
  const extension = extensionOf(change);
  const extended: Extended | undefined = extension && extendList(list, extension);
  if (extended === undefined || extended.mixed || extended.unknown.length > 0) return undefined;
  const left = Array.isArray(extended.list) ? extended.list.length : Object.keys(extended.list).length;
  return left === 0 ? undefined : extended.list;
}

/** The brief with the change; undefined where it cannot be made. */
export function withChange(brief: Brief, indicatorId: string, change: Change): Brief | undefined {
  if (!isOfList(change)) {
    const indicators = brief.indicators.map((each) =>
      each.id === indicatorId ? { ...each, query: edited(each.query, change) } : each,
    );
    return { ...brief, indicators };
  }
  const list = Object.hasOwn(brief.lists, change.list) ? brief.lists[change.list] : undefined;
  const changed = list && changedList(list, change);
  return changed && { ...brief, lists: { ...brief.lists, [change.list]: changed } };
}

/** Whether a change is one of a list, which other indicators may use, too. */
export function isOfList(change: Change): change is ListChange {
  return change.kind === 'add' || change.kind === 'remove' || change.kind === 'scope';
}

function edited(query: string, change: Change): string {
  return editsOf(query, change).reduceRight(
    (text, { offset, length, text: put }) => text.slice(0, offset) + put + text.slice(offset + length),
    query,
  );
}
