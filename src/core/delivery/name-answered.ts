/** Names what an answer answers, for receivers that cannot show it beside that. */
import type { AnswerNotification } from './notification.ts';
import { shorten } from './shorten.ts';

/** The same answer with one more line: "About #12: headline · outlet", linked. */
export function nameAnswered(n: AnswerNotification): AnswerNotification {
  const { alertId, headline, outlet, link } = n.about;
  const text = `About #${alertId}: ${shorten(headline, 140)} · ${shorten(outlet, 60)}`;
  return { ...n, lines: [...n.lines, { text, marks: [], link }] };
}
