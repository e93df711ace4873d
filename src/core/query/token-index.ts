/** Says which word patterns each word of a text meets; every distinct word is worked out once and remembered. */
import type { WordMatch, WordPattern } from './ast.ts';
import { nextHash, SEED } from './hash.ts';
import { createSpellingTable, sameLetters, spread } from './spelling-table.ts';
import type { Tokens } from './tokens.ts';
import { createWordFilter } from './word-filter.ts';

const KINDS: readonly WordMatch[] = ['exact', 'prefix', 'suffix', 'infix'];
const EXACT = 0;
const PREFIX = 1;
const SUFFIX = 2;
const INFIX = 3;

/** Memory bounds; a full memory is emptied. */
const FIRST_SLOTS = 1 << 10;
const MOST_SLOTS = 1 << 16;
const LONGEST_REMEMBERED = 64;
const MOST_PROBES = 12;

/** The class lists of words that meet no pattern, and of slots not in use. */
export const NO_CLASSES = 1;
const FREE = 0;
const END = -1;

export type TokenIndex = {
  /** For each word of `tokens`, where its list of pattern numbers begins in `lists`; `NO_CLASSES` for none. */
  readonly resolve: (tokens: Tokens) => Int32Array;
  /** Lists of pattern numbers, each closed by -1. Valid until the next `resolve`. */
  readonly lists: () => Int32Array;
};

/** Builds the index; pattern numbers are the places in the list given. */
export function createTokenIndex(patterns: readonly WordPattern[]): TokenIndex {
  const spellings = [...new Set(patterns.map(({ letters }) => letters))];
  const numbers = new Map(spellings.map((spelling, number) => [spelling, number]));
  const table = createSpellingTable(spellings);
  /** First pattern of each spelling and kind, then the next ones of the same; -1 closes. */
  const heads = new Int32Array(spellings.length * KINDS.length).fill(END);
  const nexts = new Int32Array(patterns.length).fill(END);
  patterns.forEach(({ letters, match }, pattern) => {
    const head = (numbers.get(letters) ?? 0) * KINDS.length + KINDS.indexOf(match);
    nexts[pattern] = heads[head] ?? END;
    heads[head] = pattern;
  });
  const anyPrefix = patterns.some(({ match }) => match === 'prefix');
  const anyInner = patterns.some(({ match }) => match === 'suffix' || match === 'infix');

  const mayMeet = createWordFilter(patterns);

  let slots = FIRST_SLOTS;
  /** Four numbers a slot: hash, place of the letters, how many, class list. */
  let memory = new Int32Array(slots * 4);
  let remembered = 0;
  let letters = new Uint16Array(slots * 8);
  let lettersUsed = 0;
  let lists = new Int32Array(1024).fill(END);
  let listsUsed = 2;
  let classes = new Int32Array(512);

  function forget(): void {
    if (slots < MOST_SLOTS) {
      slots *= 4;
      memory = new Int32Array(slots * 4);
      letters = new Uint16Array(slots * 8);
    } else memory.fill(0);
    remembered = 0;
    lettersUsed = 0;
    listsUsed = 2;
  }

  function add(head: number): void {
    for (let pattern = heads[head] ?? END; pattern !== END; pattern = nexts[pattern] ?? END) {
      // Room for this pattern and the closing mark.
      if (listsUsed + 2 > lists.length) {
        const longer = new Int32Array(lists.length * 2);
        longer.set(lists);
        lists = longer;
      }
      lists[listsUsed] = pattern;
      listsUsed += 1;
    }
  }

  function listed(from: number, pattern: number): boolean {
    for (let index = from; index < listsUsed; index += 1) if (lists[index] === pattern) return true;
    return false;
  }

  function workOut(word: Uint16Array, from: number, to: number, hash: number): number {
    const begin = listsUsed;
    const whole = table.find(hash, word, from, to);
    if (whole !== -1) for (let kind = EXACT; kind <= INFIX; kind += 1) add(whole * 4 + kind);
    const lastStart = anyInner ? to : anyPrefix ? from + 1 : from;
    for (let start = from; start < lastStart; start += 1) {
      let part = SEED;
      const lastEnd = Math.min(to, start + table.longest);
      for (let end = start; end < lastEnd; end += 1) {
        part = nextHash(part, word[end] ?? 0);
        if (start === from && end + 1 === to) continue;
        const found = table.find(part, word, start, end + 1);
        if (found === -1) continue;
        if (start === from) add(found * 4 + PREFIX);
        if (end + 1 === to) add(found * 4 + SUFFIX);
        const infix = heads[found * 4 + INFIX] ?? END;
        if (infix !== END && !listed(begin, infix)) add(found * 4 + INFIX);
      }
    }
    if (listsUsed === begin) return NO_CLASSES;
    lists[listsUsed] = END;
    listsUsed += 1;
    return begin;
  }

  function remember(
    slot: number,
    hash: number,
    word: Uint16Array,
    from: number,
    to: number,
    list: number,
  ): void {
    memory[slot] = hash;
    memory[slot + 1] = lettersUsed;
    memory[slot + 2] = to - from;
    memory[slot + 3] = list;
    for (let index = from; index < to; index += 1) letters[lettersUsed++] = word[index] ?? 0;
    remembered += 1;
  }

  function resolve(tokens: Tokens): Int32Array {
    const { count, hash: hashes, at, letters: words } = tokens;
    if (classes.length < count) classes = new Int32Array(count * 2);
    if (remembered > slots * 0.5 || lettersUsed > letters.length * 0.75 || listsUsed > slots * 4) forget();
    const mask = slots - 1;
    for (let token = 0; token < count; token += 1) {
      const hash = hashes[token] ?? 0;
      const from = at[token] ?? 0;
      const to = at[token + 1] ?? 0;
      if (mayMeet !== undefined && !mayMeet(hash, words, from, to)) {
        classes[token] = NO_CLASSES;
        continue;
      }
      let list = FREE;
      let number = spread(hash) & mask;
      for (let probes = 0; probes < MOST_PROBES; probes += 1) {
        const slot = number << 2;
        list = memory[slot + 3] ?? FREE;
        if (list === FREE) {
          list = workOut(words, from, to, hash);
          const roomy = to - from <= LONGEST_REMEMBERED && lettersUsed + to - from <= letters.length;
          if (roomy) remember(slot, hash, words, from, to, list);
          break;
        }
        const same = memory[slot] === hash && memory[slot + 2] === to - from;
        if (same && sameLetters(letters, memory[slot + 1] ?? 0, words, from, to - from)) break;
        list = FREE;
        number = (number + 1) & mask;
      }
      classes[token] = list === FREE ? workOut(words, from, to, hash) : list;
    }
    return classes;
  }

  return { resolve, lists: () => lists };
}
