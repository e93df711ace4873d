/** Document type declarations: cut out, and the short texts that they give names to put where the names stand. */

/** Entities of one document, characters of one, and characters that they may add in all. */
const MOST_ENTITIES = 100;
const LONGEST_ENTITY = 200;
const MOST_ADDED = 100_000;
const REFERENCE = /&([A-Za-z_][\w.-]{0,31});/g;

const ENTITY = /<!ENTITY\s+([A-Za-z_][\w.-]{0,31})\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
/** XML's own names are never others (XML 1.0 §4.6). */
const OWN_NAMES = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
const USE_OR_SECTION = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&([A-Za-z_][\w.-]{0,31});/g;

/**
 * The document without its declaration, whose internal subset an HTML reader would take for text. Entities of plain
 * text are replaced (XML 1.0 §4.4), as long as they are short with all that they name in turn: nothing is ever fetched,
 * and what is replaced is not looked at again.
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
  const found = internalSubset(text, subset);
  if (found === undefined) return text;
  return text.slice(0, start) + expand(text.slice(found.end), entitiesOf(found.declarations));
}

/** What may hold brackets that end nothing: comments, instructions and values; and the end itself. */
const PART = /<!--|<\?|["']|\]\s*>/g;
const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '<?': '?>', '"': '"', "'": "'" };

/** The declarations between the brackets, without comments, and where the document goes on; undefined without an end. */
function internalSubset(
  text: string,
  from: number,
): { readonly declarations: string; readonly end: number } | undefined {
  PART.lastIndex = from;
  const declared: string[] = [];
  let kept = from;
  for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
    const [begins] = part;
    const end = ENDS[begins];
    if (end === undefined) {
      declared.push(text.slice(kept, part.index));
      return { declarations: declared.join(''), end: part.index + begins.length };
    }
    const at = text.indexOf(end, part.index + begins.length);
    if (at < 0) return undefined;
    PART.lastIndex = at + end.length;
    if (begins !== '<!--') continue;
    declared.push(text.slice(kept, part.index));
    kept = at + end.length;
  }
  return undefined;
}

/** The entities that may be replaced, with those that they name in turn already replaced. */
function entitiesOf(subset: string): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (const [, name = '', double, single] of subset.matchAll(ENTITY)) {
    const value = double ?? single ?? '';
    // The first declaration of a name counts (XML 1.0 §4.2).
    const isPlain = value.length <= LONGEST_ENTITY && !/<|%[A-Za-z_]/.test(value);
    if (isPlain && !OWN_NAMES.has(name) && !declared.has(name)) declared.set(name, value);
    if (declared.size === MOST_ENTITIES) break;
  }
  const known = new Map<string, string | undefined>();
  for (const name of declared.keys()) readEntity(name, declared, known);
  return new Map([...known].flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}

/** Reads one entity, and those that it names, into `known`: as undefined what is long, or names itself in the end. */
function readEntity(
  name: string,
  declared: ReadonlyMap<string, string>,
  known: Map<string, string | undefined>,
): void {
  // Each is read once, so that entities of entities take no longer than their declarations are.
  if (known.has(name)) return;
  known.set(name, undefined);
  const value = declared.get(name) ?? '';
  let text = '';
  let from = 0;
  for (const { 0: reference, 1: inner = '', index } of value.matchAll(REFERENCE)) {
    if (!declared.has(inner)) continue;
    readEntity(inner, declared, known);
    const inside = known.get(inner);
    if (inside === undefined) return;
    text += value.slice(from, index) + inside;
    from = index + reference.length;
  }
  text += value.slice(from);
  if (text.length <= LONGEST_ENTITY) known.set(name, text);
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
