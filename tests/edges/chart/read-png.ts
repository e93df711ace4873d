/** Decodes the PNG files that charts are: eight bits, red green blue alpha, not interlaced (PNG third edition, 2025). */
import { crc32, inflateSync } from 'node:zlib';

export type Pixels = {
  readonly width: number;
  readonly height: number;
  /** `#rrggbbaa` */
  readonly at: (x: number, y: number) => string;
  /** How many pixels have a colour, `#rrggbb`, and are opaque. */
  readonly count: (colour: string) => number;
};

const SIGNATURE = '89504e470d0a1a0a';

/** Throws where the signature, a checksum or the amount of data is wrong. */
export function readPng(bytes: Uint8Array): Pixels {
  const file = Buffer.from(bytes);
  if (file.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('no PNG signature');
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const chunk = file.subarray(at + 4, at + 8 + length);
    if (crc32(chunk) !== file.readUInt32BE(at + 8 + length)) throw new Error('a wrong checksum');
    const type = chunk.subarray(0, 4).toString('latin1');
    if (type === 'IHDR') header = chunk.subarray(4);
    if (type === 'IDAT') data.push(chunk.subarray(4));
    at += 12 + length;
  }
  if (header?.subarray(8).toString('hex') !== '0806000000') throw new Error('not 8-bit RGBA');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const pixels = unfilter(inflateSync(Buffer.concat(data)), width, height);
  const hex = (index: number, bytes: number): string => pixels.toString('hex', index, index + bytes);
  return {
    width,
    height,
    at: (x, y) => `#${hex((y * width + x) * 4, 4)}`,
    count: (colour) => {
      let found = 0;
      const wanted = Buffer.from(`${colour.slice(1)}ff`, 'hex').readUInt32BE();
      for (let at = 0; at < pixels.length; at += 4) if (pixels.readUInt32BE(at) === wanted) found += 1;
      return found;
    },
  };
}

function unfilter(raw: Buffer, width: number, height: number): Buffer {
  const stride = width * 4;
  if (raw.length !== height * (stride + 1)) throw new Error('too little or too much data');
  const out = Buffer.alloc(height * stride);
  const byte = (row: number, column: number): number =>
    row < 0 || column < 0 ? 0 : (out[row * stride + column] ?? 0);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    for (let column = 0; column < stride; column += 1) {
      const left = byte(row, column - 4);
      const up = byte(row - 1, column);
      const corner = column < 4 ? 0 : byte(row - 1, column - 4);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[row * stride + column] = (raw[row * (stride + 1) + 1 + column] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
