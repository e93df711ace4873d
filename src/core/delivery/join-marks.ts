/** Makes the marks of a text fit to be drawn bold: neighbours are one stretch, and quotation marks stay whole. */
import type { MarkedText } from './marked-text.ts';

/** What may stand between two words of one stretch. A quotation mark may not: half of a pair would be bold. */
const BETWEEN = /^[\s\-\u2010\u2011\u2012\u2013'’]*$/u;
const PAIRS = [
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['‹', '›'],
  ['"', '"'],
] as const;

type Mark = MarkedText['marks'][number];

/** Marks stay in order and apart. */
export function joinMarks({ text, marks }: MarkedText): MarkedText {
  const joined: { start: number; end: number }[] = [];
  for (const mark of marks) {
    const { start, end } = withQuotes(text, mark);
    const last = joined.at(-1);
    if (last !== undefined && (start <= last.end || BETWEEN.test(text.slice(last.end, start))))
      last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return { text, marks: joined };
}

/** A mark that holds or touches one half of a pair of quotation marks takes in the other where that is at its edge. */
function withQuotes(text: string, { start, end }: Mark): Mark {
  const inner = text.slice(start, end);
  const [before, after] = [text[start - 1], text[end]];
  for (const [open, close] of PAIRS) {
    const [opens, closes] = [inner.includes(open), inner.includes(close)];
    if (before === open && after === close && !opens) return { start: start - 1, end: end + 1 };
    if (open === close) continue;
    if (opens && !closes && after === close) return { start, end: end + 1 };
    if (closes && !opens && before === open) return { start: start - 1, end };
  }
  return { start, end };
}
