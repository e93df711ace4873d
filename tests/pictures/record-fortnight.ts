/** Replays the sample fortnight to the strict Discord and Slack of the tests and records what stands there afterwards. */
import { createAccess } from '../../src/app/commands/access.ts';
import { createChatHandler } from '../../src/app/commands/chat-handler.ts';
import { readBriefs } from '../../src/app/cli/read-briefs.ts';
import { readRecording } from '../../src/app/replay/recorded-feeds.ts';
import { replay } from '../../src/app/replay/replay.ts';
import type { ChatHandler } from '../../src/core/command/chat.ts';
import type { Reply } from '../../src/core/command/reply.ts';
import type { AlertNotification } from '../../src/core/delivery/notification.ts';
import type { Sink } from '../../src/core/delivery/sink.ts';
import { HOUR } from '../../src/core/time/duration.ts';
import { compileBriefs } from '../../src/core/query/language/compile-briefs.ts';
import { openCharts } from '../../src/edges/chart/open-charts.ts';
import { createLog } from '../../src/edges/log/log.ts';
import { accessSettings, accessWords, peerHomes } from '../access-rules.ts';
import { openChat as openDiscordChat } from '../edges/discord/rig-chat.ts';
import { CHANNEL, openChat as openSlackChat } from '../edges/slack/rig-chat.ts';
import { EDITOR } from '../peers/slack/workspace.ts';
import type { Recorded } from '../../docs/pictures/recorded.ts';
import { drawable } from './drawable.ts';

const route = (receiver: string, goOn: boolean) => ({ match: {}, receiver, continue: goOn, routes: [] });

/**
 * The alert on the story whose headline begins so, seen at the moment of its last edit on the simulated clock, and the
 * answer to `/signals` an hour after the fortnight. Throws where the brief finds no such story, or where a platform would
 * not have taken what the bot sent.
 */
export async function recordFortnight(
  headline: string,
): Promise<{ readonly recorded: Omit<Recorded, 'walk'>; readonly chart: Uint8Array }> {
  const read = await readBriefs(['config/briefs/nato-loyalty.yaml'], '.');
  if (read === undefined) throw new Error('the shipped brief has errors; npm run check lists them');
  const { briefs, lists } = read;
  const { entries } = await readRecording('feeds/sample');
  const log = createLog({ level: 'error', secrets: [] });
  const charts = openCharts();
  let notification: AlertNotification | undefined;
  let reply: Reply | undefined;
  let answering: ChatHandler | undefined;
  const handler = lateHandler(() => answering);
  const [discord, slack] = await Promise.all([
    openDiscordChat({ handler }),
    openSlackChat('socket', { handler }),
  ]);
  const seen = { alertId: 0, postedAt: 0, seenAt: 0, discord: '', slack: '' };
  const listening =
    (platform: 'discord' | 'slack', sink: Sink): Sink =>
    async (send, signal) => {
      const outcome = await sink(send, signal);
      const { notification: told, now } = send;
      if (outcome.kind !== 'sent') throw new Error(`${platform}: ${outcome.kind}: ${outcome.reason}`);
      if (told.kind !== 'alert' || !told.headline.text.startsWith(headline)) return outcome;
      if (seen.alertId === 0) Object.assign(seen, { alertId: told.alertId, postedAt: now });
      if (seen.alertId !== told.alertId) return outcome;
      notification = told;
      Object.assign(seen, { seenAt: now, [platform]: outcome.ref.message });
      return outcome;
    };
  try {
    const { store, endedAt } = await replay({
      entries,
      briefs,
      lists,
      route: { ...route('discord', false), routes: [route('discord', true), route('slack', false)] },
      groupWait: 30_000,
      sinks: new Map([
        ['discord', listening('discord', discord.discord.sink(discord.peer.channel))],
        ['slack', listening('slack', slack.slack.sink(CHANNEL))],
      ]),
      log,
    });
    const now = endedAt + HOUR;
    const commands = createChatHandler({
      store,
      briefs: () => briefs,
      matcher: () => compileBriefs(briefs),
      lists: () => ({}),
      archive: {
        search: () => Promise.resolve(undefined),
        tryBriefs: () => Promise.resolve(undefined),
        tuneBrief: () => Promise.resolve(undefined),
      },
      feeds: () => [],
      sources: () => Promise.resolve({ down: 0, total: 0 }),
      writer: () => {
        throw new Error('a picture changes nothing');
      },
      access: createAccess({
        db: store.db,
        words: accessWords,
        settings: () => accessSettings(),
        homes: peerHomes,
      }),
      setup: {
        files: () => ({ briefs, feeds: [], lists }),
        refresh: () => Promise.resolve(),
        fetchFeed: () => Promise.reject(new Error('a picture asks no publisher')),
        parse: () => Promise.reject(new Error('a picture reads no document')),
        detect: () => Promise.resolve(undefined),
      },
      about: () => ({ version: '0', contact: undefined }),
      now: () => now,
      wake: () => undefined,
      log,
      chart: async (data) => (await charts.signals(data)).png,
    });
    answering = { ...commands, command: async (request) => (reply = await commands.command(request)) };
    const onDiscord = await discord.answer(discord.peer.slash('signals', [{ name: 'days', value: 14 }]));
    await slack.ask(slack.peer.people.command('/signals', 'days:14', CHANNEL, EDITOR));
    await store.close();
    const alert = {
      discord: discord.peer.messages().find(({ id }) => id === seen.discord),
      slack: slack.peer.messages(CHANNEL).find(({ ts }) => ts === seen.slack),
    };
    const violations = [...discord.peer.violations, ...slack.peer.violations];
    if (violations.length > 0) throw new Error(`the platforms refuse: ${violations.join('; ')}`);
    if (alert.discord === undefined || alert.slack === undefined || notification === undefined)
      throw new Error(`no alert on a headline that begins "${headline}"`);
    if (reply?.image === undefined) throw new Error('/signals drew no chart');
    const { image, ...words } = reply;
    const alertSeen = { postedAt: seen.postedAt, seenAt: seen.seenAt };
    const asked = { postedAt: now, seenAt: now };
    return {
      chart: image.png,
      recorded: {
        alert: { discord: drawable(alert.discord), slack: drawable(alert.slack), ...alertSeen, notification },
        board: {
          discord: drawable(onDiscord),
          slack: drawable(slack.peer.seenOnlyBy(EDITOR).at(-1)),
          ...asked,
          reply: words,
        },
      },
    };
  } finally {
    await Promise.all([discord.close(), slack.close(), charts.close()]);
  }
}

/** A chat is opened before there is anything to ask about. */
function lateHandler(handler: () => ChatHandler | undefined): ChatHandler {
  const ready = (): ChatHandler => {
    const found = handler();
    if (found === undefined) throw new Error('asked too early');
    return found;
  };
  return {
    command: (request) => ready().command(request),
    press: (press) => ready().press(press),
    complete: (...typed) => ready().complete(...typed),
    refusal: (...deed) => ready().refusal(...deed),
    faults: (request) => ready().faults(request),
    invited: (invitation) => ready().invited(invitation),
    answered: (platform) => ready().answered(platform),
  };
}
