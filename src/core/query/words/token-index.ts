/** Says which word patterns each word of a text meets; every distinct word is worked out once and remembered. */
import type { WordPattern } from '../language/ast.ts';
import { sameLetters, spread } from './spelling-table.ts';
import type { Tokens } from './tokens.ts';
import {
  appendClasses,
  type ClassLists,
  createPatternTable,
  END,
  type PatternTable,
} from './word-classes.ts';
import { createWordFilter, mayMeet, type WordFilter } from './word-filter.ts';

/** Bounds of the memory, which grows up to them; a full memory is emptied. */
const FIRST_SLOTS = 1 << 10;
const MOST_SLOTS = 1 << 17;
const FULLEST = 0.7;
/** Letters that a slot has room for on average. */
const LETTERS_PER_SLOT = 8;
const LONGEST_REMEMBERED = 64;
const MOST_PROBES = 12;

/** Numbers a slot: hash, place of the letters, how many, place of the class list (0 is a free slot). */
const SLOT = 4;
const FREE = 0;

/** The place of the empty list, of words that meet no pattern. */
export const NO_CLASSES = 1;
const FIRST_LIST = 2;

export type TokenIndex = {
  readonly patterns: PatternTable;
  readonly filter: WordFilter;
  slots: number;
  memory: Int32Array;
  remembered: number;
  letters: Uint16Array;
  lettersUsed: number;
  readonly lists: ClassLists;
  /** For each word of the text, where its list begins in `lists.values`. */
  classes: Int32Array;
};

/** Builds the index; pattern numbers are the places in the list given. */
export function createTokenIndex(patterns: readonly WordPattern[]): TokenIndex {
  return {
    patterns: createPatternTable(patterns),
    filter: createWordFilter(patterns),
    slots: FIRST_SLOTS,
    memory: new Int32Array(FIRST_SLOTS * SLOT),
    remembered: 0,
    letters: new Uint16Array(FIRST_SLOTS * LETTERS_PER_SLOT),
    lettersUsed: 0,
    lists: { values: new Int32Array(1024).fill(END), used: FIRST_LIST },
    classes: new Int32Array(512),
  };
}

/** Fills `index.classes` for the words of a text. */
export function resolveClasses(index: TokenIndex, tokens: Tokens): void {
  const { count, hash: hashes, at, letters: words } = tokens;
  const { filter } = index;
  if (index.classes.length < count) index.classes = new Int32Array(count * 2);
  if (isFull(index)) forget(index);
  const { classes } = index;
  for (let token = 0; token < count; token += 1) {
    const hash = hashes[token] ?? 0;
    const from = at[token] ?? 0;
    const to = at[token + 1] ?? 0;
    const passes = !filter.useful || mayMeet(filter, hash, words, from, to);
    classes[token] = passes ? recall(index, words, from, to, hash) : NO_CLASSES;
  }
}

function isFull({ remembered, slots, letters, lettersUsed, lists }: TokenIndex): boolean {
  const full = remembered > slots * FULLEST || lettersUsed > letters.length - LONGEST_REMEMBERED;
  return full || lists.used > slots * SLOT;
}

function forget(index: TokenIndex): void {
  if (index.slots < MOST_SLOTS) {
    index.slots = Math.min(index.slots * 4, MOST_SLOTS);
    index.memory = new Int32Array(index.slots * SLOT);
    index.letters = new Uint16Array(index.slots * LETTERS_PER_SLOT);
  } else index.memory.fill(FREE);
  index.remembered = 0;
  index.lettersUsed = 0;
  index.lists.used = FIRST_LIST;
}

/** The class list of a word, from memory or worked out and, where there is room, remembered. */
function recall(index: TokenIndex, words: Uint16Array, from: number, to: number, hash: number): number {
  const { memory, letters } = index;
  const mask = index.slots - 1;
  let number = spread(hash) & mask;
  for (let probes = 0; probes < MOST_PROBES; probes += 1) {
    const slot = number * SLOT;
    const list = memory[slot + 3] ?? FREE;
    if (list === FREE) {
      const worked = workOut(index, words, from, to, hash);
      const roomy = to - from <= LONGEST_REMEMBERED && index.lettersUsed + to - from <= letters.length;
      if (roomy) remember(index, slot, hash, words, from, to, worked);
      return worked;
    }
    const alike = memory[slot] === hash && memory[slot + 2] === to - from;
    if (alike && sameLetters(letters, memory[slot + 1] ?? 0, words, from, to - from)) return list;
    number = (number + 1) & mask;
  }
  return workOut(index, words, from, to, hash);
}

function workOut(
  { patterns, lists }: TokenIndex,
  words: Uint16Array,
  from: number,
  to: number,
  hash: number,
): number {
  const begin = lists.used;
  appendClasses(patterns, words, from, to, hash, lists);
  if (lists.used === begin) return NO_CLASSES;
  lists.values[lists.used] = END;
  lists.used += 1;
  return begin;
}

function remember(
  index: TokenIndex,
  slot: number,
  hash: number,
  words: Uint16Array,
  from: number,
  to: number,
  list: number,
): void {
  const { memory, letters } = index;
  memory[slot] = hash;
  memory[slot + 1] = index.lettersUsed;
  memory[slot + 2] = to - from;
  memory[slot + 3] = list;
  for (let at = from; at < to; at += 1) {
    letters[index.lettersUsed] = words[at] ?? 0;
    index.lettersUsed += 1;
  }
  index.remembered += 1;
}
