/** Makes foreign text safe to show: one line, without the characters that hide, reorder or break what a reader sees. */
import { isolatesIn } from './isolate.ts';
import type { MarkedText } from './marked-text.ts';

/** Zero-width joiners are part of the spelling in these scripts and of composed emoji; elsewhere they only hide things. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;
const JOINER = /^[\u200C\u200D]$/;
/** Controls, format characters (bidi, zero-width, tags, soft hyphen), lone surrogates, private use, blank fillers, and what is set aside for more of them. */
const INVISIBLE =
  /^(?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u115F\u1160\u2800\u3164\uFFA0\uFFFC]|\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\u2065\uFFF0-\uFFF8]|[\u{E0000}-\u{E0FFF}])$/u;
/** The byte order mark counts as white space in a regex but takes no room. */
const SPACE = /^(?!\uFEFF)[\s\u0085]$/u;
const MARK = /^\p{M}$/u;
/** More stacked marks than any spelling needs climb over the lines above and below. */
const MAX_STACKED_MARKS = 6;
const NONE: ReadonlySet<number> = new Set();

/**
 * One line of visible text: white space collapsed and trimmed; control, bidirectional, zero-width and private
 * characters and lone surrogates removed; towers of combining marks cut. Letters of every script, emoji and their
 * joiners stay.
 */
export function cleanText(text: string): string {
  return cleanMarked({ text, marks: [] }).text;
}

/** `cleanText` of a line that was put together here: the isolates around what runs from right to left stay. */
export function cleanLine(line: string): string {
  return cleanMarkedLine({ text: line, marks: [] }).text;
}

/** `cleanMarked` of a line that was put together here; see `cleanLine`. */
export function cleanMarkedLine(line: MarkedText): MarkedText {
  return cleaned(line, isolatesIn(line.text));
}

/**
 * `cleanText` with the marks moved along. Marks that are empty, out of order, overlapping or out of range afterwards
 * are mended or left out, so that a renderer may trust what it gets.
 */
export function cleanMarked(marked: MarkedText): MarkedText {
  return cleaned(marked, NONE);
}

/** @param isolates Offsets of the isolates' beginnings and ends that stay. */
function cleaned({ text, marks }: MarkedText, isolates: ReadonlySet<number>): MarkedText {
  const moved = new Uint32Array(text.length + 1);
  let out = '';
  let stacked = 0;
  let spaceDue = false;
  let before = '';
  let offset = 0;
  for (const char of text) {
    const start = out.length + (spaceDue ? 1 : 0);
    if (SPACE.test(char)) {
      spaceDue = out !== '';
    } else if (isolates.has(offset)) {
      out += spaceDue ? ` ${char}` : char;
      spaceDue = false;
    } else if (isShown(char, before, text, offset)) {
      stacked = MARK.test(char) ? stacked + 1 : 0;
      if (stacked <= MAX_STACKED_MARKS) {
        out += spaceDue ? ` ${char}` : char;
        spaceDue = false;
        before = char;
      }
    }
    for (let unit = 0; unit < char.length; unit += 1) moved[offset + unit] = start;
    offset += char.length;
  }
  moved[text.length] = out.length;
  return { text: out, marks: restoreMarks(out, marks, (at) => moved[clamp(at, text.length)] ?? out.length) };
}

function isShown(char: string, before: string, text: string, offset: number): boolean {
  if (JOINER.test(char)) {
    const after = String.fromCodePoint(text.codePointAt(offset + 1) ?? 0x20);
    return JOINING.test(before) && JOINING.test(after);
  }
  return !INVISIBLE.test(char);
}

function clamp(at: number, length: number): number {
  return Number.isFinite(at) ? Math.max(0, Math.min(length, Math.trunc(at))) : length;
}

function restoreMarks(
  text: string,
  marks: MarkedText['marks'],
  moved: (at: number) => number,
): MarkedText['marks'] {
  const repaired: { start: number; end: number }[] = [];
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const previous = repaired.at(-1);
    let start = Math.max(moved(mark.start), previous?.end ?? 0);
    let end = Math.min(moved(mark.end), text.length);
    while (start < end && text[start] === ' ') start += 1;
    while (end > start && text[end - 1] === ' ') end -= 1;
    if (start < end) repaired.push({ start, end });
  }
  return repaired;
}
