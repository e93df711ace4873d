/** The lines of a message below its card: what else it is a sign of, what it completed, how the matter moved on, who else. */
import { foundInWords } from './found-in-words.ts';
import { foreignWords } from './foreign-words.ts';
import type { AlertNotification, EventChange, FurtherReport, NoticeLine, Report } from './notification.ts';

/** Headlines of one kind that are written out; the rest are counted. */
const MOST = 6;

/**
 * One line each, linked to what it names, in the order in which they matter. Reports that nothing sent has shown come
 * before those that were shown; reprints have no line, their outlets' names are enough.
 */
export function furtherLines(n: AlertNotification): readonly NoticeLine[] {
  const signs = n.others.map(({ indicator, severity }) =>
    plain(`Also a sign of ${foreignWords(indicator.name, 80)} (${severity})`),
  );
  const patterns = n.patterns.flatMap(({ name, finding, reports }) => [
    plain(`${foreignWords(name, 80)}: ${foreignWords(finding, 200)}`),
    ...some(reports.toReversed(), (report) => reportLine('with', report)),
  ]);
  const moves = some(n.developments.toReversed(), (each) =>
    reportLine(each.turned === undefined ? 'then' : `turned, “${foreignWords(each.turned, 40)}”`, each, true),
  );
  const corrected = n.corrections.map(({ outlet, clock, before, after, withdrawn }) => {
    const over =
      withdrawn.length === 0
        ? ''
        : ` No longer a sign of ${withdrawn.map((each) => foreignWords(each, 80)).join(', ')}.`;
    return plain(
      `Corrected by ${foreignWords(outlet, 60)}, ${clock}.${over} Before: “${foreignWords(before, 140)}”, now: “${foreignWords(after, 140)}”.`,
    );
  });
  return [
    ...signs,
    ...patterns,
    ...moves,
    ...corrected,
    ...(n.eventChanges ?? []).map(changeLine),
    ...some(ownReports(n), (report) => reportLine('also', report), mostReports(n)),
  ];
}

/** The reports that `furtherLines` writes out, so that nothing else has to name their outlets. */
export function writtenReports(n: Pick<AlertNotification, 'reports'>): readonly Report[] {
  return ownReports(n).slice(0, mostReports(n));
}

function ownReports({ reports }: Pick<AlertNotification, 'reports'>): readonly FurtherReport[] {
  const own = reports.filter(({ relation, matched, fresh }) => relation === 'report' && (matched || fresh));
  return [...own].sort((a, b) => Number(b.fresh) - Number(a.fresh) || b.at - a.at);
}

/** Whatever answers a sign and was shown in nothing that was sent has its line, however many there are. */
function mostReports({ reports }: Pick<AlertNotification, 'reports'>): number {
  const unseen = reports.filter(({ relation, matched, fresh }) => relation === 'report' && matched && fresh);
  return Math.max(MOST, unseen.length);
}

/** "Follows: headline · outlet", linked; undefined where the message follows nothing. */
export function followsLine({ follows }: Pick<AlertNotification, 'follows'>): NoticeLine | undefined {
  if (follows === undefined) return undefined;
  const turned = follows.turned === undefined ? '' : ` · turned, “${foreignWords(follows.turned, 40)}”`;
  const report = `${foreignWords(follows.headline, 140)} · ${foreignWords(follows.outlet, 60)}`;
  const text = `Follows #${follows.alertId}: ${report}${turned}`;
  return { ...plain(withWords(text, follows)), link: follows.link };
}

function changeLine({ kind, by, alertId, headline, outlet, link }: EventChange): NoticeLine {
  const who = foreignWords(by, 40);
  const report = `${foreignWords(headline, 140)} · ${foreignWords(outlet, 60)}`;
  switch (kind) {
    case 'parted':
      return { ...plain(`another event, says ${who}: ${report}`), link };
    case 'parted-from':
      return { ...plain(`parted from #${alertId} by ${who}: ${report}`), link };
    case 'joined':
      return { ...plain(`the same event, says ${who}: ${report}`), link };
    case 'told-with':
      return { ...plain(`the same event as #${alertId}, says ${who}: ${report}`), link };
  }
}

function some<T>(all: readonly T[], line: (each: T) => NoticeLine, most = MOST): readonly NoticeLine[] {
  const rest = all.length - most;
  return [...all.slice(0, most).map(line), ...(rest > 0 ? [plain(`and ${rest} more`)] : [])];
}

function reportLine(label: string, report: Report, dated = false): NoticeLine {
  const { headline, outlet, link, at } = report;
  const when = dated ? dayOf(at) : '';
  const text = `${label}: ${foreignWords(headline, 140) || '(no headline)'} · ${foreignWords(outlet, 60)}${when}`;
  return { ...plain(withWords(text, report)), link };
}

function withWords(text: string, { wordsFound }: Report): string {
  const found = foundInWords(wordsFound);
  return found === undefined ? text : `${text} · ${found}`;
}

/** " · 2026-11-30"; nothing for what is no date. */
function dayOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : ` · ${date.toISOString().slice(0, 10)}`;
}

function plain(text: string): NoticeLine {
  return { text, marks: [] };
}
