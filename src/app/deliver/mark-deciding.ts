/** Marks in the texts of an entry what decided by the queries in force. */
import type { MarkedText } from '../../core/delivery/marked-text.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { fewestSpans } from '../../core/query/explain/fewest-spans.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { Span } from '../../core/query/words/text.ts';
import type { StoredEntry } from '../../edges/store/entries.ts';
import { textOf } from '../ingest/text-of.ts';

/** Those of a signal's spans that decided. */
export type SpansThatDecided = (signal: Signal, entry: StoredEntry) => readonly Span[];

/** By the queries in force; what no longer matches by them keeps all of its spans. */
export function spansThatDecided(matcher: () => Pick<BriefMatcher, 'matches'>): SpansThatDecided {
  return ({ briefId, indicatorId, spans }, entry) =>
    fewestSpans((text) => matcher().matches(briefId, indicatorId, text), textOf(entry), spans);
}

/** A text of an entry with what its signals were decided by; all of their spans where nobody says which of them did. */
export function markDeciding(
  entry: StoredEntry,
  field: 'title' | 'summary',
  signals: readonly Signal[],
  decided: SpansThatDecided = ({ spans }) => spans,
): MarkedText {
  const spans = signals
    .filter((signal) => signal.entry === entry.seq)
    .flatMap((signal) => decided(signal, entry))
    .filter((span) => span.field === field)
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const marks: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = marks.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else marks.push({ ...span });
  }
  return { text: entry[field], marks };
}
