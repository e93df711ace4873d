/** The lines that notices about alerts are made of. */
import { foreignWords, reportInWords } from '../../core/delivery/foreign-words.ts';
import { foundInWords } from '../../core/delivery/found-in-words.ts';
import type { NoticeLine } from '../../core/delivery/notification.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';

/** An alert as a notice names it. */
type Named = {
  readonly alertId: number;
  readonly entry: number;
  readonly briefId: string;
  readonly indicatorId: string;
  readonly headline: string;
  readonly outlet: string;
  readonly link: string | undefined;
};

/** A heading fits on a phone's screen. */
const LONGEST = 300;

/** Makes the line of an alert. */
export type HeadlineLine = (alert: Named) => NoticeLine;

/**
 * How the headlines of these alerts are said: each with its alert's number and its outlet, linked, one in another
 * language than its brief's with the words by which it was found.
 */
export async function headlinesOf(
  db: Db,
  deps: { readonly briefs: readonly Brief[]; readonly wordsFound?: SayWordsFound | undefined },
  alerts: readonly Named[],
): Promise<HeadlineLine> {
  const { briefs, wordsFound } = deps;
  const seqs = wordsFound === undefined ? [] : [...new Set(alerts.map(({ entry }) => entry))];
  const entries = new Map((await selectEntries(db, { seqs })).map((entry) => [entry.seq, entry]));
  return (alert) => {
    const brief = briefs.find(({ id }) => id === alert.briefId);
    const entry = entries.get(alert.entry);
    const words = brief && entry && foundInWords(wordsFound?.(brief, alert, entry));
    return { ...plainLine(`#${alert.alertId} ${reportInWords(alert, words)}`), link: alert.link };
  };
}

/** A line as it is. */
export function plainLine(text: string): NoticeLine {
  return { text, marks: [] };
}

/** A line in bold. */
export function heading(words: string): NoticeLine {
  const text = foreignWords(words, LONGEST);
  return { text, marks: [{ start: 0, end: text.length }] };
}

/** A line that counts what was left out; none where nothing was. */
export function andMore(rest: number): readonly NoticeLine[] {
  return rest > 0 ? [plainLine(`and ${rest} more`)] : [];
}

/** "1 alert", "4 alerts". */
export function alerts(count: number): string {
  return count === 1 ? '1 alert' : `${count} alerts`;
}
