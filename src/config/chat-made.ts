/** Joins what people set up from a chat to the configuration of the files, which wins wherever both take one id. */
import { stringify } from 'yaml';
import type { ConfiguredFeed, Feed } from '../core/feed/feed.ts';
import type { Brief } from '../core/indicator/brief.ts';
import { type ChatBrief, chatBriefFile, type SignStatus } from '../core/indicator/chat-brief.ts';
import type { Lists } from '../core/lists/list.ts';
import { FILE_START, type Issue } from './issue.ts';
import type { Config } from './load-config.ts';
import { type BriefReading, type CheckQueries, readBrief } from './read-brief.ts';

export type ChatMade = {
  readonly briefs: readonly ChatBrief[];
  readonly feeds: readonly Pick<Feed, 'id' | 'url' | 'outlet' | 'lang'>[];
  /** Ids of feeds that are not polled for now, those of files among them. */
  readonly resting: readonly string[];
};

/** The desk of feeds that were added from a chat. */
export const CHAT_DESK = 'chat';

/** What an issue names in place of a file. */
const chatFile = (id: string): string => `made in the chat: ${id}`;

/** The text of a channel's brief as a file in `config/briefs`; undefined where it has no sign of these statuses. */
export function writeChatBrief(brief: ChatBrief, statuses?: readonly SignStatus[]): string | undefined {
  const file = chatBriefFile(brief, statuses);
  return file && stringify(file, { lineWidth: 0 });
}

/** Reads a channel's brief like a file; undefined where it has no sign of these statuses. */
export function readChatBrief(
  brief: ChatBrief,
  options: { readonly lists: Lists; readonly checkQueries: CheckQueries },
  statuses?: readonly SignStatus[],
): BriefReading | undefined {
  const text = writeChatBrief(brief, statuses);
  return (
    (text &&
      readBrief(chatFile(brief.id), text, { shared: options.lists, checkQueries: options.checkQueries })) ||
    undefined
  );
}

/**
 * The configuration with what the chat made. What is unsound there, or takes an id or address that a file has, is left
 * out and reported; it never keeps the rest from running.
 */
export function withChatMade<C extends Pick<Config, 'briefs' | 'feeds' | 'lists'>>(
  config: C,
  made: ChatMade,
  checkQueries: CheckQueries,
): { readonly config: C; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const briefs = new Map(config.briefs.map((brief) => [brief.id, brief]));
  for (const each of made.briefs) {
    if (briefs.has(each.id)) {
      issues.push(taken(each.id, 'brief', 'give the brief of the file another id'));
      continue;
    }
    const reading = readChatBrief(each, { lists: config.lists, checkQueries });
    if (reading === undefined) continue;
    issues.push(
      ...reading.issues
        .filter(({ severity }) => severity === 'error')
        .map((issue): Issue => ({ ...issue, severity: 'warning' })),
    );
    if (reading.brief !== undefined) briefs.set(each.id, reading.brief);
  }
  const { feeds, clashes } = joinFeeds(config.feeds, made.feeds);
  const resting = new Set(made.resting);
  return {
    config: {
      ...config,
      briefs: [...briefs.values()],
      feeds: feeds.filter(({ id }) => !resting.has(id)),
    },
    issues: [...issues, ...clashes],
  };
}

function joinFeeds(
  files: readonly ConfiguredFeed[],
  chat: ChatMade['feeds'],
): { readonly feeds: readonly ConfiguredFeed[]; readonly clashes: readonly Issue[] } {
  const ids = new Set(files.map(({ id }) => id));
  const urls = new Set(files.map(({ url }) => url));
  const clashes: Issue[] = [];
  const added = chat.flatMap((feed) => {
    if (!ids.has(feed.id) && !urls.has(feed.url)) return [{ ...feed, desk: CHAT_DESK, fromChat: true }];
    clashes.push(
      taken(feed.id, ids.has(feed.id) ? 'feed' : 'feed address', `take it out with /feed remove ${feed.id}`),
    );
    return [];
  });
  return { feeds: [...files, ...added], clashes };
}

function taken(id: string, what: string, remedy: string): Issue {
  return {
    file: chatFile(id),
    ...FILE_START,
    severity: 'warning',
    what: `a file has a ${what} of this name, which holds; what was made in the chat is left out`,
    remedy,
  };
}

/** Whether a brief of this id is one that was made in a chat and holds. */
export function isChatMade(made: Pick<ChatMade, 'briefs'>, files: readonly Brief[], id: string): boolean {
  return made.briefs.some((each) => each.id === id) && !files.some((each) => each.id === id);
}
