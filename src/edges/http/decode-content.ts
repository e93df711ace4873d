/** Undoes Content-Encoding, never into more than a given size. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

export const ACCEPT_ENCODING = 'gzip, br, deflate';

/** Nobody honest compresses twice; three layers are patience enough. */
const MOST_LAYERS = 3;

export type Decoded =
  | { readonly kind: 'decoded'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: 'too-large' | 'bad-encoding'; readonly detail: string };

/**
 * Decodes a body (RFC 9110 §8.4). Decompression stops at `maxBytes` of output, so that a bomb costs no more than a
 * document of that size. Bytes that are not in the encoding they claim are passed on as they are where they show no
 * trace of it: servers forget to compress more often than to say so.
 */
export function decodeContent(
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Decoded {
  const layers = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((layer) => layer.trim())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (layers.length > MOST_LAYERS)
    return {
      kind: 'failed',
      reason: 'bad-encoding',
      detail: `the answer is encoded ${layers.length} times over`,
    };
  let bytes = body;
  for (const layer of layers.toReversed()) {
    const decoded = decodeLayer(bytes, layer, maxBytes);
    if (decoded.kind === 'failed') return decoded;
    bytes = decoded.bytes;
  }
  return { kind: 'decoded', bytes };
}

function decodeLayer(bytes: Uint8Array, encoding: string, maxOutputLength: number): Decoded {
  try {
    switch (encoding) {
      case 'gzip':
      case 'x-gzip':
        if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return { kind: 'decoded', bytes };
        return { kind: 'decoded', bytes: gunzipSync(bytes, { maxOutputLength }) };
      case 'br':
        return { kind: 'decoded', bytes: brotliDecompressSync(bytes, { maxOutputLength }) };
      case 'deflate':
        // RFC 9110 §8.4.1.2 means zlib; some servers send the bare stream. A zlib header is divisible by 31.
        return isZlib(bytes)
          ? { kind: 'decoded', bytes: inflateSync(bytes, { maxOutputLength }) }
          : { kind: 'decoded', bytes: inflateRawSync(bytes, { maxOutputLength }) };
      default:
        return {
          kind: 'failed',
          reason: 'bad-encoding',
          detail: `the answer is encoded as ${JSON.stringify(encoding.slice(0, 40))}, which was not asked for`,
        };
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return {
        kind: 'failed',
        reason: 'too-large',
        detail: `the answer unpacks to more than ${maxOutputLength} bytes`,
      };
    if (code === undefined) throw error;
    return {
      kind: 'failed',
      reason: 'bad-encoding',
      detail: `the answer is not valid ${encoding} (${code})`,
    };
  }
}

function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}
