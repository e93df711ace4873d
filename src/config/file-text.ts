/** The text of a file that people edit, whatever their editor saved it as: UTF-8, UTF-16, or what they are told to mend. */
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
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), issue: undefined };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), issue: undefined };
  } catch {
    const text = new TextDecoder().decode(bytes);
    const issue = {
      file: path,
      ...placeIn(text, text.indexOf('\ufffd')),
      severity: 'error' as const,
      what: 'the file is not UTF-8 from here on; it seems to be in an older encoding, such as Latin-1',
      remedy: 'save it as UTF-8, which every editor can',
    };
    return { text, issue };
  }
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
