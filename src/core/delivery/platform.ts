/** A platform: a description of what one place that the bot talks to offers and needs, and the way to its code. */
import type { z } from 'zod';
import type { Chat } from '../command/chat.ts';
import type { CommandSpec } from '../command/command-spec.ts';
import type { Finding } from '../health/finding.ts';
import type { Receiver, ReceiverSchema } from './receiver.ts';
import type { Sink } from './sink.ts';

/** A kind of receiver, under the `type` that its schema names. */
export type ReceiverKind = {
  readonly schema: ReceiverSchema;
  /** Variables without which none of this kind is reached, such as the token of a bot. */
  readonly needs: readonly string[];
  /** The row of the table in docs/configuration.md: what may be written, and the page that says more. */
  readonly docs: { readonly has: string; readonly more: string };
};

/** A way to begin with, which `signpost init` offers: a receiver, and what has to be asked for it. */
export type Starter = {
  /** The receiver's name in the settings that are written. */
  readonly id: string;
  /** What it is and what it gives, as one line of a list. */
  readonly title: string;
  /** As it is written in the settings; secrets and ids are variables of `asks`. */
  readonly receiver: Receiver;
  readonly asks: readonly {
    readonly variable: string;
    /** What it is and where it is found. */
    readonly question: string;
  }[];
  /** An address that alone says that this is meant, and is the value of the first variable. */
  readonly address?: RegExp;
};

/** An environment variable that the platform itself reads; or the file that its `…_FILE` names. */
export type Variable = { readonly name: string; readonly secret: boolean };

export type PlatformLog = {
  readonly [level in 'debug' | 'info' | 'warn' | 'error']: (about: object, message: string) => void;
};

/** A terminal to print on. */
export type Terminal = {
  /** Takes one finished card, with the empty line that parts it from the next. */
  readonly write: (text: string) => unknown;
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
};

/** What every platform may use; each takes what it needs. */
export type PlatformOptions = {
  /** A variable's value, that of a platform or of a receiver; undefined where it is not set. */
  readonly variable: (name: string) => string | undefined;
  /** What stands in the settings under the platform's name, after its schema. */
  readonly settings: unknown;
  readonly log: PlatformLog;
  readonly out: Terminal;
  /** True where another replica may be the one that holds the chat connections. */
  readonly heardElsewhere: boolean;
  /** Hosts that may be posted to over plain http, and inside the operator's own network. */
  readonly allowHosts: readonly string[];
  /** Why an IP address may not be connected to, such as `a loopback address`; undefined where it may. */
  readonly whyForbidden?: (address: string) => string | undefined;
  /**
   * Posts to an address that the operator wrote down, under the same guard, and follows no redirect; `refused` says why
   * the address was not connected to. Rejects where the network fails.
   */
  readonly post?: (
    url: string,
    post: {
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly signal: AbortSignal;
    },
  ) => Promise<
    | { readonly status: number; readonly retryAfter: string | undefined; readonly text: string }
    | { readonly refused: string }
  >;
  /** Who posts, with a version. */
  readonly userAgent: string;
};

/** A receiver's sink, and the chat channel that it posts to where people may subscribe there too. */
export type OpenReceiver = { readonly sink: Sink; readonly channel?: string };

/** A platform in use. Nothing is connected before `start` or the first delivery. */
export type OpenPlatform = {
  /** Opens a receiver of one of its kinds; all its values and what its kind needs are set. */
  readonly open: (receiver: Receiver) => OpenReceiver;
  /** The sink of a channel in which somebody subscribed, by its id; left out where nobody can. */
  readonly channel?: (channel: string) => Sink;
  /** What hears people; it is started by itself. Left out where nobody is heard. */
  readonly chat?: Chat | undefined;
  readonly start?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
};

export type Examination = Pick<PlatformOptions, 'variable' | 'settings'> & {
  /** The receivers of this platform all of whose own values are set, by id. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** The ids of its servers or workspaces that were adopted, as far as the database could be read. */
  readonly adopted: readonly string[];
};

export type Platform = {
  /** Names its channels and people in rows, such as `discord:1234`, and its settings. */
  readonly name: string;
  readonly receivers: readonly ReceiverKind[];
  readonly variables: readonly Variable[];
  /** What may stand in config/signpost.yaml under the platform's name; every key has a default. */
  readonly settings?: z.ZodType;
  /** Ways to begin with; left out where none needs as little as a newcomer has. */
  readonly starters?: readonly Starter[];
  /** Loads the code that reaches it. */
  readonly open: (options: PlatformOptions) => Promise<OpenPlatform>;
  /** Looks whether its receivers can be reached; posts nothing. Asks nobody where no variable is set. */
  readonly examine?: (target: Examination, signal: AbortSignal) => Promise<readonly Finding[]>;
  /** An address that tells the time in its HTTP headers, asked where the platform is used. */
  readonly clock?: {
    /** Used where this variable is set. */
    readonly where: string;
    /** The variable that names another origin, for tests. */
    readonly origin: string;
    readonly url: string;
    /** What the platform wants to be called by; `version` is the bot's. */
    readonly userAgent?: (version: string) => string;
  };
  /** What whoever sets the platform up has to hand it: `signpost manifest NAME`. */
  readonly manifest?: PlatformManifest;
  /** Files of the repository that describe to others what it sends, written by `signpost schema`. */
  readonly published?: () => Promise<readonly { readonly path: string; readonly text: string }[]>;
  /** Who may do what where people are heard, as far as the settings say it, and the words for it. */
  readonly access?: PlatformAccess;
};

export type PlatformAccess = {
  /** Of what stands in the settings under the platform's name, after its schema. */
  readonly named: (settings: unknown) => {
    /** The ids of servers or workspaces that are answered though no receiver is there. */
    readonly spaces: readonly string[];
    /** The ids of people, roles or groups who may change things. */
    readonly changers: readonly string[];
  };
  /** What the platform calls a place that is answered or not, and the setting that names it. */
  readonly space: { readonly what: string; readonly key: string; readonly adopt: string };
  /** The setting that names who may change things, what it takes, and who may where it names nobody. */
  readonly changer: { readonly key: string; readonly kinds: string; readonly otherwise: string };
};

export type PlatformManifest = {
  readonly about: string;
  /** A word that must be given, with what it is. */
  readonly argument?: { readonly name: string; readonly about: string };
  /** An option that may be given, as commander writes it. */
  readonly option?: { readonly flags: string; readonly about: string };
  /** Throws where what was given is of no use, with what to write. */
  readonly print: (
    catalogue: readonly CommandSpec[],
    given: { readonly argument?: string | undefined; readonly option?: string | undefined },
  ) => Promise<string>;
};
