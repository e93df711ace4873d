/** Walks once over the words of a text and notes every term it holds and every rule that could match it. */
import { capitalsOf } from './fold.ts';
import { addBits, addLink, clearHits, createHits, type Hits } from './hits.ts';
import type { Program, Rows } from './program.ts';
import { FIELDS, type MatchText } from './text.ts';
import { createTokenIndex, NO_CLASSES } from './token-index.ts';
import { tokenise } from './tokenise.ts';

export type Scanner = {
  readonly hits: Hits;
  /** Fills `hits`; returns how many of `candidates` could match. */
  readonly scan: (text: MatchText) => number;
  /** Rule numbers, each once, in no order. */
  readonly candidates: Int32Array;
};

/** Makes a scanner with its own working memory; one text at a time. */
export function createScanner(program: Program): Scanner {
  const { patterns, size } = program.vocabulary;
  const { steps, stepOfPattern, termsOfPattern, termsOfStep, rulesOfId, listsOfId } = program;
  const index = createTokenIndex(patterns);
  const hits = createHits(size + program.rules.length);
  const { tokens } = hits;
  const required = Int32Array.from(program.rules, (rule) => rule.required);
  const candidates = new Int32Array(required.length);
  const anyCapitals = patterns.some(({ capitals }) => capitals !== undefined);
  const fields = [...FIELDS.entries()].filter(([number]) => (program.fields & (1 << number)) !== 0);
  let found = 0;

  function scan(text: MatchText): number {
    clearHits(hits);
    found = 0;
    tokens.count = 0;
    for (const [number, field] of fields) tokenise(text[field], number, tokens);
    const classes = index.resolve(tokens);
    const lists = index.lists();
    for (let token = 0; token < tokens.count; token += 1) {
      const list = classes[token] ?? NO_CLASSES;
      if (list === NO_CLASSES) continue;
      for (let at = list; (lists[at] ?? -1) >= 0; at += 1) {
        const pattern = lists[at] ?? 0;
        if (anyCapitals && !hasCapitals(pattern, token, text)) continue;
        hit(termsOfPattern, pattern, token, token);
        const step = stepOfPattern[pattern] ?? -1;
        if (step !== -1) follow(step, token, token + 1, text, classes, lists);
      }
    }
    return found;
  }

  /** Whether the word stands in the capitals that the pattern asks for. */
  function hasCapitals(pattern: number, token: number, text: MatchText): boolean {
    const capitals = patterns[pattern]?.capitals;
    if (capitals === undefined) return true;
    const field = FIELDS[tokens.field[token] ?? 0] ?? 'title';
    return capitalsOf(text[field], tokens.start[token] ?? 0, tokens.end[token] ?? 0) === capitals;
  }

  /** Goes on with phrases whose words so far end before `token`. */
  function follow(
    step: number,
    first: number,
    token: number,
    text: MatchText,
    classes: Int32Array,
    lists: Int32Array,
  ): void {
    if (token >= tokens.count || tokens.position[token] !== (tokens.position[token - 1] ?? 0) + 1) return;
    const list = classes[token] ?? NO_CLASSES;
    if (list === NO_CLASSES) return;
    for (let at = list; (lists[at] ?? -1) >= 0; at += 1) {
      const pattern = lists[at] ?? 0;
      const next = steps.next(step, pattern);
      if (next === -1 || !hasCapitals(pattern, token, text)) continue;
      hit(termsOfStep, next, first, token);
      follow(next, first, token + 1, text, classes, lists);
    }
  }

  function hit({ from, values }: Rows, row: number, first: number, last: number): void {
    const bit = 1 << (tokens.field[first] ?? 0);
    const end = from[row + 1] ?? 0;
    for (let at = from[row] ?? 0; at < end; at += 2) {
      if (((values[at + 1] ?? 0) & bit) === 0) continue;
      const term = values[at] ?? 0;
      if (addLink(hits, term, first, last)) touch(term);
    }
  }

  /** Tells rules and lists that one of their terms or lists is in the text. */
  function touch(id: number): void {
    for (let at = rulesOfId.from[id] ?? 0; at < (rulesOfId.from[id + 1] ?? 0); at += 2) {
      const rule = rulesOfId.values[at] ?? 0;
      addLink(hits, size + rule, id, id);
      const bits = rulesOfId.values[at + 1] ?? 0;
      const before = addBits(hits, size + rule, bits);
      const after = before | bits;
      if (after !== before && after === required[rule]) {
        candidates[found] = rule;
        found += 1;
      }
    }
    for (let at = listsOfId.from[id] ?? 0; at < (listsOfId.from[id + 1] ?? 0); at += 1) {
      const list = listsOfId.values[at] ?? 0;
      if (addLink(hits, list, id, id)) touch(list);
    }
  }

  return { hits, scan, candidates };
}
