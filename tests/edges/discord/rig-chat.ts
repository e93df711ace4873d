/** A chat on Discord against the strict peer, with a small handler that records what it is asked. */
import { commandNamed } from '../../../src/core/command/catalogue.ts';
import type { Asker, ChatHandler, Choice, CommandRequest, Press } from '../../../src/core/command/chat.ts';
import { permit } from '../../../src/core/command/permission.ts';
import type { Reply } from '../../../src/core/command/reply.ts';
import type { Notification } from '../../../src/core/delivery/notification.ts';
import { openDiscord } from '../../../src/edges/discord/connect.ts';
import { accessRules, GUILD } from '../../access-rules.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import type { Message } from '../../peers/discord/channels.ts';
import type { Invocation } from '../../peers/discord/interactions.ts';
import { openDiscordPeer, type PeerOptions } from '../../peers/discord/peer.ts';
import { recordingLog } from './recording-log.ts';
import { readable } from './sink-harness.ts';

/** A line of text as the whole of a private reply. */
export function saying(title: string, more: Partial<Reply> = {}): Reply {
  const line = { kind: 'line', inlines: [{ kind: 'text', text: `${title}.` }] } as const;
  return { title, blocks: [line], visibility: 'private', ...more };
}

/** Refuses what its asker may not do, as the real handler does, and otherwise answers what the test says. */
function recordingHandler(changers: readonly string[] = []) {
  const rules = accessRules(changers, 'changers');
  const commands: CommandRequest[] = [];
  const presses: Press[] = [];
  const changes: string[] = [];
  const answers = {
    command: (request: CommandRequest): Reply | Promise<Reply> => saying(`Answer to ${request.name}`),
    press: (press: Press): Reply | undefined | Promise<Reply | undefined> => saying(`Done ${press.button}`),
    complete: (typed: string): readonly Choice[] | Promise<readonly Choice[]> => [
      { name: `Leader-level appointments ${typed}`, value: 'leader-appointments' },
    ],
  };
  const allowed = (by: Asker, what: string): boolean => {
    const may = permit({ what: 'change', own: false }, by, rules).kind === 'allowed';
    if (may) changes.push(what);
    return may;
  };
  const handler: ChatHandler = {
    command: async (request) => {
      commands.push(request);
      const changing = commandNamed(request.name)?.changes === true;
      if (changing && !allowed(request.by, request.name)) return saying('You may not do this');
      return answers.command(request);
    },
    press: async (press) => {
      presses.push(press);
      const reads = /^(?:why|page):/.test(press.button);
      if (!reads && !allowed(press.by, press.button)) return saying('You may not do this');
      return answers.press(press);
    },
    complete: async (_, __, typed) => answers.complete(typed),
    refusal: (_, by) =>
      Promise.resolve(
        permit({ what: 'change', own: false }, by, rules).kind === 'allowed'
          ? undefined
          : saying('You may not do this'),
      ),
    faults: () => Promise.resolve([]),
    invited: ({ lacks }) =>
      Promise.resolve(saying(`Hello, lacking ${lacks.join()}`, { visibility: 'public' })),
    answered: () => Promise.resolve([GUILD]),
  };
  return { handler, commands, presses, changes, answers };
}

export type ChatRig = Awaited<ReturnType<typeof openChat>>;

/** Opens peer and chat; resolves once the bot is online and its commands are registered. */
export async function openChat(
  options: { readonly peer?: PeerOptions; readonly handler?: ChatHandler } = {},
) {
  // A busy machine may need longer than Discord waits; `bench -- answers` measures how long it takes.
  const peer = await openDiscordPeer({ deadline: 120_000, ...options.peer });
  const recording = recordingHandler();
  const log = recordingLog();
  const discord = openDiscord({ token: peer.token, apiUrl: peer.origin, log });
  const registered = peer.next(/^PUT \/applications\/\d+\/commands$/);
  await discord.start();
  await discord.chat.start(options.handler ?? recording.handler);
  await registered;
  return {
    ...recording,
    peer,
    log,
    discord,
    /** The message that an interaction was answered with, and how it reads. */
    answer: async (invocation: Invocation): Promise<Message & { readonly text: string }> => {
      await invocation.answered;
      const message = await invocation.replied;
      // The peer writes a request down after it has worked it off.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      return { ...message, text: readable(message) };
    },
    /** Posts an alert through the sink; the id of the message that stands. */
    postAlert: async (notification: Notification = sampleAlert): Promise<string> => {
      const send = {
        deliveryId: 'd-1',
        notification,
        prior: undefined,
        maybeSentAt: undefined,
        now: Date.now(),
      };
      const outcome = await discord.sink(peer.channel)(send, new AbortController().signal);
      if (outcome.kind !== 'sent') throw new Error(`${outcome.kind}: ${outcome.reason}`);
      return outcome.ref.message;
    },
    close: async (): Promise<void> => {
      await discord.stop();
      await peer.close();
    },
  };
}
