/** The words of an entry as parallel arrays, filled anew for every entry so that matching allocates nothing. */
import { FIELDS } from './text.ts';

export type Tokens = {
  count: number;
  /** The UTF-16 units of the text that was split last, and two spaces after them. */
  units: Uint16Array;
  /** The same memory as bytes. */
  bytes: Buffer;
  /** Folded letters of all words, one word after another. */
  letters: Uint16Array;
  /** Where word i begins in `letters`; it ends where word i + 1 begins. */
  at: Int32Array;
  hash: Int32Array;
  /** UTF-16 offsets into the original text of the word's field; end exclusive. */
  start: Int32Array;
  end: Int32Array;
  /** Counts words, with a jump of `GAP` at the end of a sentence and of a field. */
  position: Int32Array;
  /** Index into `FIELDS`. */
  field: Uint8Array;
};

/** Positions between two sentences or fields: more than NEAR and BEFORE can reach. */
export const GAP = 128;

/** The largest n of NEAR/n and BEFORE/n. */
export const FARTHEST = 99;

const SPACE = 0x20;

/** Letters that one UTF-16 unit folds to at most. */
const MOST_LETTERS = 4;

export function createTokens(): Tokens {
  const capacity = 512;
  const units = new Uint16Array(capacity);
  return {
    count: 0,
    units,
    bytes: Buffer.from(units.buffer),
    letters: new Uint16Array(capacity * MOST_LETTERS),
    at: new Int32Array(capacity + 1),
    hash: new Int32Array(capacity),
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    position: new Int32Array(capacity),
    field: new Uint8Array(capacity),
  };
}

function grown<A extends Int32Array | Uint16Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/**
 * Copies a text into `tokens.units` and makes room for its words. Typed arrays read at one speed; strings do not: the
 * first that was put together by adding or slicing slows `charCodeAt` for all that follow (measured: by half).
 */
export function takeText(tokens: Tokens, text: string): void {
  const { length } = text;
  if (length + 2 > tokens.units.length) {
    tokens.units = new Uint16Array((length + 2) * 2);
    tokens.bytes = Buffer.from(tokens.units.buffer);
  }
  tokens.bytes.write(text, 'utf16le');
  tokens.units[length] = SPACE;
  tokens.units[length + 1] = SPACE;
  reserve(tokens, length);
}

function reserve(tokens: Tokens, units: number): void {
  const words = tokens.count + units + 1;
  if (words > tokens.hash.length) {
    const capacity = words * 2;
    tokens.at = grown(tokens.at, new Int32Array(capacity + 1));
    tokens.hash = grown(tokens.hash, new Int32Array(capacity));
    tokens.start = grown(tokens.start, new Int32Array(capacity));
    tokens.end = grown(tokens.end, new Int32Array(capacity));
    tokens.position = grown(tokens.position, new Int32Array(capacity));
    tokens.field = grown(tokens.field, new Uint8Array(capacity));
  }
  const letters = (tokens.at[tokens.count] ?? 0) + (units + 1) * MOST_LETTERS;
  if (letters > tokens.letters.length) tokens.letters = grown(tokens.letters, new Uint16Array(letters * 2));
}

/** The folded spelling of word `index`. */
export function lettersOf(tokens: Tokens, index: number): string {
  let spelling = '';
  const end = tokens.at[index + 1] ?? 0;
  for (let at = tokens.at[index] ?? 0; at < end; at += 1) {
    spelling += String.fromCharCode(tokens.letters[at] ?? 0);
  }
  return spelling;
}

/** The name of the field that word `index` stands in. */
export function fieldOf(tokens: Tokens, index: number): (typeof FIELDS)[number] {
  return FIELDS[tokens.field[index] ?? 0] ?? 'title';
}
