/** What every command is given: the store, the configuration as it stands, and who asks. */
import type { Arguments, AskedAt, RawArguments } from '../../core/command/arguments.ts';
import type { CommandName, SpecOf } from '../../core/command/catalogue.ts';
import type { Asker } from '../../core/command/chat.ts';
import type { Reply } from '../../core/command/reply.ts';
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import type { PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import type { Sources } from '../../core/indicator/blindness.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Lists } from '../../core/lists/list.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { Log } from '../../edges/log/log.ts';
import type { AuditRow } from '../../edges/store/people/audit.ts';
import type { Store } from '../../edges/store/open-store.ts';
import type { ChartData } from './reading/chart-data.ts';
import type { Config } from '../../config/load-config.ts';
import type { AskArchive } from '../archive/ask-archive.ts';
import type { FindDeps } from '../poll/find-feed.ts';
import type { ProposeDeps } from '../poll/propose-feed.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import type { AskLimits } from './ask-limits.ts';
import type { Access } from './access.ts';
import type { PageMemory } from './page-buttons.ts';

/** What asks publishers for somebody who gives an address. */
export type Asking = Pick<FindDeps, 'fetchFeed' | 'parse'> & Pick<ProposeDeps, 'detect'>;

/** What setting up from a chat needs. */
export type Setup = Asking & {
  /** The configuration of the files alone, which holds wherever the chat takes the same id. */
  readonly files: () => Pick<Config, 'briefs' | 'feeds' | 'lists'>;
  /** Takes over what people set up from a chat, as the tables say it now. */
  readonly refresh: () => Promise<void>;
};

export type ChatDeps = {
  readonly store: Store;
  readonly briefs: () => readonly Brief[];
  /** The shared lists as they are configured. */
  readonly lists: () => Lists;
  readonly archive: AskArchive;
  /** The compiled queries of the briefs. */
  readonly matcher: () => BriefMatcher;
  readonly feeds: () => readonly ConfiguredFeed[];
  /** How many sources are polled and how many of them do not answer; must not be called inside a transaction. */
  readonly sources: () => Promise<Sources>;
  /** The routes as they are configured now. */
  readonly writer: () => AlertWriter;
  readonly setup: Setup;
  /** The bot's version, and who runs it, as the settings say. */
  readonly about: () => { readonly version: string; readonly contact: string | undefined };
  /** Who may do what, as it stands. */
  readonly access: Access;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Says that a delivery was queued. */
  readonly wake: () => void;
  readonly log: Log;
  /** IANA name of the zone whose days the charts count by; UTC where it is left out. */
  readonly zone?: () => string;
  /** How often feeds are polled; the usual policy where it is left out. */
  readonly policy?: () => PollingPolicy;
  /** Draws a PNG; where it is left out or fails, answers come without a picture. */
  readonly chart?: (data: ChartData) => Promise<Uint8Array>;
};

export type CommandContext = ChatDeps & {
  readonly pages: PageMemory;
  readonly asks: AskLimits;
};

/** Who asks, and in which channel. */
export type Caller = { readonly by: Asker; readonly channel: string };

/** Who asks where, and which page of the answer; `raw` are the arguments as they came. */
export type Call = Caller & {
  readonly raw: RawArguments;
  /** From 1. */
  readonly page: number;
  /** What people call the channel; undefined where the platform does not say. */
  readonly channelName?: string | undefined;
  /** Why nothing could be posted in the channel, with what to do about it; undefined where it could. */
  readonly blocked?: string | undefined;
};

/** One command. What it reads together it reads in one transaction, so that a busy poll delays it once. */
export type Command<N extends CommandName> = (
  ctx: CommandContext,
  args: Arguments<SpecOf<N>>,
  call: Call,
) => Promise<Reply>;

/** The asker as rows name them: `discord:1234`. */
function actorOf(by: Asker): { readonly actor: string; readonly actorName: string } {
  return { actor: `${by.platform}:${by.id}`, actorName: by.name };
}

/** By which ends in words are reckoned: the clocks of the settings' zone. */
export function askedAt({ now, zone }: Pick<ChatDeps, 'now' | 'zone'>): AskedAt {
  return { now: now(), zone: zone?.() ?? 'UTC' };
}

/** Who asks and where, as the audit names them. */
export function changeBy({ by, channel }: Caller): Pick<AuditRow, 'actor' | 'actorName' | 'place'> {
  return { ...actorOf(by), place: `${by.platform}:${channel}` };
}

export function visibilityOf(args: { readonly public: boolean | undefined }): Reply['visibility'] {
  return args.public === true ? 'public' : 'private';
}
