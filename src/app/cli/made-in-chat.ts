/** What people set up from the chat, as `signpost check` and `signpost feeds` read it beside a running bot. */
import { existsSync } from 'node:fs';
import type { ChatMade } from '../../config/chat-made.ts';
import type { Issue } from '../../config/issue.ts';
import type { Config } from '../../config/load-config.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { readSecrets } from '../run/secrets.ts';
import { loadEnv } from './load-env.ts';

type InChat = { readonly issues: readonly Issue[]; readonly said: string };

export const NOTHING: InChat = { issues: [], said: '' };

/** What the check says of what people set up from the chat, where there is a store that says so. */
export async function madeInChat(root: string, config: Config): Promise<InChat> {
  return withMadeInChat(root, config, NOTHING, async (made) => {
    const { withChatMade } = await import('../../config/chat-made.ts');
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
  });
}

/** The feeds that are polled because the chat says so, and those that rest. */
export function feedsOfChat(root: string, config: Config): Promise<Pick<ChatMade, 'feeds' | 'resting'>> {
  const nothing: Pick<ChatMade, 'feeds' | 'resting'> = { feeds: [], resting: [] };
  return withMadeInChat(root, config, nothing, (made) => Promise.resolve(made));
}

/** What `use` makes of what people set up from the chat; `nothing` where no store says so, or none can be read. */
async function withMadeInChat<T>(
  root: string,
  config: Config,
  nothing: T,
  use: (made: ChatMade) => Promise<T>,
): Promise<T> {
  loadEnv(root);
  const { DATABASE_URL } = await readSecrets(process.env);
  const target = DATABASE_URL ?? config.settings.store.path;
  if (!isPostgresUrl(target) && !existsSync(target)) return nothing;
  // Most who check have no bot beside them, and its store takes longer to load than the check.
  const { openStoreReadOnly } = await import('../../edges/store/open-store.ts');
  const { readChatMade } = await import('../run/chat/follow-chat.ts');
  try {
    const { db, close } = await openStoreReadOnly(target);
    try {
      return await use(await readChatMade(db));
    } finally {
      await close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`what was set up from the chat was not looked at: ${reason}\n`);
    return nothing;
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
