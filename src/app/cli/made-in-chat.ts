/** What `signpost check` says of what people set up from the chat. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../config/issue.ts';
import type { Config } from '../../config/load-config.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { readSecrets } from '../run/secrets.ts';

type InChat = { readonly issues: readonly Issue[]; readonly said: string };

export const NOTHING: InChat = { issues: [], said: '' };

/** What people set up from the chat, where there is a store that says so. */
export async function madeInChat(root: string, config: Config): Promise<InChat> {
  const envFile = join(root, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const { DATABASE_URL } = await readSecrets(process.env);
  const target = DATABASE_URL ?? config.settings.store.path;
  if (!isPostgresUrl(target) && !existsSync(target)) return NOTHING;
  // Most who check have no bot beside them, and its store takes longer to load than the check.
  const { openStoreReadOnly } = await import('../../edges/store/open-store.ts');
  const { readChatMade } = await import('../run/chat/follow-chat.ts');
  const { withChatMade } = await import('../../config/chat-made.ts');
  try {
    const { db, close } = await openStoreReadOnly(target);
    try {
      const made = await readChatMade(db);
      const joined = withChatMade(config, made, checkBrief);
      const briefs = joined.config.briefs.length - config.briefs.length;
      const signs = made.briefs.flatMap((brief) => brief.signs).filter(({ status }) => status === 'live');
      const parts = [
        count(briefs, 'brief'),
        `${count(signs.length, 'sign')} that alert`,
        count(made.feeds.length, 'feed'),
        `${count(made.resting.length, 'feed')} at rest`,
      ];
      const any = made.briefs.length + made.feeds.length + made.resting.length > 0;
      return { issues: joined.issues, said: any ? `from the chat: ${parts.join(', ')}\n` : '' };
    } finally {
      await close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`what was set up from the chat was not looked at: ${reason}\n`);
    return NOTHING;
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
