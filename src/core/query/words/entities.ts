/** Decodes HTML character references where they stand, so that offsets keep pointing into the original text. */
import { decodeHTMLStrict } from 'entities';

const REFERENCE = /&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;
const AMPERSAND = 0x26;

type Reference = { readonly code: number; readonly end: number };

/** What each reference stands for, -1 for none; feeds write the same few again and again. */
const known = new Map<string, number>();
const MOST_KNOWN = 4096;

function codeOf(reference: string): number {
  const before = known.get(reference);
  if (before !== undefined) return before;
  const decoded = decodeHTMLStrict(reference);
  const code = decoded === reference ? -1 : (decoded.codePointAt(0) ?? -1);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(reference, code);
  return code;
}

function referenceAt(text: string, offset: number): Reference | undefined {
  REFERENCE.lastIndex = offset;
  const [reference] = REFERENCE.exec(text) ?? [];
  if (reference === undefined) return undefined;
  const code = codeOf(reference);
  return code === -1 ? undefined : { code, end: offset + reference.length };
}

/**
 * The character reference that begins at an ampersand: its (first) code point and the offset after it; undefined where
 * there is none. A reference escaped twice (`&amp;#8217;`, common in feeds) is decoded twice.
 */
export function decodeEntity(text: string, offset: number): Reference | undefined {
  const outer = referenceAt(text, offset);
  if (outer === undefined || outer.code !== AMPERSAND) return outer;
  const inner = referenceAt(`&${text.slice(outer.end, outer.end + 34)}`, 0);
  return inner === undefined ? outer : { code: inner.code, end: outer.end + inner.end - 1 };
}
