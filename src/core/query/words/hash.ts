/** The rolling hash of folded letters (FNV-1a over UTF-16 units): the hash of a prefix is a step on the way to the whole. */

export const SEED = 0x811c9dc5 | 0;

/** The hash after one more letter. */
export function nextHash(hash: number, letter: number): number {
  return Math.imul(hash ^ letter, 0x01000193);
}

/** The hash of `letters[from, to)`. */
export function hashOf(letters: Uint16Array, from: number, to: number): number {
  let hash = SEED;
  for (let index = from; index < to; index += 1) hash = nextHash(hash, letters[index] ?? 0);
  return hash;
}
