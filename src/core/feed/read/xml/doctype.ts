/** Document type declarations: cut out, and the short texts that they give names to put where the names stand. */

/** Entities of one document, characters of one, and characters that they may add in all. */
const MOST_ENTITIES = 100;
const LONGEST_ENTITY = 200;
const MOST_ADDED = 100_000;

const ENTITY = /<!ENTITY\s+([A-Za-z_][\w.-]{0,31})\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
/** XML's own names are never others (XML 1.0 §4.6). */
const OWN_NAMES = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const USE_OR_SECTION = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&([A-Za-z_][\w.-]{0,31});/g;

/**
 * The document without its declaration, whose internal subset an HTML reader would take for text. Entities of plain
 * text are replaced (XML 1.0 §4.4), as long as they are short and name no others: nothing is ever fetched, and nothing
 * is expanded twice.
 */
export function withoutDoctype(text: string): string {
  const head = text.slice(0, 4_096);
  const start = head.search(/<!DOCTYPE\b/i);
  const firstElement = head.search(/<[A-Za-z]/);
  if (start < 0 || (firstElement >= 0 && firstElement < start)) return text;
  const end = text.indexOf('>', start);
  const subset = text.indexOf('[', start);
  if (end < 0) return text;
  if (subset < 0 || subset > end) return text.slice(0, start) + text.slice(end + 1);
  const close = /\]\s*>/g;
  close.lastIndex = subset;
  const found = close.exec(text);
  if (found === null) return text;
  const entities = entitiesOf(text.slice(subset, found.index));
  return text.slice(0, start) + expand(text.slice(found.index + found[0].length), entities);
}

function entitiesOf(subset: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>();
  for (const [, name = '', double, single] of subset.matchAll(ENTITY)) {
    const value = double ?? single ?? '';
    const plain = !/[<%]/.test(value) && !/&(?!#\d{1,7};|#x[\da-fA-F]{1,6};)/.test(value);
    // The first declaration of a name counts (XML 1.0 §4.2).
    if (plain && value.length <= LONGEST_ENTITY && !OWN_NAMES.has(name) && !entities.has(name))
      entities.set(name, value);
    if (entities.size === MOST_ENTITIES) break;
  }
  return entities;
}

function expand(text: string, entities: ReadonlyMap<string, string>): string {
  if (entities.size === 0) return text;
  let added = 0;
  return text.replace(USE_OR_SECTION, (whole, name: string | undefined) => {
    const value = name === undefined ? undefined : entities.get(name);
    if (value === undefined || added > MOST_ADDED) return whole;
    added += value.length;
    return value;
  });
}
