/** The name under which the bot asks and posts. */
import packageJson from '../../../package.json' with { type: 'json' };

/** The version of the program. */
export const VERSION = packageJson.version;

/** One honest name with a version and, where the operator gave one, an address to complain to. */
export function userAgent(contact: string | undefined): string {
  const about = contact === undefined ? '' : ` (+${contact})`;
  return `Signpost/${VERSION}${about}`;
}
