/** Decoding: from a feed's bytes to text, whatever the server and the document claim. */
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { decodeWith, knownEncoding } from './encoding-label.ts';
import { encodingsOfLanguage } from './language-encoding.ts';

/** How much of a document guessing looks at. */
const SAMPLE = 65_536;
/** Where a document says its language: before its first entries. */
const LANGUAGE_WITHIN = 8_192;
/** A document is still UTF-8 where at most one in this many of its non-ASCII characters is damaged. */
const DAMAGE = 10;

/**
 * Decodes a document. Order: byte order mark, HTTP charset, UTF-16/32 pattern, XML declaration, UTF-8,
 * statistics among what the document's language is written in, windows-1252. A legacy charset, whoever names it, loses to bytes that are valid UTF-8 beyond
 * ASCII, because legacy text is that by accident almost never; a claim of UTF-8 loses to bytes that are not.
 * NUL characters, which no feed means, are dropped. With `said`, a known encoding's name, there is nothing to find out.
 */
export function decodeBytes(
  bytes: Uint8Array,
  contentType: string | null | undefined,
  said?: string,
): string {
  const known = knownEncoding(said);
  if (known !== undefined) return withoutNuls(decodeWith(bytes, known));
  const utf8 = strictUtf8(bytes);
  const encoding = encodingOf(bytes, contentType, utf8);
  if (encoding === 'utf-8' && utf8 === undefined)
    return withoutNuls(decodeWith(withoutLatin(bytes), encoding));
  return withoutNuls(encoding === 'utf-8' && utf8 !== undefined ? utf8 : decodeWith(bytes, encoding));
}

/** Small letters, and the quotation marks, dashes and points of typographers, in windows-1252. */
const isLatinLetter = (byte: number): boolean => byte >= 0xe0 && byte <= 0xfc && byte !== 0xf7;
const isLatinMark = (byte: number): boolean => byte === 0x85 || (byte >= 0x91 && byte <= 0x97);
const isAscii = (byte: number | undefined): boolean => byte === undefined || byte < 0x80;
const isAsciiLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));

/**
 * The bytes with the single letters of windows-1252 as UTF-8 has them, as where one headline was pasted into a template of
 * the other encoding. A byte alone between two of ASCII, one of which is a letter's, is such a letter; a character that
 * was cut off in its middle is none.
 */
function withoutLatin(bytes: Uint8Array): Uint8Array {
  const places: number[] = [];
  for (const [at, byte] of bytes.entries()) {
    if (!isLatinLetter(byte) && !isLatinMark(byte)) continue;
    const [before, after] = [bytes[at - 1], bytes[at + 1]];
    if (isAscii(before) && isAscii(after) && (isAsciiLetter(before) || isAsciiLetter(after))) places.push(at);
  }
  if (places.length === 0) return bytes;
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const at of places) {
    parts.push(
      bytes.subarray(from, at),
      Buffer.from(iconv.decode(bytes.subarray(at, at + 1), 'windows-1252')),
    );
    from = at + 1;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

/** Slice by slice, since a list of millions of pieces takes more memory than the document; replacing takes ten times as long. */
function withoutNuls(text: string): string {
  if (!text.includes('\0')) return text;
  const slices: string[] = [];
  for (let at = 0; at < text.length; at += SAMPLE)
    slices.push(
      text
        .slice(at, at + SAMPLE)
        .split('\0')
        .join(''),
    );
  return slices.join('');
}

/** The text where the bytes are flawless UTF-8, as nearly all feeds are; the platform finds out fastest. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function encodingOf(
  bytes: Uint8Array,
  contentType: string | null | undefined,
  strict: string | undefined,
): string {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return marked;
  const http = knownEncoding(/charset\s*=\s*(?:["']\s*)?([^\s"';,]+)/i.exec(contentType ?? '')?.[1]);
  const wide = widePattern(bytes);
  if (wide !== undefined) return wide;
  const declared = http ?? knownEncoding(declaration(bytes));
  const utf8 =
    strict === undefined ? examineUtf8(bytes) : strict.length === bytes.length ? 'ascii' : 'beyond-ascii';
  // Latin-1 is what servers and templates say of anything.
  const doubtful =
    declared === 'windows-1252' && utf8 !== 'beyond-ascii' && languageEncodings(bytes).length > 0;
  if (declared !== undefined && !isUnicode(declared) && !doubtful)
    return utf8 === 'beyond-ascii' ? 'utf-8' : asWindows(declared, bytes);
  return utf8 === 'no' ? guess(bytes) : 'utf-8';
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  return undefined;
}

/** Recognises `<`, `{` or a blank in two or four bytes (XML 1.0 appendix F.1). */
function widePattern(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  const ascii = (byte: number | undefined): boolean => byte !== undefined && byte >= 9 && byte < 0x7f;
  if (ascii(a) && b === 0 && c === 0 && d === 0) return 'utf-32le';
  if (a === 0 && b === 0 && c === 0 && ascii(d)) return 'utf-32be';
  if (ascii(a) && b === 0 && ascii(c) && d === 0) return 'utf-16le';
  if (a === 0 && ascii(b) && c === 0 && ascii(d)) return 'utf-16be';
  return undefined;
}

function declaration(bytes: Uint8Array): string | undefined {
  const head = iconv.decode(bytes.subarray(0, 1_024), 'latin1');
  return /<\?xml[^>]*?\sencoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)/i.exec(head)?.[1];
}

/** UTF-16 and UTF-32 have been recognised by their bytes before; a mere claim of them is no information. */
const isUnicode = (encoding: string): boolean => /^(utf-?8|utf-?16|utf-?32|ucs)/.test(encoding);

function examineUtf8(bytes: Uint8Array): 'ascii' | 'beyond-ascii' | 'no' {
  const text = iconv.decode(bytes, 'utf-8');
  let beyond = 0;
  let damaged = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    beyond += 1;
    if (unit === 0xfffd) damaged += 1;
  }
  if (beyond === 0) return 'ascii';
  return damaged * DAMAGE <= beyond ? 'beyond-ascii' : 'no';
}

function guess(bytes: Uint8Array): string {
  const sample = withoutAscii(bytes.subarray(0, SAMPLE));
  const likely = languageEncodings(bytes);
  if ((likely.length === 0 || likely.includes('ibm866')) && isCyrillicOfDos(sample)) return 'ibm866';
  for (const { name } of analyse(sample)) {
    // The letters of KOI8-R are those of KOI8-U, which has the Ukrainian ones where the other has lines for tables.
    const encoding = knownEncoding(name === 'KOI8-R' ? 'koi8-u' : name);
    if (encoding === undefined || isUnicode(encoding)) continue;
    if (likely.length === 0 || likely.includes(encoding)) return asWindows(encoding, sample);
  }
  return likely[0] ?? 'windows-1252';
}

/** Letters that a guess needs to be more than chance. */
const ENOUGH_LETTERS = 12;

/**
 * Whether bytes are Cyrillic of code page 866, which no library tells: it has its small letters at 0xa0–0xaf and
 * 0xe0–0xef, and lines for tables between them, where every other encoding of non-Latin letters has many of its own.
 */
function isCyrillicOfDos(bytes: Uint8Array): boolean {
  let [beyond, common, rarer, lines] = [0, 0, 0, 0];
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    beyond += 1;
    if (byte >= 0xa0 && byte <= 0xaf) common += 1;
    else if (byte >= 0xe0 && byte <= 0xf7) rarer += 1;
    else if (byte >= 0xb0 && byte !== 0xfc) lines += 1;
  }
  return (
    common + rarer >= ENOUGH_LETTERS && common * 4 >= beyond && rarer * 8 >= beyond && lines * 50 <= beyond
  );
}

/** The encodings of the document's language; the statistics of a few short lines often find another's. */
function languageEncodings(bytes: Uint8Array): readonly string[] {
  return encodingsOfLanguage(iconv.decode(bytes.subarray(0, LANGUAGE_WITHIN), 'latin1'));
}

/** ISO encodings that Windows has as its own with letters where ISO has control characters, which no document holds. */
const WINDOWS: Readonly<Record<string, string>> = {
  'iso-8859-2': 'windows-1250',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-9': 'windows-1254',
  'iso-8859-13': 'windows-1257',
  'iso-8859-15': 'windows-1252',
};

/** Polish writes ą as 0xb9 in windows-1250 and as 0xb1 in ISO-8859-2, and ł as 0xb3 in both. */
const [OGONEK_A_WINDOWS, OGONEK_A_ISO, STROKE_L] = [0xb9, 0xb1, 0xb3];

/** The encoding of these bytes where `encoding` is what a guess or a publisher calls it. */
function asWindows(encoding: string, bytes: Uint8Array): string {
  const windows = WINDOWS[encoding];
  if (windows === undefined) return encoding;
  // 0x85 is a line end in ISO's control characters, and some old editors wrote it.
  if (bytes.some((byte) => byte >= 0x80 && byte < 0xa0 && byte !== 0x85)) return windows;
  if (encoding === 'iso-8859-7') return beginsWordsWithTonos(bytes) ? windows : encoding;
  if (encoding !== 'iso-8859-2') return encoding;
  const isPolish = bytes.includes(STROKE_L) && bytes.includes(OGONEK_A_WINDOWS);
  return isPolish && !bytes.includes(OGONEK_A_ISO) ? windows : encoding;
}

/** Greek writes Ά as 0xa2 in windows-1253, which in ISO-8859-7 is an apostrophe, and none begins a word. */
function beginsWordsWithTonos(bytes: Uint8Array): boolean {
  const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xb8;
  return bytes.some((byte, at) => byte === 0xa2 && !isLetter(bytes[at - 1]) && isLetter(bytes[at + 1]));
}

/** The letters that statistics can tell apart: tags and their names would make every feed look English. */
function withoutAscii(bytes: Uint8Array): Uint8Array {
  let inTag = false;
  const kept = bytes.filter((byte) => {
    if (byte === 0x3c) inTag = true;
    const keep = !inTag;
    if (byte === 0x3e) inTag = false;
    return keep;
  });
  return kept.some((byte) => byte >= 0x80) ? kept : bytes;
}
