/** Takes out of a plain document what the XML parser need not read: long texts, and elements that nobody asks for. */
import { TEXT_LIMIT } from './raw-feed.ts';
import type { Needless } from './survey.ts';

/** What stands in for a text: a character of the private use area and the text's number. */
const MARK = '\ue000';
const MARKED = /^\ue000(\d+)$/;
/** Shorter texts are read sooner than they are cut. */
const WORTH_CUTTING = 32;

const CDATA = '<![CDATA[';
/** An ampersand that begins none of XML's own entities and no number that is surely a character's. */
const FOREIGN = /&(?!(?:amp|lt|gt|quot|apos|#[1-9]\d{1,5}|#x[1-9a-fA-F][\da-fA-F]{1,4});)/;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-fA-F]+));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export type Cut = { readonly xml: string; readonly bodies: readonly string[] };

/** Cuts out what is needless, of texts only those that mean the same to every reader of XML. */
export function cutNeedless(xml: string, needless: readonly Needless[]): Cut {
  const bodies: string[] = [];
  // The mark must mean ours only.
  if (xml.includes(MARK)) return { xml, bodies };
  const pieces: string[] = [];
  let from = 0;
  for (const { kind, start, end } of needless) {
    if (kind === 'element') pieces.push(xml.slice(from, start));
    else {
      const body = end - start < WORTH_CUTTING ? undefined : read(xml, start, end);
      if (body === undefined) continue;
      pieces.push(xml.slice(from, start), `${MARK}${bodies.push(body) - 1}`);
    }
    from = end;
  }
  return from === 0 ? { xml, bodies } : { xml: pieces.join('') + xml.slice(from), bodies };
}

/** The text that was cut where `text` stands for one, else the text itself. */
export function pasteBody(text: string, cut: readonly string[]): string {
  const number = MARKED.exec(text)?.[1];
  return number === undefined ? text : (cut[Number(number)] ?? text);
}

/** The text of one stretch: a CDATA section, or character data whose entities are plain. Undefined for anything else. */
function read(xml: string, start: number, end: number): string | undefined {
  const text = xml.slice(start, end).trim();
  if (text.startsWith(CDATA)) {
    const close = text.indexOf(']]>');
    const inside = text.slice(CDATA.length, close);
    return close === text.length - 3 && inside.trim() !== '' ? inside : undefined;
  }
  if (text === '' || text.includes('<') || text.includes(']]>') || FOREIGN.test(text)) return undefined;
  return decode(text.slice(0, whole(text)));
}

/** Where to end a text that is longer than what is kept of it: not inside an entity. */
function whole(text: string): number {
  const most = 2 * TEXT_LIMIT;
  return text.length <= most ? text.length : Math.max(text.lastIndexOf('&', most), most - 16);
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (_, name: string | undefined, decimal: string | undefined, hex = '0') =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
      : (NAMED[name] ?? ''),
  );
}
