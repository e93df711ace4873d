/** Tells whether a document came to its end, although the connection that it came over was cut or lied about its length. */

/** Bytes at the end in which a root element is closed, behind which generators still say how long they took. */
const TAIL = 2_048;
const CLOSED =
  /<\/(?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex|channel|entry)\s*>(?:\s|<!--(?:[^-]|-(?!->))*-->)*$/i;

/** True where the bytes end in the end tag of a feed's root, or are JSON from its first brace to its last. */
export function isWholeDocument(bytes: Uint8Array): boolean {
  // Every encoding of a web document writes tags in ASCII, two or four bytes a letter with noughts between.
  const text = (from: number, to?: number): string =>
    Array.from(bytes.subarray(from, to), (byte) => (byte === 0 ? '' : String.fromCharCode(byte))).join('');
  if (CLOSED.test(text(Math.max(0, bytes.length - TAIL)))) return true;
  return /^(?:ï»¿)?\s*\{/.test(text(0, 64)) && isJson(bytes);
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
