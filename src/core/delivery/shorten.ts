/** Cuts text to a length between what a reader takes for characters, and says so with an ellipsis. */
import { closeOf } from './isolate.ts';
import type { MarkedText } from './marked-text.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The text itself if it has at most `max` UTF-16 units, else as many whole graphemes as fit before "…".
 * `max` is at least 1. An isolate that is cut is closed behind the ellipsis.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = beginning(text, max - 1);
  if (closeOf(kept) === '') return `${kept}…`;
  const shorter = beginning(text, max - 2);
  return `${shorter}…${closeOf(shorter)}`;
}

/** As many whole graphemes as fit. */
function beginning(text: string, max: number): string {
  let kept = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 64))) {
    if (index + segment.length > max) break;
    kept = index + segment.length;
  }
  return text.slice(0, kept).trimEnd();
}

/** `shorten` that keeps the marks inside what is left. */
export function shortenMarked(marked: MarkedText, max: number): MarkedText {
  const text = shorten(marked.text, max);
  if (text === marked.text) return marked;
  const end = text.lastIndexOf('…');
  const marks = marked.marks
    .filter((mark) => mark.start < end)
    .map((mark) => ({ start: mark.start, end: Math.min(mark.end, end) }));
  return { text, marks };
}

/** Cuts a marked text into stretches, marked and not, in order; joined they are the text again. */
export function stretches(
  marked: MarkedText,
): readonly { readonly text: string; readonly marked: boolean }[] {
  const parts: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const mark of marked.marks) {
    if (mark.start > at) parts.push({ text: marked.text.slice(at, mark.start), marked: false });
    parts.push({ text: marked.text.slice(mark.start, mark.end), marked: true });
    at = mark.end;
  }
  if (at < marked.text.length) parts.push({ text: marked.text.slice(at), marked: false });
  return parts;
}
