/** Names of encodings: which of them this program can decode. */
import iconv from 'iconv-lite';

/**
 * The encoding's name in lower case if it can be decoded here, else undefined. Browsers' rule: who says Latin-1 or ASCII
 * writes windows-1252 (WHATWG Encoding §4.2).
 */
export function knownEncoding(name: string | undefined): string | undefined {
  const label = name?.trim().toLowerCase();
  if (label === 'iso-8859-1' || label === 'latin1' || label === 'us-ascii' || label === 'ascii')
    return 'windows-1252';
  return label !== undefined && (isOfText(label) || platformDecoder(label) !== undefined) ? label : undefined;
}

/** The text of bytes in an encoding that is known. */
export function decodeWith(bytes: Uint8Array, encoding: string): string {
  if (isOfText(encoding)) return iconv.decode(bytes, encoding);
  return (platformDecoder(encoding) ?? new TextDecoder()).decode(bytes);
}

/** iconv-lite also has Node's own writings of bytes, which are not of text. */
const WRITINGS_OF_BYTES = new Set(['base64', 'base64url', 'hex', 'binary', 'internal']);

const isOfText = (label: string): boolean => !WRITINGS_OF_BYTES.has(label) && iconv.encodingExists(label);

/** The platform knows a few encodings that iconv-lite does not, such as ISO-2022-JP. */
function platformDecoder(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
