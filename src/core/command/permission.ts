/** Who may do what in a chat: the one decision behind every command and button, on every platform. */
import { commandNamed } from './catalogue.ts';
import type { Asker } from './chat.ts';
import type { RawArguments } from './arguments.ts';

/** `ask` reads, `vote` also acknowledges, `change` changes what others are told, `adopt` opens a server to the bot. */
export type Deed = {
  readonly what: 'ask' | 'vote' | 'change' | 'adopt';
  /** Whether it is about what the asker is told themselves, and so is done in a direct message, too. */
  readonly own: boolean;
};

/** The buttons of alerts and answers, by what stands before the colon of their id. */
export const BUTTONS = {
  why: { what: 'ask', own: true },
  page: { what: 'ask', own: false },
  tune: { what: 'ask', own: false },
  sign: { what: 'vote', own: true },
  nosign: { what: 'vote', own: true },
  ack: { what: 'vote', own: true },
  unack: { what: 'vote', own: true },
  relevant: { what: 'vote', own: true },
  irrelevant: { what: 'vote', own: true },
  mute: { what: 'change', own: false },
  'mute-ask': { what: 'change', own: false },
  unmute: { what: 'change', own: false },
  start: { what: 'change', own: false },
  part: { what: 'change', own: false },
  same: { what: 'change', own: false },
  resend: { what: 'change', own: false },
  'feed-remove': { what: 'change', own: false },
  'watch-pick': { what: 'change', own: false },
  'watch-start': { what: 'change', own: false },
  'watch-trial': { what: 'change', own: false },
  'watch-drop': { what: 'change', own: false },
} as const satisfies Readonly<Record<string, Deed>>;

export type ButtonVerb = keyof typeof BUTTONS;

/** What the settings and the database say about who may on one platform. */
export type AccessRules = {
  /** The ids of the servers or workspaces that are answered. */
  readonly answered: ReadonlySet<string>;
  /** Ids of people, roles and user groups who may change things; where there are none, whoever manages the server. */
  readonly changers: readonly string[];
  readonly votes: 'everyone' | 'changers';
};

export type Permission =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused';
      /**
       * `stranger`: asks from a server that is not answered, or is no member of one that is; `guest`: is here on
       * another's invitation; `direct`: asks in a direct message for what is not their own; `reader`: may read only.
       */
      readonly because: 'stranger' | 'guest' | 'direct' | 'reader';
    };

/** The word with which `/adopt` is undone, in place of a code. */
const ADOPT_OFF = 'off';

/** What a command does. A command that nobody knows is treated as one that changes things. */
export function deedOfCommand(name: string, args: RawArguments): Deed {
  const spec = commandNamed(name);
  if (spec?.name === 'adopt') return { what: isAdoptOff(args['code']) ? 'change' : 'adopt', own: false };
  const own = spec !== undefined && 'direct' in spec;
  return { what: spec === undefined || spec.changes ? 'change' : 'ask', own };
}

export function isAdoptOff(code: unknown): boolean {
  return typeof code === 'string' && code.trim().toLowerCase() === ADOPT_OFF;
}

/** What a button does, by its whole id; undefined where no button has this name. */
export function deedOfButton(id: string): Deed | undefined {
  const verb = buttonVerb(id);
  return verb === undefined ? undefined : BUTTONS[verb];
}

/** The button's name in its id, such as `ack` of `ack:12`. */
export function buttonVerb(id: string): ButtonVerb | undefined {
  const verb = id.slice(0, Math.max(0, id.indexOf(':')));
  return isVerb(verb) ? verb : undefined;
}

function isVerb(verb: string): verb is ButtonVerb {
  return Object.hasOwn(BUTTONS, verb);
}

/** Whether somebody may do something, or the first reason why not. */
export function permit(deed: Deed, by: Asker, rules: AccessRules): Permission {
  const named = [by.id, ...by.groups].some((id) => rules.changers.includes(id));
  const answered = by.spaces.some((space) => rules.answered.has(space));
  // A guest from another workspace may be shown under that workspace, and still be the one whom the settings name.
  const heard = answered || (by.guest && named);
  if (!heard) return deed.what === 'adopt' && !by.direct ? ALLOWED : refused('stranger');
  if (by.guest && !named) return refused('guest');
  if (by.direct) {
    // What somebody is told themselves is theirs to change, whoever may change what others are told.
    if (!deed.own) return refused('direct');
    return deed.what === 'vote' ? voting(named, by, rules) : ALLOWED;
  }
  switch (deed.what) {
    case 'ask':
    case 'adopt':
      return ALLOWED;
    case 'vote':
      return voting(named, by, rules);
    case 'change':
      return changing(named, by, rules);
  }
}

function voting(named: boolean, by: Asker, rules: AccessRules): Permission {
  return rules.votes === 'everyone' ? ALLOWED : changing(named, by, rules);
}

function changing(named: boolean, by: Asker, rules: AccessRules): Permission {
  const may = rules.changers.length === 0 ? by.manages : named;
  return may ? ALLOWED : refused('reader');
}

const ALLOWED: Permission = { kind: 'allowed' };

function refused(because: Extract<Permission, { kind: 'refused' }>['because']): Permission {
  return { kind: 'refused', because };
}
