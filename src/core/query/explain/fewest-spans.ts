/** The fewest stretches of a text for which a query holds: what is drawn bold, so that bold says what decided. */
import type { MatchText, Span } from '../words/text.ts';

/** The query is asked once a span, so that of a text with more, which nobody wrote for people, all stay. */
const MOST = 24;

/**
 * Those of the spans of a match that are needed: each is left out where the query holds without it, the last first, so
 * that of alternatives the first stays. All of them where `matches` does not hold for the text, as for an older query.
 */
export function fewestSpans(
  matches: (text: MatchText) => boolean,
  text: MatchText,
  spans: readonly Span[],
): readonly Span[] {
  if (spans.length < 2 || spans.length > MOST || !matches(text)) return spans;
  const needed: Span[] = [];
  let left = text;
  for (const span of spans.toReversed()) {
    const without = blanked(left, span);
    if (matches(without)) left = without;
    else needed.unshift(span);
  }
  return needed;
}

/** As many words as before, so that no distance changes, which no query asks for. */
function blanked(text: MatchText, { field, start, end }: Span): MatchText {
  const filler = text[field]
    .slice(start, end)
    .replaceAll(/[\p{L}\p{M}\p{N}]/gu, (letter) => 'q'.repeat(letter.length));
  return { ...text, [field]: text[field].slice(0, start) + filler + text[field].slice(end) };
}
