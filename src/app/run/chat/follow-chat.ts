/** Keeps the configuration in force level with what people set up from a chat, on this replica and on the others. */
import { isDeepStrictEqual } from 'node:util';
import { type ChatMade, isChatMade, withChatMade } from '../../../config/chat-made.ts';
import type { Config } from '../../../config/load-config.ts';
import { checkBrief } from '../../../core/query/language/check-brief.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { keepTicking } from '../../../edges/clock/keep-ticking.ts';
import type { Log } from '../../../edges/log/log.ts';
import { readFact } from '../../../edges/store/engine/facts.ts';
import type { Db, Store } from '../../../edges/store/open-store.ts';
import { selectChatBriefs } from '../../../edges/store/people/chat-briefs.ts';
import { selectChatFeeds, selectRestingFeeds } from '../../../edges/store/people/chat-feeds.ts';

/** How soon what was set up at one replica counts at the others. */
const LOOK_EVERY = 10 * SECOND;

export type ChatFollower = {
  /** The configuration of the files with what the chat made, as the tables say it now. */
  readonly join: (files: Config) => Promise<Config>;
  /** Whether a brief was made in a chat: its alerts go to channels that asked for them, and by no route. */
  readonly isOfChat: (briefId: string) => boolean;
  /** Looks from now on whether another replica changed something, and calls `refresh` then; returns what ends that. */
  readonly watch: (refresh: () => Promise<void>) => () => void;
};

/** What the tables say that people set up from a chat. */
export async function readChatMade(db: Db): Promise<ChatMade> {
  const feeds = await selectChatFeeds(db);
  return {
    briefs: await selectChatBriefs(db),
    feeds: feeds.map(({ feed }) => feed),
    resting: await selectRestingFeeds(db),
  };
}

export function createChatFollower(store: Store, log: Log): ChatFollower {
  let ofChat: ReadonlySet<string> = new Set();
  let said: readonly unknown[] = [];
  let seen: string | undefined;
  return {
    join: async (files) => {
      seen = await readFact(store.db, 'chat-made');
      const made = await readChatMade(store.db);
      const { config, issues } = withChatMade(files, made, checkBrief);
      if (!isDeepStrictEqual(issues, said))
        for (const { severity, ...issue } of issues)
          log[severity === 'error' ? 'error' : 'warn'](issue, issue.what);
      said = issues;
      ofChat = new Set(made.briefs.map(({ id }) => id).filter((id) => isChatMade(made, files.briefs, id)));
      return config;
    },
    isOfChat: (briefId) => ofChat.has(briefId),
    watch: (refresh) => {
      if (!store.dialect.shared) return () => undefined;
      const look = async (): Promise<void> => {
        if ((await readFact(store.db, 'chat-made')) !== seen) await refresh();
      };
      return keepTicking(
        () =>
          void look().catch((error: unknown) =>
            log.error({ err: error }, 'what was set up from the chat could not be read; trying again'),
          ),
        LOOK_EVERY,
      );
    },
  };
}
