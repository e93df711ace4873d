/** Text constructs: what an element says in plain words, by the rules of its format. */
import { collapse, htmlToText } from '../plain-text.ts';
import type { RawFeed, RawText } from './raw-feed.ts';

/** Elements that Atom defines with a type; foreign ones in an Atom document follow publishers' habit, HTML. */
const ATOM_TEXT = new Set(['title', 'summary', 'content', 'source>title']);

/**
 * Plain text of an element. RSS and RDF: HTML, as nearly all publishers mean it. Atom 1.0 (RFC 4287 §3.1):
 * `text` is literal, `html` and `xhtml` are markup, a MIME type that is not text means base64 (§4.1.3.3).
 * Atom 0.3: a MIME type as `type`, and `mode` escaped, xml or base64. Reading may stop after `enough` characters.
 */
export function readableText(raw: RawText, format: RawFeed['format'], name: string, enough: number): string {
  if (raw.markup || format !== 'atom' || !ATOM_TEXT.has(name)) return htmlToText(raw.text, enough);
  const type = (raw.attributes['type'] ?? '').trim().toLowerCase();
  const mode = (raw.attributes['mode'] ?? '').trim().toLowerCase();
  if (mode === 'base64') {
    const text = decodeBase64(raw.text) ?? raw.text;
    return type.includes('html') ? htmlToText(text, enough) : collapse(text);
  }
  if (/^(?:text\/)?html$/.test(type)) return htmlToText(raw.text, enough);
  if (!type.includes('/') || type.startsWith('text/') || /[/+]xml$/.test(type)) return collapse(raw.text);
  const decoded = decodeBase64(raw.text);
  return decoded === undefined ? collapse(raw.text) : htmlToText(decoded, enough);
}

/** The UTF-8 text that base64 stands for; undefined where it stands for none. */
function decodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
