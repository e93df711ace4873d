/** A chat: the one seam through which people ask, press and type on a platform. */
import type { CommandName } from './catalogue.ts';
import type { Button, Reply } from './reply.ts';

/** Who asks. `mayChange` is the platform's own answer: Discord's member permissions, Slack's configured users. */
export type Asker = {
  /** Its name in rows: `discord`. */
  readonly platform: string;
  readonly id: string;
  readonly name: string;
  readonly mayChange: boolean;
};

export type CommandRequest = {
  readonly name: CommandName;
  /** Values by option name, as typed or picked; the catalogue's schema has not been applied yet. */
  readonly args: Readonly<Record<string, string | number | boolean>>;
  readonly by: Asker;
  readonly channel: string;
};

/** A button that was pressed, on an alert or on an answer. */
export type Press = {
  readonly button: Button['id'];
  readonly by: Asker;
  readonly channel: string;
  /** What a dialog behind the button asked for, such as a mute's duration and reason. */
  readonly fields?: Readonly<Record<string, string>>;
};

export type Choice = { readonly name: string; readonly value: string };

export type ChatHandler = {
  readonly command: (request: CommandRequest) => Promise<Reply>;
  /** Undefined where the press is answered by the changed message alone. */
  readonly press: (press: Press) => Promise<Reply | undefined>;
  /** What could be meant by what is typed so far, best first, at most 25. */
  readonly complete: (command: CommandName, option: string, typed: string) => Promise<readonly Choice[]>;
};

export type Chat = {
  readonly start: (handler: ChatHandler) => Promise<void>;
  readonly stop: () => Promise<void>;
};
