/** A chat on Slack against the strict peer, with a small handler that records what it is asked. */
import type { CommandName } from '../../../src/core/command/catalogue.ts';
import type { Asker, ChatHandler, Choice, CommandRequest, Press } from '../../../src/core/command/chat.ts';
import { permit } from '../../../src/core/command/permission.ts';
import type { Reply } from '../../../src/core/command/reply.ts';
import { CATALOGUE } from '../../../src/core/command/catalogue.ts';
import { SCOPES } from '../../../src/edges/slack/manifest.ts';
import { openSlack } from '../../../src/edges/slack/connect.ts';
import type { SlackOptions } from '../../../src/edges/slack/connect.ts';
import type { Interaction } from '../../peers/slack/interactions.ts';
import { accessRules } from '../../access-rules.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';
import type { PeerOptions } from '../../peers/slack/peer.ts';
import { TEAM } from '../../peers/slack/workspace.ts';

export const CHANNEL = 'C0PEER0001';

export type Way = 'socket' | 'http';

/** A bold line of text as the whole of a private reply. */
export function saying(title: string, more: Partial<Reply> = {}): Reply {
  return {
    title,
    blocks: [{ kind: 'line', inlines: [{ kind: 'text', text: `${title}.` }] }],
    visibility: 'private',
    ...more,
  };
}

/** Refuses what its asker may not do, as the real handler does, and otherwise answers what the test says. */
function recordingHandler(changers: readonly string[] = []) {
  const rules = accessRules(changers, 'changers');
  const commands: CommandRequest[] = [];
  const presses: Press[] = [];
  const changes: string[] = [];
  const answers = {
    command: (request: CommandRequest): Reply | Promise<Reply> => saying(`Answer to ${request.name}`),
    // Behind this one a dialog opens.
    press: (press: Press): Reply | undefined | Promise<Reply | undefined> =>
      press.button.startsWith('mute-ask:') ? undefined : saying(`Done ${press.button}`),
    complete: (_: CommandName, __: string, typed: string): readonly Choice[] => [
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
      const spec = CATALOGUE.find(({ name }) => name === request.name);
      if (spec?.changes === true && !allowed(request.by, request.name)) return saying('You may not do this');
      return answers.command(request);
    },
    press: async (press) => {
      presses.push(press);
      const reads = /^(?:why|page):/.test(press.button);
      if (!reads && !allowed(press.by, press.button)) return saying('You may not do this');
      return answers.press(press);
    },
    complete: async (command, option, typed) => answers.complete(command, option, typed),
    refusal: (deed, by) => {
      const reads = 'command' in deed && deed.command !== 'mute';
      const may = permit({ what: reads ? 'ask' : 'change', own: false }, by, rules).kind === 'allowed';
      return Promise.resolve(may ? undefined : saying('You may not do this'));
    },
    faults: () => Promise.resolve([]),
    invited: ({ lacks }) =>
      Promise.resolve(saying(`Hello, lacking ${lacks.join()}`, { visibility: 'public' })),
    answered: () => Promise.resolve([TEAM]),
  };
  return { handler, commands, presses, changes, answers };
}

/** Opens peer and chat; the bot token has exactly the scopes of the manifest. */
export async function openChat(
  way: Way,
  options: {
    readonly peer?: PeerOptions;
    readonly slack?: Partial<SlackOptions>;
    /** Users and user groups who may change things. */
    readonly changers?: readonly string[];
    /** Instead of the recording one. */
    readonly handler?: ChatHandler;
  } = {},
) {
  const scopes = SCOPES.map(({ scope }) => scope);
  // A busy machine may need longer than Slack waits; `bench -- answers` measures how long it takes.
  const patient = { triggerLife: 120_000, ackWithin: 120_000 };
  const peer = await startSlackPeer({ channels: [CHANNEL], scopes, ...patient, ...options.peer });
  const rig = recordingHandler(options.changers);
  const said: string[] = [];
  const say = (about: object, message: string): void => {
    const err = 'err' in about && about.err instanceof Error ? String(about.err.stack) : '';
    said.push(`${message} ${JSON.stringify(about)} ${err}`);
  };
  const slack = openSlack({
    botToken: peer.botToken,
    ...(way === 'socket' ? { appToken: peer.appToken } : { signingSecret: peer.signingSecret }),
    groups: options.changers ?? [],
    listen: { host: '127.0.0.1', port: 0 },
    apiUrl: peer.origin,
    log: { info: say, warn: say, error: say },
    ...options.slack,
  });
  await slack.start();
  await slack.chat?.start(options.handler ?? rig.handler);
  const address = (): string => `http://127.0.0.1:${slack.chat?.port()}/slack/events`;

  /** Delivers as Slack does; throws unless it was acknowledged, and gives the payload of the acknowledgement. */
  async function deliver(interaction: Interaction): Promise<unknown> {
    if (way === 'http') {
      const answer = await peer.post(address(), interaction);
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`);
      return text === '' ? undefined : JSON.parse(text);
    }
    const ack = await peer.deliver(interaction);
    if (ack.kind !== 'acked') throw new Error('not acknowledged in time');
    return ack.payload;
  }

  return {
    ...rig,
    peer,
    slack,
    said,
    address,
    deliver,
    /** Delivers, waits for one more answer through a response URL, and gives its body. */
    ask: async (interaction: Interaction) => {
      const count = peer.responses.length + 1;
      await deliver(interaction);
      await peer.responded(count);
      const given = peer.responses[count - 1];
      if (given === undefined) throw new Error('no answer');
      return given.body;
    },
    close: async () => {
      await slack.stop();
      await peer.close();
    },
  };
}

export type ChatRig = Awaited<ReturnType<typeof openChat>>;
