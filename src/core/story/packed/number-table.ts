/** A map from large numbers to small ones: a third of the memory of the language's own, of which three have an entry for each report in mind. */

export type NumberTable = {
  /** Undefined where the key has no value. */
  readonly get: (key: number) => number | undefined;
  /** A key is any number but NaN; a value a whole one from 0, of 31 bits. */
  readonly set: (key: number, value: number) => void;
  readonly delete: (key: number) => void;
};

const SMALLEST = 64;
/** A table that is fuller than this is slow to ask. */
const FULLEST = 0.6;
const SPREAD = 0x9e3779b1;

/** Empty. Open addressing with linear probing; what is deleted leaves no gap, as those behind it move up (Knuth, TAOCP vol. 3, §6.4, algorithm R). */
export function createNumberTable(): NumberTable {
  let keys = new Float64Array(SMALLEST);
  // The value plus one; 0 where there is none.
  let values = new Int32Array(SMALLEST);
  let count = 0;

  const homeOf = (key: number): number =>
    Math.imul(((key % 2 ** 32) | 0) ^ Math.floor(key / 2 ** 32), SPREAD) >>> Math.clz32(keys.length - 1);
  /** Where a key stands, or where it would. */
  const placeOf = (key: number): number => {
    const last = keys.length - 1;
    let at = homeOf(key);
    while (values[at] !== 0 && keys[at] !== key) at = (at + 1) & last;
    return at;
  };
  const enlarge = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    [keys, values] = [new Float64Array(oldKeys.length * 2), new Int32Array(oldKeys.length * 2)];
    oldValues.forEach((value, old) => {
      if (value === 0) return;
      const key = oldKeys[old] ?? 0;
      const at = placeOf(key);
      keys[at] = key;
      values[at] = value;
    });
  };

  return {
    get: (key) => {
      const value = values[placeOf(key)] ?? 0;
      return value === 0 ? undefined : value - 1;
    },
    set: (key, value) => {
      if (count >= keys.length * FULLEST) enlarge();
      const at = placeOf(key);
      if (values[at] === 0) count += 1;
      keys[at] = key;
      values[at] = value + 1;
    },
    delete: (key) => {
      const last = keys.length - 1;
      let gap = placeOf(key);
      if (values[gap] === 0) return;
      count -= 1;
      for (let at = (gap + 1) & last; values[at] !== 0; at = (at + 1) & last) {
        // Whoever is at home between the gap and its place is found from there as before.
        const away = (at - homeOf(keys[at] ?? 0)) & last;
        if (away < ((at - gap) & last)) continue;
        keys[gap] = keys[at] ?? 0;
        values[gap] = values[at] ?? 0;
        gap = at;
      }
      values[gap] = 0;
    },
  };
}
