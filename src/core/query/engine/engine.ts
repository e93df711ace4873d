/** Matches texts against many queries at once: one walk over the words, then only the rules whose words occurred. */
import { holds } from './evaluate.ts';
import type { Lists } from '../../lists/list.ts';
import { createLinker, link, type Linker, type LinkError } from '../language/link.ts';
import type { Ast } from '../language/ast.ts';
import type { Node } from '../language/node.ts';
import { parseQuery } from '../language/parse.ts';
import { createProgram, type LinkedRule } from './program.ts';
import { FLAT, RECORD } from './record.ts';
import { createScanner, scan, type Scanner } from './scan.ts';
import { type Evidence, evidenceOf, flatSpansOf } from './spans.ts';
import type { MatchText } from '../words/text.ts';
import { createNumbering, type Numbering } from './numbering.ts';

const NOBODY: readonly string[] = [];

export type RuleSource = { readonly id: string; readonly query: string; readonly lists: Lists };

/** A rule that matched, with the stretches of text that made it match and the actors they name. */
export type RuleHit = Evidence & { readonly id: string };

export type RuleError = { readonly id: string; readonly query: string; readonly error: LinkError };

export type Engine = {
  /** The rules that match, in the order they were given. Not to be called while a call is under way. */
  readonly match: (text: MatchText) => readonly RuleHit[];
};

export type Compiled =
  | { readonly kind: 'ok'; readonly engine: Engine }
  | { readonly kind: 'errors'; readonly errors: readonly RuleError[] };

/** Compiles rules to an engine, or says everything that is wrong with their queries. */
export function compileRules(rules: readonly RuleSource[]): Compiled {
  const linked = linkRules(rules);
  return linked.kind === 'errors'
    ? linked
    : { kind: 'ok', engine: createEngine(linked.rules, linked.numbering) };
}

type LinkedRules =
  | { readonly kind: 'ok'; readonly rules: readonly LinkedRule[]; readonly numbering: Numbering }
  | { readonly kind: 'errors'; readonly errors: readonly RuleError[] };

/** Parses and links rules over one vocabulary. */
export function linkRules(rules: readonly RuleSource[]): LinkedRules {
  const numbering = createNumbering();
  const linker = createLinker(numbering);
  const errors: RuleError[] = [];
  const linked: LinkedRule[] = [];
  for (const { id, query, lists } of rules) {
    const result = readRule(linker, query, lists);
    if (result.kind === 'errors') errors.push(...result.errors.map((error) => ({ id, query, error })));
    else linked.push({ id, node: result.node });
  }
  if (errors.length > 0) return { kind: 'errors', errors };
  return { kind: 'ok', rules: linked, numbering: numbering.finish() };
}

type ReadRule =
  | { readonly kind: 'ok'; readonly ast: Ast; readonly node: Node }
  | { readonly kind: 'errors'; readonly errors: readonly LinkError[] };

/** Parses and links one query. */
export function readRule(linker: Linker, query: string, lists: Lists): ReadRule {
  const parsed = parseQuery(query);
  if (parsed.kind === 'errors') return parsed;
  const { node, errors } = link(linker, query, parsed.ast, lists);
  return errors.length > 0 ? { kind: 'errors', errors } : { kind: 'ok', ast: parsed.ast, node };
}

function createEngine(rules: readonly LinkedRule[], numbering: Numbering): Engine {
  return { match: matcherOf(createScanner(createProgram(rules, numbering))) };
}

/** Matches texts with a scanner, whose program's rules they are matched by. */
export function matcherOf(scanner: Scanner): Engine['match'] {
  return (text) => {
    scan(scanner, text);
    return scanner.found === 0 ? [] : matchesOf(scanner);
  };
}

/** The rules that match the text that was just scanned. */
function matchesOf({ program, hits, candidates, found }: Scanner): readonly RuleHit[] {
  const { rules, ids, records, size } = program;
  sortFirst(candidates, found);
  const matches: RuleHit[] = [];
  for (let at = 0; at < found; at += 1) {
    const number = candidates[at] ?? 0;
    const id = ids[number] ?? '';
    if (records[(size + number) * RECORD + FLAT] === 1) {
      matches.push({ id, spans: flatSpansOf(size + number, hits), actors: NOBODY });
      continue;
    }
    const rule = rules[number];
    if (rule === undefined || !(rule.plain || holds(rule.node, hits))) continue;
    const { spans, actors } = evidenceOf(rule.node, hits);
    matches.push({ id, spans, actors });
  }
  return matches;
}

/** More numbers than this are sorted faster by the platform, whose call alone takes as long as ordering these. */
const FEW = 32;

/** Brings the first `count` numbers into order. */
function sortFirst(numbers: Int32Array, count: number): void {
  if (count > FEW) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let at = 1; at < count; at += 1) {
    const number = numbers[at] ?? 0;
    let to = at;
    for (; to > 0 && (numbers[to - 1] ?? 0) > number; to -= 1) numbers[to] = numbers[to - 1] ?? 0;
    numbers[to] = number;
  }
}
