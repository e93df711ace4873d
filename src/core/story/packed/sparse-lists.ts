/** Lists of numbers of which each index has only a few thousand, among hundreds of thousands that may be named. */
import { createPackedLists, type PackedLists } from './packed-lists.ts';

export type SparseLists = Omit<PackedLists, 'remove'>;

/** A table that is fuller than this is slow to ask. */
const FULLEST = 0.6;
const SMALLEST = 64;
const SPREAD = 0x9e3779b1;
/** No number of a list, nor the complement of a number in one. */
const NONE = 2 ** 31;

/**
 * No lists at first; every whole number from 0 may name one. A list costs what it holds and some thirty bytes, and a number
 * that names none costs nothing: half days have each their own words, and share a vocabulary. Half of the words of a half day
 * are met once, so the only number of a list stands in the table itself.
 */
export function createSparseLists(): SparseLists {
  const lists = createPackedLists();
  // Open addressing: the name of a list plus one, 0 where there is none, and beside it the list's own number, or the
  // complement of the only number that is in it.
  let names = new Int32Array(SMALLEST);
  let numbers = new Int32Array(SMALLEST);
  let count = 0;
  let longer = 0;

  /** Where a name stands, or where it would. */
  const placeOf = (name: number): number => {
    const last = names.length - 1;
    let at = Math.imul(name, SPREAD) >>> Math.clz32(last);
    while (names[at] !== 0 && names[at] !== name + 1) at = (at + 1) & last;
    return at;
  };
  const enlarge = (): void => {
    const [oldNames, oldNumbers] = [names, numbers];
    [names, numbers] = [new Int32Array(oldNames.length * 2), new Int32Array(oldNames.length * 2)];
    oldNames.forEach((name, old) => {
      if (name === 0) return;
      const at = placeOf(name - 1);
      names[at] = name;
      numbers[at] = oldNumbers[old] ?? 0;
    });
  };
  /** The list's own number, the complement of its only one, or `NONE`. */
  const found = (name: number): number => {
    const at = placeOf(name);
    return names[at] === 0 ? NONE : (numbers[at] ?? NONE);
  };

  return {
    push: (name, value) => {
      let at = placeOf(name);
      if (names[at] === 0) {
        if (count >= names.length * FULLEST) {
          enlarge();
          at = placeOf(name);
        }
        names[at] = name + 1;
        numbers[at] = ~value;
        count += 1;
        return;
      }
      const known = numbers[at] ?? 0;
      if (known < 0) {
        numbers[at] = longer;
        lists.push(longer, ~known);
        longer += 1;
      }
      lists.push(numbers[at] ?? 0, value);
    },
    lengthOf: (name) => {
      const known = found(name);
      if (known === NONE) return 0;
      return known < 0 ? 1 : lists.lengthOf(known);
    },
    each: (name, visit) => {
      const known = found(name);
      if (known === NONE) return;
      if (known < 0) visit(~known);
      else lists.each(known, visit);
    },
    copy: (name, into) => {
      const known = found(name);
      if (known === NONE) return 0;
      if (known >= 0) return lists.copy(known, into);
      into[0] = ~known;
      return 1;
    },
  };
}
