/** A chat: the one seam through which people ask, press and type on a platform. */
import type { CommandName } from './catalogue.ts';
import type { Fault } from './dialog.ts';
import type { Button, Reply } from './reply.ts';

/** Who asks, and what the platform says of them; whether they may is `permit`'s to say. */
export type Asker = {
  /** Its name in rows: `discord`. */
  readonly platform: string;
  readonly id: string;
  readonly name: string;
  /**
   * The Discord server or Slack workspace, by its id, in which they ask; in a direct message those of the answered ones
   * of which they are a member.
   */
  readonly spaces: readonly string[];
  /** Whether they ask in a direct message. */
  readonly direct: boolean;
  /** Ids of the roles or, of those that the settings name, the user groups that they are in. */
  readonly groups: readonly string[];
  /** Whether the platform lets them manage the server or workspace. */
  readonly manages: boolean;
  /** Whether they are there as a guest, such as somebody of another workspace in a shared channel. */
  readonly guest: boolean;
};

export type CommandRequest = {
  readonly name: CommandName;
  /** Values by option name, as typed or picked; the catalogue's schema has not been applied yet. */
  readonly args: Readonly<Record<string, string | number | boolean>>;
  readonly by: Asker;
  readonly channel: string;
  /** What people call the channel, without any sign before it; undefined where the platform does not say. */
  readonly channelName?: string | undefined;
  /** Why nothing could be posted in the channel, with what to do about it; undefined where it could or is not asked. */
  readonly blocked?: string | undefined;
};

/** A button that was pressed, on an alert or on an answer. */
export type Press = {
  readonly button: Button['id'];
  readonly by: Asker;
  readonly channel: string;
  /** What a dialog behind the button asked for, such as a mute's duration and reason. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The values that are ticked of a list, where one was pressed or stands beside the button. */
  readonly picked?: readonly string[];
  /** As a command's. */
  readonly blocked?: string | undefined;
};

export type Choice = { readonly name: string; readonly value: string };

/** The bot was let into a server, workspace or channel. */
export type Invitation = {
  readonly platform: string;
  readonly space: string;
  /** The names of the rights that it lacks where it speaks. */
  readonly lacks: readonly string[];
};

export type ChatHandler = {
  readonly command: (request: CommandRequest) => Promise<Reply>;
  /** Undefined where the press is answered by the changed message alone. */
  readonly press: (press: Press) => Promise<Reply | undefined>;
  /** What could be meant by what is typed so far, best first, at most 25; nothing for who may not ask. */
  readonly complete: (
    command: CommandName,
    option: string,
    typed: string,
    by: Asker,
  ) => Promise<readonly Choice[]>;
  /** Why somebody may not type this command or press this button; undefined where they may. For dialogs before it. */
  readonly refusal: (
    deed: { readonly command: CommandName } | { readonly button: Button['id'] },
    by: Asker,
  ) => Promise<Reply | undefined>;
  /**
   * What is wrong at which option of a command that a dialog asked for; empty where nothing is, and where the asker may
   * not, which the command itself says. Keeps and counts nothing.
   */
  readonly faults: (request: CommandRequest) => Promise<readonly Fault[]>;
  /** The first words where the bot was invited, for everybody there. */
  readonly invited: (invitation: Invitation) => Promise<Reply>;
  /** The ids of the servers or workspaces of a platform that are answered. */
  readonly answered: (platform: Asker['platform']) => Promise<readonly string[]>;
};

export type Chat = {
  readonly start: (handler: ChatHandler) => Promise<void>;
  /** Whether what people do arrives at this moment; false before the start, and while a lost connection is made anew. */
  readonly hears: () => boolean;
  /** The ids of the servers or workspaces that hold a channel of a configured receiver, as far as is known. */
  readonly homes: () => Promise<readonly string[]>;
  /**
   * Whether somebody has left all of these servers or workspaces; false where the platform does not say so. Left out
   * where nobody is told in a direct message.
   */
  readonly isGone?: (person: string, spaces: readonly string[]) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};
