/** Puts together what is said beside a message: what it is now a sign of, what it completed, that it stays so. */
import type { AnswerNotification, NoticeLine } from '../../core/delivery/notification.ts';
import { foreignWords, reportInWords } from '../../core/delivery/foreign-words.ts';
import { foundInWords } from '../../core/delivery/found-in-words.ts';
import { highest } from '../../core/delivery/mention.ts';
import { StoredAnswer } from '../../core/delivery/stored-answer.ts';
import { selectAlerts, type StoredAlert } from '../../edges/store/alerts.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import { fromJson } from '../../edges/store/engine/json.ts';
import { alertsOfMessage, type StoredMessage } from '../../edges/store/outbox/messages.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { nameOfAlert } from '../../core/alert/alert-names.ts';
import { aboutMessage } from './event-reports.ts';
import type { RenderDeps } from './render-message.ts';

/** The first line is its title. `alerts` are those of the answer that may be told; throws where the message is gone. */
export async function renderAnswer(
  deps: RenderDeps,
  message: StoredMessage,
  said: { readonly notice: string; readonly alerts: readonly number[] },
): Promise<AnswerNotification> {
  const { lines, mention } = fromJson(StoredAnswer, said.notice);
  const about = await aboutMessage(deps, message.id);
  if (about === undefined) throw new Error(`message ${message.id} shows nothing that could be answered`);
  const all: NoticeLine[] = [];
  const told = await alertsNamed(deps.db, said.alerts);
  for (const alert of told) all.push(...(await alertLines(deps, alert)));
  const members = (await alertsOfMessage(deps.db, message.id)).map(({ alertId }) => alertId);
  const graded = told.length > 0 ? told : await alertsNamed(deps.db, members);
  all.push(...lines);
  const [first, ...rest] = all;
  // A title takes no link.
  const title = first?.text ?? '';
  const severity = highest(graded.map((alert) => alert.severity)) ?? 'medium';
  return { kind: 'answer', title, lines: first?.link === undefined ? rest : all, about, severity, mention };
}

async function alertsNamed(db: Db, ids: readonly number[]): Promise<readonly StoredAlert[]> {
  const found: StoredAlert[] = [];
  for (const id of ids) found.push(...(await selectAlerts(db, { id })));
  return found;
}

/** What an alert that joined a message adds to it; of a story the report it was read from, too. */
async function alertLines(deps: RenderDeps, alert: StoredAlert): Promise<readonly NoticeLine[]> {
  const name = nameOfAlert(deps.briefs(), alert);
  if (alert.kind !== 'story') return [plain(`${name}: ${alert.finding ?? ''}`)];
  const [entry] = await selectEntries(deps.db, { seqs: [alert.entry] });
  const brief = deps.briefs().find(({ id }) => id === alert.briefId);
  const found = brief && entry && foundInWords(deps.wordsFound?.(brief, alert, entry));
  const report = entry && {
    ...plain(reportInWords({ headline: entry.title, outlet: entry.outlet }, found)),
    link: entry.link,
  };
  return [
    plain(`Now also a sign of ${foreignWords(name, 80)} (${alert.severity})`),
    ...(report === undefined ? [] : [report]),
  ];
}

function plain(text: string): NoticeLine {
  return { text, marks: [] };
}
