/** Shows an issue with the line of the file that it is about, and a caret below the very character. */
import { formatIssue, type Issue } from './issue.ts';

/** Columns of a line that are shown; a longer one is cut around the caret. */
const SHOWN = 96;

/** What would move a terminal's cursor, or do worse to it; each is one column here. */
const CONTROLS = /\p{Cc}/gu;

/** The lines of the file that was shown last; a file with one mistake often has more. */
let last: { readonly text: string; readonly lines: readonly string[] } = { text: '', lines: [] };

function linesOf(text: string): readonly string[] {
  if (last.text !== text) last = { text, lines: text.split(/\r?\n/) };
  return last.lines;
}

/**
 * The issue as `formatIssue` writes it, then the line and the caret:
 *
 *     config/briefs/x.yaml:156:18 "OR" stands here, …
 *       156 |       (Trump AND OR NATO
 *           |                  ^
 *
 * Without the text of the file, or where the issue is about the whole of it or about a secret, the issue alone.
 */
export function showPlace(issue: Issue, text: string | undefined): string {
  const line = text === undefined ? undefined : linesOf(text)[issue.line - 1];
  const whole = issue.line === 1 && issue.column === 1;
  if (line === undefined || line.trim() === '' || whole || issue.secret === true) return formatIssue(issue);
  const from = Math.max(0, Math.min(issue.column - 1 - SHOWN / 2, line.length - SHOWN));
  const part = line.slice(from, from + SHOWN).replace(CONTROLS, ' ');
  const number = String(issue.line);
  const caret = ' '.repeat(Math.max(0, issue.column - 1 - from));
  return `${formatIssue(issue)}\n  ${number} | ${part}\n  ${' '.repeat(number.length)} | ${caret}^`;
}
