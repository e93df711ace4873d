/** Finds where a character of a YAML scalar's value stands in the file, whatever the scalar's style. */
import type { Scalar } from 'yaml';

/** A character of the value as the file spells it, and where. */
type Token = {
  readonly char: string;
  readonly at: number;
  /** Written as an escape, so never folded away. */
  readonly escaped?: true;
};

/**
 * Offset in the file of the value's character `offset`. Exact for plain, quoted and literal (`|`) scalars; in folded
 * ones (`>`) exact for every character that is not itself a fold. An offset at or after the end of the value gives
 * the place just after its last character.
 */
export function offsetInFile(text: string, scalar: Scalar, offset: number): number {
  const [start, end] = scalar.range ?? [0, 0];
  const value = typeof scalar.value === 'string' ? scalar.value : text.slice(start, end);
  const tokens = tokensOf(text, scalar, value);
  let next = 0;
  let last = start;
  for (let index = 0; index < value.length; index += 1) {
    const found = align(tokens, next, value.charAt(index));
    if (found === undefined) return Math.min(start + offset, end);
    const token = tokens[found];
    if (token === undefined) break;
    if (index === offset) return token.at;
    last = token.at + 1;
    next = found + 1;
  }
  return last;
}

/** The next token that stands for `char`; line breaks that folding dropped are passed over. */
function align(tokens: readonly Token[], from: number, char: string): number | undefined {
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.char === char || (token?.char === '\n' && char === ' ' && !token.escaped)) return index;
    if (token?.escaped || !/\s/.test(token?.char ?? '')) return undefined;
  }
  return undefined;
}

function tokensOf(text: string, scalar: Scalar, value: string): readonly Token[] {
  const [start, end] = scalar.range ?? [0, 0];
  const { type } = scalar;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return blockTokens(text, start, end, value);
  if (type === 'QUOTE_DOUBLE') return foldLines(escapedTokens(text, start + 1, end - 1));
  if (type === 'QUOTE_SINGLE') return foldLines(plainTokens(text, start + 1, end - 1, "''"));
  return foldLines(plainTokens(text, start, end));
}

/** Lines below the header, without the indentation that YAML 1.2.2 §8.1.1.1 takes away. */
function blockTokens(text: string, start: number, end: number, value: string): readonly Token[] {
  const lines: { readonly at: number; readonly line: string }[] = [];
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at < end;) {
    const stop = text.indexOf('\n', at);
    const next = stop === -1 || stop >= end ? end : stop + 1;
    lines.push({ at, line: text.slice(at, next).replace(/\r?\n$/, '') });
    at = next;
  }
  const written = lines.find(({ line }) => line.trim() !== '')?.line ?? '';
  const meant = value.split('\n').find((line) => line.trim() !== '') ?? '';
  const indent = leading(written) - leading(meant);
  return lines.flatMap(({ at, line }) => [
    ...Array.from({ length: Math.max(0, line.length - indent) }, (_, column) => ({
      char: line.charAt(indent + column),
      at: at + indent + column,
    })),
    { char: '\n', at: at + line.length },
  ]);
}

function leading(line: string): number {
  return line.length - line.trimStart().length;
}

function plainTokens(text: string, start: number, end: number, doubled?: string): Token[] {
  const tokens: Token[] = [];
  for (let at = start; at < end; at += 1) {
    tokens.push({ char: text.charAt(at), at });
    if (doubled !== undefined && text.startsWith(doubled, at)) at += 1;
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Characters of a double-quoted scalar, escapes of YAML 1.2.2 §5.7 decoded. */
function escapedTokens(text: string, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  for (let at = start; at < end; at += 1) {
    const char = text.charAt(at);
    const code = text.charAt(at + 1);
    if (char !== '\\') {
      tokens.push({ char, at });
    } else if (HEX_DIGITS[code] !== undefined) {
      const digits = HEX_DIGITS[code];
      const point = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
      for (const unit of String.fromCodePoint(point).split(''))
        tokens.push({ char: unit, at, escaped: true });
      at += 1 + digits;
    } else if (code === '\n' || code === '\r') {
      at += code === '\r' ? 2 : 1;
      while (text.charAt(at + 1) === ' ' || text.charAt(at + 1) === '\t') at += 1;
    } else {
      tokens.push({ char: ESCAPES[code] ?? code, at, escaped: true });
      at += 1;
    }
  }
  return tokens;
}

/** Drops the white space around line breaks, as flow folding does (YAML 1.2.2 §7.3). */
function foldLines(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  let breaking = false;
  for (const token of tokens) {
    const blank = isBlank(token);
    if (token.char === '\n' && !token.escaped) {
      while (isBlank(kept.at(-1))) kept.pop();
      breaking = true;
      kept.push(token);
    } else if (!(blank && breaking)) {
      breaking = false;
      kept.push(token);
    }
  }
  return kept;
}

function isBlank(token: Token | undefined): boolean {
  return token !== undefined && !token.escaped && /^[ \t\r]$/.test(token.char);
}
