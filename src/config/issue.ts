/** An issue: one thing wrong in one configuration file, with its place and how to mend it. */

export type IssueSeverity = 'error' | 'warning';

/** Line and column as editors count them, from 1; columns are UTF-16 units. */
export type IssuePlace = { readonly line: number; readonly column: number };

export type Issue = IssuePlace & {
  /** Path as the caller gave it. */
  readonly file: string;
  readonly severity: IssueSeverity;
  readonly what: string;
  readonly remedy: string;
  /** True where the place holds a secret, so that the line is not shown. */
  readonly secret?: true;
};

export const FILE_START: IssuePlace = { line: 1, column: 1 };

/**
 * `config/briefs/x.yaml:14:7 what is wrong; how to mend it`, for people and editors. Further lines of `what`, such as
 * a verdict tree, follow the first, indented.
 */
export function formatIssue(issue: Issue): string {
  const note = issue.severity === 'warning' ? 'warning: ' : '';
  const [what, ...details] = issue.what.split('\n');
  const first = `${issue.file}:${issue.line}:${issue.column} ${note}${what}; ${issue.remedy}`;
  return [first, ...details.map((line) => `    ${line}`)].join('\n');
}

/** The issue of a file that has to exist and does not. */
export function missingFile(file: string): Issue {
  return {
    ...FILE_START,
    file,
    severity: 'error',
    what: 'the file is missing',
    remedy: 'create it, or start the program in the folder that holds config/ and feeds/',
  };
}

/** Order in which issues are shown: by file, then by place, errors before warnings. */
export function compareIssues(a: Issue, b: Issue): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (a.line !== b.line) return a.line - b.line;
  if (a.column !== b.column) return a.column - b.column;
  return (a.severity === 'error' ? 0 : 1) - (b.severity === 'error' ? 0 : 1);
}
