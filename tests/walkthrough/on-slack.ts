/** The person of a walkthrough on Slack: types, fills in and presses on the strict peer. */
import { SCOPES } from '../../src/edges/slack/manifest.ts';
import type { Interaction } from '../peers/slack/interactions.ts';
import { startSlackPeer } from '../peers/slack/peer.ts';
import { readMessage } from '../peers/slack/reading.ts';
import { ADMIN } from '../peers/slack/workspace.ts';
import { componentsOf, requiredFields } from './components.ts';
import type { Person } from './first-alert.ts';

const CHANNEL = 'C0PEER0001';

export async function onSlack(): Promise<Person> {
  const scopes = SCOPES.map(({ scope }) => scope);
  // A busy machine may need longer than Slack waits; `bench -- answers` measures how long it takes.
  const peer = await startSlackPeer({
    channels: [CHANNEL],
    scopes,
    triggerLife: 120_000,
    ackWithin: 120_000,
  });
  const ask = async (interaction: Interaction): Promise<string> => {
    const count = peer.responses.length + 1;
    const ack = await peer.deliver(interaction);
    if (ack.kind !== 'acked') throw new Error('not acknowledged in time');
    await peer.responded(count);
    const body = peer.responses[count - 1]?.body;
    const text = typeof body?.text === 'string' ? body.text : '';
    return readMessage({ text, blocks: body?.blocks }).text;
  };
  return {
    secrets: { SLACK_BOT_TOKEN: peer.botToken, SLACK_APP_TOKEN: peer.appToken },
    env: { SLACK_API_URL: peer.origin },
    type: (command, _option, value) =>
      ask(peer.people.command('/signpost', `${command} ${value}`, CHANNEL, ADMIN)),
    fill: async (command, values) => {
      const opened = peer.nextCall('views.open');
      await peer.deliver(peer.people.command('/signpost', command, CHANNEL, ADMIN));
      if ((await opened).result !== 'ok') throw new Error('the dialog did not open');
      const view = peer.workspace.views.at(-1)?.view;
      const asked = requiredFields(view);
      if (asked.length === 0 || asked.some((name) => values[name] === undefined))
        throw new Error(`the dialog asks for ${asked.join(', ')}`);
      const put = Object.entries(values).map(([name, value]) => [
        name,
        { [name]: { type: 'plain_text_input', value } },
      ]);
      return ask(peer.people.submit(view ?? null, Object.fromEntries(put), ADMIN));
    },
    press: async (label) => {
      const id = label.startsWith('Start') ? 'watch-start:' : label;
      const find = () => {
        const last = peer.seenOnlyBy(ADMIN).at(-1);
        const action = componentsOf(last?.blocks, 'action_id').find((each) => each.startsWith(id));
        return last === undefined || action === undefined ? undefined : { last, action };
      };
      // What takes long is answered twice: that it does, and then the answer.
      const found = find() ?? (await peer.responded(peer.responses.length + 1).then(find));
      if (found === undefined) throw new Error(`the answer has no button ${label}`);
      return ask(peer.people.press(found.last, found.action, ADMIN));
    },
    shown: (what) =>
      ({
        answer: peer.seenOnlyBy(ADMIN).at(-1),
        dialog: peer.workspace.views.at(-1)?.view,
        message: peer.messages(CHANNEL).at(-1),
      })[what],
    channel: () => peer.messages(CHANNEL).map((message) => readMessage(message).text),
    ready: () => peer.socket.connected().then(() => undefined),
    close: peer.close,
    violations: () => peer.violations,
  };
}
