/** A file that people edit, as it was read. */
import type { Issue } from './issue.ts';

/** A file's text and its path below the project folder, such as `config/briefs/nato-loyalty.yaml`. */
export type ConfigFile = {
  readonly path: string;
  readonly text: string;
  /** What is wrong with its very letters, or why they could not be read. */
  readonly issue?: Issue | undefined;
  /** Whether it could not be read at all, as `issue` says: nothing else is known of it. */
  readonly unread?: true;
};

/** Whether it is a file of shared lists. */
export function isListFile({ path }: Pick<ConfigFile, 'path'>): boolean {
  return /^config\/lists\/[^/]+\.ya?ml$/.test(path);
}
