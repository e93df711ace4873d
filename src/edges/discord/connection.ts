/** What a connection to Discord is given and offers; apart, so that what opens one and what is opened may both know it. */
import type { Chat } from '../../core/command/chat.ts';
import type { Mention } from '../../core/delivery/mention.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import type { DiscordLog } from './log.ts';

export type DiscordOptions = {
  readonly token: string;
  /** Origin that stands in for https://discord.com, for tests. */
  readonly apiUrl?: string | undefined;
  /** True where another process may be the one that hears people: alerts have buttons also while this one does not. */
  readonly heardElsewhere?: boolean;
  /** The channels, threads and forums of configured receivers, by id: their servers are answered. */
  readonly channels?: readonly string[];
  readonly log: DiscordLog;
};

export type ChannelOptions = {
  /** The one role that a new alert mentions, and from which severity on; nobody is mentioned otherwise. */
  readonly mention?: Mention | undefined;
  /** Whether low severity and notices arrive without a sound; they do where it is left out. */
  readonly silent?: boolean | undefined;
};

export type DiscordConnection = {
  /** The sink of one text channel or thread, by its id; works without `start`. */
  readonly sink: (channel: string, options?: ChannelOptions) => Sink;
  /** The sink of one forum channel, where every story is a post of its own. */
  readonly forum: (channel: string, options?: ChannelOptions) => Sink;
  /**
   * Resolves once the bot is online, and also when Discord cannot be reached now, which is logged and tried again in
   * the background. Rejects where Discord refuses the bot, with what to mend.
   */
  readonly start: () => Promise<void>;
  /** Registers the commands and answers people; alerts have buttons from then on. Goes online where that is not done. */
  readonly chat: Chat;
  /** Finishes the answers under way, closes the gateway and gives up trying to reach it. */
  readonly stop: () => Promise<void>;
};
