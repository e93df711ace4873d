/** Undoes Content-Encoding as browsers do: the bytes have the last word. Never into more than a given size. */
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

export const ACCEPT_ENCODING = 'gzip, br, deflate';

/** Nobody honest compresses twice; three layers are patience enough. */
const MOST_LAYERS = 3;
/** Members of a gzip file with something behind them, or frames of a zstd one; an honest one has one. */
const MOST_MEMBERS = 64;

export type Decoded =
  /** `cut` where the compressed bytes ended before their end. */
  | { readonly kind: 'decoded'; readonly bytes: Uint8Array; readonly cut: boolean }
  | { readonly kind: 'failed'; readonly reason: 'too-large' | 'bad-encoding'; readonly detail: string };

type Coding = 'gzip' | 'br' | 'zstd' | 'zlib' | 'raw-deflate';

/** What labels mean (RFC 9110 §8.4.1); all others, such as `utf-8` and `aws-chunked`, name no coding. */
const LABELS: Readonly<Record<string, Coding>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  br: 'br',
  zstd: 'zstd',
  deflate: 'zlib',
};

/**
 * Decodes a body (RFC 9110 §8.4). Decompression stops at `maxBytes` of output, so that a bomb costs no more than a
 * document of that size. Servers mislabel: what begins like a document is one, what begins like gzip, zstd or zlib is
 * that, whatever the label says, with or without one. Brotli and a bare deflate stream begin like anything: bytes that
 * begin like nothing else are tried as what they are called, then as those two, and taken where a document comes out.
 * What follows the end of the compressed bytes is passed over.
 */
export function decodeContent(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Decoded {
  const labels = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((label) => label.trim());
  const codings = labels.flatMap((label) => (Object.hasOwn(LABELS, label) ? [LABELS[label]] : []));
  if (codings.length > MOST_LAYERS) return tooManyLayers(codings.length);
  let decoded: Decoded = { kind: 'decoded', bytes: body, cut: false };
  for (let layer = 0; decoded.kind === 'decoded'; layer += 1) {
    const labelled = codings.pop();
    const coding = codingOf(decoded.bytes, labelled);
    const unmarked = coding === undefined || coding === 'br' || coding === 'raw-deflate';
    const hidden: Decoded | undefined = unmarked
      ? hiddenDocument(decoded.bytes, coding, maxBytes)
      : undefined;
    if (coding === undefined && hidden === undefined) return decoded;
    if (layer === MOST_LAYERS) return tooManyLayers(layer + 1);
    const next: Decoded = hidden ?? decodeLayer(decoded.bytes, coding ?? 'br', maxBytes);
    decoded = next.kind === 'decoded' ? { ...next, cut: next.cut || decoded.cut } : next;
  }
  return decoded;
}

/**
 * The document inside of bytes that no mark names, where one of the codings without a mark gives one; undefined where
 * none does. What is called so is tried first.
 */
function hiddenDocument(
  bytes: Uint8Array,
  labelled: Coding | undefined,
  maxBytes: number,
): Decoded | undefined {
  if (bytes.length < 4 || isReadable(bytes)) return undefined;
  const tried: readonly Coding[] = labelled === 'raw-deflate' ? ['raw-deflate', 'br'] : ['br', 'raw-deflate'];
  return tried
    .map((coding) => decodeLayer(bytes, coding, maxBytes))
    .find((decoded) => decoded.kind === 'decoded' && beginsLikeText(decoded.bytes));
}

/** Whether the bytes begin with nothing that a text, in whatever letters, could not: control characters. */
function isReadable(bytes: Uint8Array): boolean {
  if (beginsLikeText(bytes)) return true;
  return bytes.subarray(0, 256).every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function tooManyLayers(count: number): Decoded {
  return { kind: 'failed', reason: 'bad-encoding', detail: `the answer is encoded ${count} times over` };
}

/** What undoes the outermost layer; undefined where there is none. */
function codingOf(bytes: Uint8Array, labelled: Coding | undefined): Coding | undefined {
  const [first = 0, second = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return 'gzip';
  if (isZstd(bytes)) return 'zstd';
  if (labelled === undefined) {
    // `x` and one of three bytes that are no letters, or `x^` and no text: no document begins so.
    return first === 0x78 && isZlib(bytes) && (second !== 0x5e || !isReadable(bytes)) ? 'zlib' : undefined;
  }
  if (beginsLikeText(bytes)) return undefined;
  if (labelled === 'br') return 'br';
  if (labelled === 'zlib') return isZlib(bytes) ? 'zlib' : 'raw-deflate';
  // Labelled gzip or zstd, and neither.
  return isZlib(bytes) ? 'zlib' : undefined;
}

function isZstd([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd;
}

/** A zlib header is divisible by 31 (RFC 1950 §2.2). */
function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
}

/** `<`, `{` or `[` and a few printable bytes, behind a byte order mark and blanks. */
function beginsLikeText(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1').replaceAll('\0', '');
  return /^(?:ï»¿|þÿ|ÿþ)?\s*[<{[][\t\n\r\x20-\x7e\x80-\xff]{0,16}/.test(head) && !/[^\t\n\r -ÿ]/.test(head);
}

function decodeLayer(bytes: Uint8Array, coding: Coding, maxOutputLength: number): Decoded {
  try {
    return { kind: 'decoded', bytes: unpack(bytes, coding, { maxOutputLength }), cut: false };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxOutputLength);
    const rest = salvage(bytes, coding, { code, maxOutputLength });
    if (rest !== undefined) return rest;
    return { kind: 'failed', reason: 'bad-encoding', detail: `the answer is not valid ${coding} (${code})` };
  }
}

/** What there is of bytes that end too soon, hold several members, or whose checksum is wrong; browsers show it, too. */
function salvage(
  bytes: Uint8Array,
  coding: Coding,
  { code, maxOutputLength }: { readonly code: string; readonly maxOutputLength: number },
): Decoded | undefined {
  if (coding === 'gzip') {
    const members = code === 'Z_BUF_ERROR' ? undefined : gunzipMembers(bytes, maxOutputLength);
    return members ?? unpackCut(bytes, coding, maxOutputLength);
  }
  if (code === 'Z_BUF_ERROR') return unpackCut(bytes, coding, maxOutputLength);
  // Behind a zlib header of two bytes is a bare stream; its checksum comes last (RFC 1950 §2.2).
  return coding === 'zlib' ? unpackCut(bytes.subarray(2), 'raw-deflate', maxOutputLength) : undefined;
}

type Limits = { readonly maxOutputLength: number; readonly finishFlush?: number };

function unpack(bytes: Uint8Array, coding: Coding, limits: Limits): Uint8Array {
  switch (coding) {
    case 'gzip':
      return gunzipSync(bytes, limits);
    case 'br':
      return brotliDecompressSync(bytes, limits);
    case 'zstd':
      return unzstdFrames(bytes, limits);
    case 'zlib':
      return inflateSync(bytes, limits);
    case 'raw-deflate':
      return inflateRawSync(bytes, limits);
  }
}

/** What `info` adds to what Node's synchronous functions give; its types do not tell. */
type Informed = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

/** Frames that follow each other are one text (RFC 8878 §3.1); Node stops behind the first. */
function unzstdFrames(bytes: Uint8Array, limits: Limits): Uint8Array {
  const parts: Uint8Array[] = [];
  let left = limits.maxOutputLength;
  let at = 0;
  do {
    const { buffer, engine } = zstdDecompressSync(bytes.subarray(at), {
      ...limits,
      maxOutputLength: Math.max(left, 1),
      info: true,
    }) as unknown as Informed;
    parts.push(buffer);
    left -= buffer.length;
    at += Math.max(engine.bytesWritten, 1);
  } while (parts.length < MOST_MEMBERS && isZstd(bytes.subarray(at)));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

/** What there is of bytes that end too soon; undefined where that is nothing. */
function unpackCut(bytes: Uint8Array, coding: Coding, maxOutputLength: number): Decoded | undefined {
  const finishFlush =
    coding === 'br'
      ? constants.BROTLI_OPERATION_FLUSH
      : coding === 'zstd'
        ? constants.ZSTD_e_flush
        : constants.Z_SYNC_FLUSH;
  try {
    const unpacked = unpack(bytes, coding, { maxOutputLength, finishFlush });
    return unpacked.length === 0 ? undefined : { kind: 'decoded', bytes: unpacked, cut: true };
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxOutputLength) : undefined;
  }
}

/** The members of a gzip file up to what is none (RFC 1952 §2.2): gzip itself warns of what follows, and goes on. */
function gunzipMembers(bytes: Uint8Array, maxOutputLength: number): Decoded | undefined {
  const parts: Uint8Array[] = [];
  let left = maxOutputLength;
  let at = 0;
  try {
    while (parts.length < MOST_MEMBERS && bytes[at] === 0x1f && bytes[at + 1] === 0x8b) {
      const start = afterGzipHeader(bytes, at);
      if (start === undefined) break;
      const { buffer, engine } = inflateRawSync(bytes.subarray(start), {
        maxOutputLength: Math.max(left, 1),
        info: true,
      }) as unknown as Informed;
      parts.push(buffer);
      left -= buffer.length;
      if (left < 0) return tooLarge(maxOutputLength);
      at = start + engine.bytesWritten + 8;
    }
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxOutputLength);
  }
  return parts.length === 0 ? undefined : { kind: 'decoded', bytes: Buffer.concat(parts), cut: false };
}

const [FLAG_CHECK, FLAG_EXTRA, FLAG_NAME, FLAG_COMMENT] = [2, 4, 8, 16];

/** Where the deflate stream of a member begins; undefined where its header has no end. */
function afterGzipHeader(bytes: Uint8Array, at: number): number | undefined {
  const flags = bytes[at + 3] ?? 0;
  let next = at + 10;
  if ((flags & FLAG_EXTRA) !== 0) next += 2 + (bytes[next] ?? 0) + (bytes[next + 1] ?? 0) * 256;
  for (const flag of [FLAG_NAME, FLAG_COMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, next);
    if (end < 0) return undefined;
    next = end + 1;
  }
  if ((flags & FLAG_CHECK) !== 0) next += 2;
  return next < bytes.length ? next : undefined;
}

function tooLarge(maxBytes: number): Decoded {
  return { kind: 'failed', reason: 'too-large', detail: `the answer unpacks to more than ${maxBytes} bytes` };
}

/** The code of an error that the bytes caused; any other is thrown again. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
}
