/** Puts a kind of Discord receiver and the strict peer into the harness of the sink's contract. */
import type { Sink } from '../../../src/core/delivery/sink.ts';
import type { SinkFault, SinkHarness } from '../../conformance/sink.ts';
import type { Message } from '../../peers/discord/channels.ts';
import { embedLinks, embedText, liveMarkup } from '../../peers/discord/markdown.ts';
import { type DiscordPeer, openDiscordPeer } from '../../peers/discord/peer.ts';

type Sinks = Record<'sink' | 'unknownChannel' | 'noPermission' | 'badToken' | 'unreachable', Sink>;

type Kind = {
  /** Calls that post or edit. */
  readonly writes: RegExp;
  readonly sinks: (peer: DiscordPeer, gone: DiscordPeer) => Sinks;
  readonly messages: (peer: DiscordPeer) => readonly Message[];
};

/** Everything a reader sees of a message, its escapes taken away. */
export function readable(message: Message): string {
  return [message.content, ...message.embeds.map(embedText)]
    .join('\n')
    .replaceAll(/\\([^0-9A-Za-z\s])/g, '$1');
}

/** Opens a peer, one that is gone, and the sinks. */
export async function openHarness({ writes, sinks, messages }: Kind): Promise<SinkHarness> {
  const peer = await openDiscordPeer();
  const gone = await openDiscordPeer();
  await gone.close();
  const match = writes.source;
  return {
    ...sinks(peer, gone),
    messages: () =>
      messages(peer).map((message) => ({
        ref: { channel: message.channel_id, message: message.id },
        text: readable(message),
        links: [...liveMarkup(message.content).links, ...message.embeds.flatMap(embedLinks)],
        pings: peer.pings(message.id),
        edited: message.edited_timestamp !== null,
      })),
    violations: () => peer.violations,
    writes: () => peer.requests.filter((request) => writes.test(`${request.method} ${request.path}`)).length,
    fail: (fault: SinkFault) =>
      fault.kind === 'server-error' ? peer.fault({ kind: 'error', match }) : peer.fault({ ...fault, match }),
    accepted: async () => void (await peer.next(writes)),
    remove: ({ channel, message }) => peer.remove(message, channel),
    forget: peer.forgetNonces,
    close: peer.close,
  };
}
