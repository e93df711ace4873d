/** The text of a file that people edit, whatever their editor saved it as: UTF-8, UTF-16, or what they are told to mend. Line ends of old Macs become today's. */
import { FILE_START, type Issue, type IssuePlace } from './issue.ts';

/**
 * YAML is UTF-8 or UTF-16 with or without a mark (YAML 1.2 §5.2); what is neither is an issue at the first letter that
 * shows it, since read as UTF-8 its letters would be lost and the words that hold them dead. OPML says its own encoding.
 */
export async function fileText(
  path: string,
  bytes: Uint8Array,
): Promise<{ readonly text: string; readonly issue: Issue | undefined }> {
  if (path.toLowerCase().endsWith('.opml')) {
    // All the encodings of the world take longer to load than a configuration takes to read.
    const { decodeBytes } = await import('../core/feed/read/decode.ts');
    return { text: decodeBytes(bytes, undefined), issue: undefined };
  }
  const fault = (text: string, at: number, what: string, remedy: string) => ({
    text,
    issue: { file: path, ...placeIn(text, at), severity: 'error' as const, what, remedy },
  });
  const four = fourBytesWide(bytes);
  if (four !== undefined) return fault(four, -1, 'the file is in UTF-32, which few programs can read', SAVE);
  const wide = wideEncoding(bytes);
  try {
    const text = withLineFeeds(new TextDecoder(wide ?? 'utf-8', { fatal: wide === undefined }).decode(bytes));
    const nought = text.indexOf('\0');
    if (nought === -1) return { text, issue: undefined };
    return fault(text, nought, 'a character stands here that no text has (NUL)', `delete it, or ${SAVE}`);
  } catch {
    const text = withLineFeeds(new TextDecoder().decode(bytes));
    const what = 'the file is not UTF-8 from here on; it seems to be in an older encoding, such as Latin-1';
    return fault(text, text.indexOf('\ufffd'), what, SAVE);
  }
}

const SAVE = 'save it as UTF-8, which every editor can';

/** Where a file has no other, a carriage return ends its lines: YAML takes it for that (YAML 1.2 §5.4), our places count line feeds. */
function withLineFeeds(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n');
}

/** The text of UTF-32, which has a byte order mark, or three noughts beside its first letter; undefined for any other. */
function fourBytesWide(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  const isLittle = c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0));
  const isBig = a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d !== 0));
  if (!isLittle && !isBig) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters: string[] = [];
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const point = view.getUint32(at, isLittle);
    letters.push(point > 0x10_ffff ? '\ufffd' : String.fromCodePoint(point));
  }
  return withLineFeeds(letters.join('').replace(/^\ufeff/, ''));
}

/** The bytes of a changed text, in the encoding and with the mark that the file's bytes had. OPML is never written. */
export function bytesLike(before: Uint8Array, text: string): Uint8Array {
  const plain = text.replace(/^\ufeff/, '');
  const wide = wideEncoding(before);
  if (wide === undefined) return Buffer.from(hasMark(before, 0xef, 0xbb) ? `\ufeff${plain}` : plain, 'utf8');
  const isMarked = hasMark(before, 0xff, 0xfe) || hasMark(before, 0xfe, 0xff);
  const bytes = Buffer.from(isMarked ? `\ufeff${plain}` : plain, 'utf16le');
  return wide === 'utf-16be' ? bytes.swap16() : bytes;
}

function hasMark([a, b]: Uint8Array, first: number, second: number): boolean {
  return a === first && b === second;
}

/** How much of a file without a mark is looked at, and the share of noughts that makes one byte of two the high one. */
const HEAD = 512;
const MOSTLY = 0.5;

/** By a byte order mark, or by every other byte of the first letters, or most of them later on, being nought. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (hasMark(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (hasMark(bytes, 0xfe, 0xff)) return 'utf-16be';
  const [a, b, c, d] = bytes;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  const head = bytes.subarray(0, HEAD);
  const noughts = (parity: number): number =>
    head.filter((byte, at) => at % 2 === parity && byte === 0).length / Math.max(head.length / 2, 1);
  const [even, odd] = [noughts(0), noughts(1)];
  if (odd > MOSTLY && even === 0) return 'utf-16le';
  return even > MOSTLY && odd === 0 ? 'utf-16be' : undefined;
}

function placeIn(text: string, at: number): IssuePlace {
  if (at < 0) return FILE_START;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
