/** Many short lists of numbers that grow, packed into one array: a tenth of the memory of as many arrays. */

export type PackedLists = {
  /** Adds a number (a whole one, 32 bits) to the end of a list; a list begins with its first. */
  readonly push: (list: number, value: number) => void;
  /** Takes a number out of a list, once; nothing where it is not in it. What was its room is for other lists. */
  readonly remove: (list: number, value: number) => void;
  readonly lengthOf: (list: number) => number;
  /** Calls `visit` with each number of a list, in no particular order. */
  readonly each: (list: number, visit: (value: number) => void) => void;
  /** Writes the numbers of a list to the beginning of an array that has room for them, in no particular order; says how many. */
  readonly copy: (list: number, into: Int32Array) => number;
};

/** A list is a chain of chunks, the newest first: where the next one is, its room, how much of it is used, the numbers. */
const NEXT = 0;
const ROOM = 1;
const USED = 2;
const HEAD = 3;
const SMALLEST = 2;
const LARGEST = 64;

/** No lists at first; they are numbered from 0, and every number stands for one. */
export function createPackedLists(): PackedLists {
  let pool = new Int32Array(1_024);
  // No chunk is at 0, so that 0 says that there is none.
  let end = 1;
  let newest = new Int32Array(256);
  let lengths = new Int32Array(256);
  /** The first of the chunks of each room that no list has any more. */
  const free = new Int32Array(LARGEST + 1);

  const newChunk = (room: number): number => {
    pool = grown(pool, end + HEAD + room);
    const at = end;
    end += HEAD + room;
    return at;
  };
  const chunk = (next: number): number => {
    const room = next === 0 ? SMALLEST : Math.min(LARGEST, (pool[next + ROOM] ?? 0) * 2);
    const left = free[room] ?? 0;
    if (left !== 0) free[room] = pool[left + NEXT] ?? 0;
    const at = left === 0 ? newChunk(room) : left;
    pool[at + NEXT] = next;
    pool[at + ROOM] = room;
    pool[at + USED] = 0;
    return at;
  };
  /** Where a number stands in the pool; 0 where a list has it not. */
  const placeOf = (list: number, value: number): number => {
    for (let at = newest[list] ?? 0; at !== 0; at = pool[at + NEXT] ?? 0) {
      const last = at + HEAD + (pool[at + USED] ?? 0);
      for (let index = at + HEAD; index < last; index += 1) if (pool[index] === value) return index;
    }
    return 0;
  };

  return {
    push: (list, value) => {
      newest = grown(newest, list + 1);
      lengths = grown(lengths, list + 1);
      let at = newest[list] ?? 0;
      if (at === 0 || pool[at + USED] === pool[at + ROOM]) {
        at = chunk(at);
        newest[list] = at;
      }
      const used = pool[at + USED] ?? 0;
      pool[at + HEAD + used] = value;
      pool[at + USED] = used + 1;
      lengths[list] = (lengths[list] ?? 0) + 1;
    },
    remove: (list, value) => {
      const place = placeOf(list, value);
      if (place === 0) return;
      const at = newest[list] ?? 0;
      const used = (pool[at + USED] ?? 0) - 1;
      pool[place] = pool[at + HEAD + used] ?? 0;
      pool[at + USED] = used;
      lengths[list] = (lengths[list] ?? 0) - 1;
      if (used > 0) return;
      newest[list] = pool[at + NEXT] ?? 0;
      const room = pool[at + ROOM] ?? 0;
      pool[at + NEXT] = free[room] ?? 0;
      free[room] = at;
    },
    lengthOf: (list) => lengths[list] ?? 0,
    each: (list, visit) => {
      for (let at = newest[list] ?? 0; at !== 0; at = pool[at + NEXT] ?? 0) {
        const last = at + HEAD + (pool[at + USED] ?? 0);
        for (let index = at + HEAD; index < last; index += 1) visit(pool[index] ?? 0);
      }
    },
    copy: (list, into) => {
      let count = 0;
      for (let at = newest[list] ?? 0; at !== 0; at = pool[at + NEXT] ?? 0) {
        const last = at + HEAD + (pool[at + USED] ?? 0);
        for (let index = at + HEAD; index < last; index += 1) {
          into[count] = pool[index] ?? 0;
          count += 1;
        }
      }
      return count;
    },
  };
}

/** The array itself where it has room for so many numbers, or else a larger one with the same beginning. */
export function grown(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  if (size <= array.length) return array;
  const larger = new Int32Array(Math.max(size, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}
