/** Whether the configuration of a root can run, and what its people are told about it. */
import { formatIssue, type Issue } from '../../config/issue.ts';
import { showPlace } from '../../config/show-place.ts';
import type { Loaded } from './keep-running.ts';
import { knownLists } from './known-lists.ts';
import { checkConfig } from './read-config.ts';
import { configFiles } from './config-files.ts';

/** Plain data, so that a thread can hand it to another. */
export type ConfigCheck = {
  readonly loaded: Loaded;
  /** Every warning and error with its place, each to be printed on lines of its own. */
  readonly said: readonly string[];
  /** The same as data. */
  readonly issues: readonly Issue[];
};

/** Reads and checks everything that people edit below `root`; rejects where `readConfig` does. */
export async function checkRoot(root: string): Promise<ConfigCheck> {
  const files = await configFiles(root);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const loaded = checkConfig(files, root, await knownLists(files));
  const issues = loaded.kind === 'ok' ? loaded.warnings : loaded.issues;
  const said = issues.map((issue) => showPlace(issue, texts.get(issue.file)));
  if (loaded.kind === 'ok') return { loaded: { kind: 'ok', config: loaded.config }, said, issues };
  const errors = loaded.issues.filter(({ severity }) => severity === 'error');
  const [first] = errors.map((issue) => formatIssue(issue).split('\n')[0] ?? '');
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { loaded: { kind: 'bad', fault: `${first ?? 'it cannot be read'}${more}` }, said, issues };
}
