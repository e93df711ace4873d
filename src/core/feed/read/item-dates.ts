/** When an item was published and changed, by whichever of a dozen elements says so. */
import { type DateHints, parseDate } from './dates.ts';
import type { Item } from './item.ts';
import type { RawFields, RawItem } from './xml/raw-feed.ts';

/** Elements in order of trust: the first that says anything is taken. */
const PUBLISHED = ['published', 'pubdate', 'issued', 'dcterms:issued', 'atom:published', 'dc:date'];
const CREATED = ['created', 'dcterms:created'];
const UPDATED = ['updated', 'modified', 'dcterms:modified', 'atom:updated'];

/** Epoch milliseconds; undefined where nothing says so. */
export function itemDates(
  { fields, attributes }: RawItem,
  hints: DateHints = {},
): Pick<Item, 'published' | 'updated'> {
  const published = lastDate(fields, PUBLISHED, hints);
  const updated = lastDate(fields, UPDATED, hints) ?? parseDate(attributes['lastmod'], hints);
  return {
    published: published ?? (updated === undefined ? lastDate(fields, CREATED, hints) : undefined),
    updated,
  };
}

/** What stands in an item's dates, as written. */
export function datesWritten({ fields }: RawItem): readonly string[] {
  return [...PUBLISHED, ...CREATED, ...UPDATED].flatMap((name) =>
    (fields.get(name) ?? []).map(({ text }) => text),
  );
}

/** The last date of the first name that has one: publishers who repeat an element mean the later one. */
function lastDate(fields: RawFields, names: readonly string[], hints: DateHints): number | undefined {
  for (const name of names) {
    const dates = (fields.get(name) ?? [])
      .map((raw) => parseDate(raw.text, hints))
      .filter((date) => date !== undefined);
    if (dates.length > 0) return dates.at(-1);
  }
  return undefined;
}
