/** Opens the receivers that the configuration names, and says which cannot be reached for want of a value. */
import { platformSettings, type Settings } from '../../config/settings.ts';
import type { Chat, ChatHandler } from '../../core/command/chat.ts';
import type { OpenPlatform, Platform, PlatformOptions, ReceiverKind } from '../../core/delivery/platform.ts';
import { namedValues, type Receiver } from '../../core/delivery/receiver.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { createEntering } from './enter-platforms.ts';
import { PLACEHOLDER } from './platforms.ts';

/** The receiver that stands in for those that cannot be reached. */
const TERMINAL = 'terminal';

type Options = Omit<PlatformOptions, 'settings'> & {
  readonly platforms: readonly Platform[];
  readonly settings: Pick<Settings, 'receivers'>;
};

export type Receivers = {
  /** Sinks by receiver id; channels that subscribed in a chat, such as `discord:1234`, get theirs when first told. */
  readonly sinks: { readonly get: (receiver: string) => Sink | undefined };
  /** Chat channels that a configured receiver posts to, as `discord:1234`, and that receiver's id. */
  readonly channels: ReadonlyMap<string, string>;
  /** Receiver id → the id of the receiver that is told instead. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** What hears people on the platforms that are used, by platform. */
  readonly chats: ReadonlyMap<string, Chat>;
  /** Every platform where people are heard: why not at this moment, or undefined where they are. */
  readonly unheard: () => ReadonlyMap<string, string | undefined>;
  /** The ids of a platform's servers or workspaces that hold a channel of a configured receiver. */
  readonly homes: (platform: string) => Promise<readonly string[]>;
  /** Enters every platform, and has the handler answer people there; one that cannot be entered is tried on. */
  readonly start: (handler: ChatHandler) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The platform and the kind of a receiver; undefined where none offers its type, which a sound configuration has not. */
export function kindOf(
  platforms: readonly Platform[],
  { type }: Receiver,
): { readonly platform: Platform; readonly kind: ReceiverKind } | undefined {
  for (const platform of platforms)
    for (const kind of platform.receivers)
      if (kind.schema.shape.type.value === type) return { platform, kind };
  return undefined;
}

/** What a receiver needs and is not set: what its kind needs, and the variables that it names itself. */
export function missingFor(
  kind: ReceiverKind,
  receiver: Receiver,
  variable: PlatformOptions['variable'],
): { readonly needs: readonly string[]; readonly own: readonly string[] } {
  const unset = (name: string): boolean => variable(name) === undefined;
  const own = namedValues(kind.schema, receiver).map(({ name }) => name);
  return { needs: kind.needs.filter(unset), own: [...new Set(own)].filter(unset) };
}

/** Whether anything of a platform can be used: one of its secrets is set, or a receiver of its that needs none is. */
export function isUsed(
  platform: Platform,
  receivers: Readonly<Record<string, Receiver>>,
  variable: PlatformOptions['variable'],
): boolean {
  const complete = Object.values(receivers).some((receiver) => {
    const found = kindOf([platform], receiver);
    if (found === undefined) return false;
    const { needs, own } = missingFor(found.kind, receiver, variable);
    return needs.length + own.length === 0;
  });
  return complete || platform.variables.some(({ name, secret }) => secret && variable(name) !== undefined);
}

/** Builds a sink per receiver; connections are opened by `start`. Loads the code of the platforms that are used only. */
export async function openReceivers(options: Options): Promise<Receivers> {
  const { platforms, variable, log } = options;
  const { receivers } = options.settings;
  const opened = new Map<string, OpenPlatform>();
  const all = { ...receivers, [TERMINAL]: receivers[TERMINAL] ?? PLACEHOLDER };
  for (const platform of platforms)
    if (isUsed(platform, all, variable)) {
      const settings = platformSettings(options.settings, platform.name);
      opened.set(platform.name, await platform.open({ ...options, settings }));
    }
  const sinks = new Map<string, Sink>();
  const placeholders = new Map<string, string>();
  const channels = new Map<string, string>();
  const missing = (id: string, what: string): void => {
    log.warn({ receiver: id }, `${what}; alerts for "${id}" go to the terminal`);
    placeholders.set(id, TERMINAL);
    sinks.set(id, () => Promise.resolve({ kind: 'retry', reason: what, after: 5 * MINUTE }));
  };
  const place = (id: string, receiver: Receiver): void => {
    const found = kindOf(platforms, receiver);
    if (found === undefined) throw new Error(`no platform offers receivers of type ${receiver.type}`);
    const { needs, own } = missingFor(found.kind, receiver, variable);
    const [first] = [...needs, ...own];
    const platform = opened.get(found.platform.name);
    if (first !== undefined || platform === undefined) return missing(id, `${first} is not set`);
    const { sink, channel } = platform.open(receiver);
    sinks.set(id, sink);
    const at = `${found.platform.name}:${channel}`;
    if (channel !== undefined && !channels.has(at)) channels.set(at, id);
  };
  place(TERMINAL, PLACEHOLDER);
  for (const [id, receiver] of Object.entries(receivers)) place(id, receiver);
  const onDemand = (id: string): Sink | undefined => {
    const [, name = '', channel] = /^([^:]+):(\w+)$/.exec(id) ?? [];
    return channel === undefined ? undefined : opened.get(name)?.channel?.(channel);
  };
  const used = [...opened.values()];
  const entering = createEntering(log);
  const chats = new Map<string, Chat>(
    [...opened].flatMap(([name, { chat }]) => (chat === undefined ? [] : [[name, chat]])),
  );
  return {
    sinks: {
      get: (id) => {
        const known = sinks.get(id) ?? onDemand(id);
        if (known !== undefined) sinks.set(id, known);
        return known;
      },
    },
    channels,
    placeholders,
    chats,
    unheard: () =>
      new Map(
        [...chats].map(([name, { hears }]) => [
          name,
          entering.failing().get(name) ??
            (hears() ? undefined : 'not reached at this moment; it is tried on'),
        ]),
      ),
    homes: async (platform) => (await opened.get(platform)?.chat?.homes()) ?? [],
    start: (handler) =>
      entering.start(
        [...opened].map(([name, { start, chat }]) => ({
          name,
          enter: async () => {
            await start?.();
            await chat?.start(handler);
          },
        })),
      ),
    stop: async () => {
      await entering.stop();
      for (const { stop } of used) await stop?.();
    },
  };
}
