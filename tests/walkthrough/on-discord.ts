/** The person of a walkthrough on Discord: types, fills in and presses on the strict peer. */
import { type Component, componentsOf, requiredFields } from './components.ts';
import type { Message } from '../peers/discord/channels.ts';
import type { Invocation } from '../peers/discord/interactions.ts';
import { openDiscordPeer } from '../peers/discord/peer.ts';
import { readable } from '../edges/discord/sink-harness.ts';
import type { Person } from './first-alert.ts';

export async function onDiscord(): Promise<Person> {
  // A busy machine may need longer than Discord waits; `bench -- answers` measures how long it takes.
  const peer = await openDiscordPeer({ deadline: 120_000 });
  const registered = peer.next(/^PUT \/applications\/\d+\/commands$/);
  let last: Message | undefined;
  let dialog: Component | undefined;
  const by = { actor: 'editor' } as const;
  const answered = async (invocation: Invocation): Promise<string> => {
    await invocation.answered;
    last = await invocation.replied;
    return readable(last);
  };
  return {
    secrets: { DISCORD_TOKEN: peer.token },
    env: { DISCORD_API_URL: peer.origin },
    type: (command, option, value) => answered(peer.slash(command, [{ name: option, value }], by)),
    fill: async (command, values) => {
      const { data } = await peer.slash(command, [], by).answered;
      dialog = { ...data };
      const { custom_id: own } = dialog;
      const asked = requiredFields(dialog);
      const missing = asked.filter((name) => values[name] === undefined);
      if (asked.length === 0 || missing.length > 0)
        throw new Error(`the dialog asks for ${asked.join(', ')}`);
      return answered(peer.submit(String(own), values, by));
    },
    press: (label) => {
      if (last === undefined) throw new Error('nothing was answered yet');
      const wanted = label.startsWith('Start') ? 'watch-start:' : label;
      const id = componentsOf(last.components, 'custom_id').find((each) => each.startsWith(wanted));
      if (id === undefined) throw new Error(`the answer has no button ${label}`);
      return answered(peer.press(last.id, id, by));
    },
    shown: (what) => ({ answer: last, dialog, message: peer.messages().at(-1) })[what],
    channel: () => peer.messages().map(readable),
    ready: async () => {
      await registered;
    },
    close: peer.close,
    violations: () => peer.violations,
  };
}
