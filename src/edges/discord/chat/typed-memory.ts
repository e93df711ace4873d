/** Remembers what people typed into dialogs that could not be taken, so that a button opens them again, filled in. */
import { randomUUID } from 'node:crypto';
import { type CommandName, commandNamed } from '../../../core/command/catalogue.ts';

export type Typed = {
  readonly command: CommandName;
  readonly args: Readonly<Record<string, string>>;
  /** Who typed it. */
  readonly user: string;
};

export type TypedMemory = {
  /** The id of a button that brings it back. */
  readonly keep: (typed: Typed) => string;
  /** Undefined where it was forgotten, or is somebody else's. */
  readonly find: (button: string, user: string) => Typed | undefined;
};

const PREFIX = 'again:';
/** Of at most some thousand characters each. */
const MOST_KEPT = 300;

export function isAgain(button: string): boolean {
  return button.startsWith(PREFIX);
}

/** The command whose dialog a button opens again, known after a restart, too; undefined for one of another version. */
export function commandAgain(button: string): CommandName | undefined {
  return commandNamed(button.slice(PREFIX.length).split('/')[0] ?? '')?.name;
}

/** Keeps the last three hundred, as long as the bot runs. */
export function createTypedMemory(): TypedMemory {
  const kept = new Map<string, Typed>();
  return {
    keep: (typed) => {
      const button = `${PREFIX}${typed.command}/${randomUUID()}`;
      kept.set(button, typed);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return button;
    },
    find: (button, user) => {
      const typed = kept.get(button);
      return typed?.user === user ? typed : undefined;
    },
  };
}
