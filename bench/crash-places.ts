/** The further places that the crash bench's bot tells: a forum, threads, and webhooks of three kinds. */
import { count, type Count, eventOf } from './crash-count.ts';
import { type Expected, GRAVER } from './crash-news.ts';
import type { PeerProcess } from './peer-process.ts';
import { type Shown, shownOnDiscord, shownOnSlack } from './crash-shown.ts';
import { startWebhookPeer } from '../tests/peers/webhook/peer.ts';

export const SLACK_THREADS = 'C0CRASHTHRD';
export const SLACK_HOOKED = 'C0CRASHHOOK';
const SECRET = `whsec_${Buffer.from('what the crash bench signs with').toString('base64')}`;

/** The receivers by what they are called in the configuration. */
export const PLACES = ['forum', 'threads', 'discord-webhook', 'slack-webhook', 'webhook'] as const;
export type Place = (typeof PLACES)[number];

/** Where a platform gives no way to ask what was posted, a doubled message is what the bot errs on. */
export const MAY_DOUBLE: ReadonlySet<Place> = new Set(['discord-webhook', 'slack-webhook']);

export type PlaceCount = Pick<Count, 'inChannel' | 'answers' | 'lost' | 'doubled'> & {
  /** Posts that came again under an id that was taken before, by which the receiver knows them. */
  readonly repeated: number;
};

/** The lines of the configuration: each place is a receiver, and a route that goes on. */
export const PLACE_RECEIVERS = `
  forum: { type: discord-forum, channel: "\${DISCORD_FORUM}" }
  threads: { type: slack, channel: "\${SLACK_THREADS}", threads: true }
  discord-webhook: { type: discord-webhook, url: "\${DISCORD_WEBHOOK_URL}" }
  slack-webhook: { type: slack-webhook, url: "\${SLACK_WEBHOOK_URL}" }
  webhook: { type: webhook, url: "\${HOOK_URL}", secret: "\${HOOK_SECRET}" }`;
export const PLACE_ROUTES = PLACES.map((place) => `{ receiver: ${place}, continue: true }, `).join('');

type Peers = Readonly<Record<'discord' | 'slack', PeerProcess>>;
type List = (platform: 'discord' | 'slack', what: string) => Promise<readonly unknown[]>;

/** Opens them; `list` asks a platform what it has. */
export async function openPlaces(peers: Peers, list: List) {
  const hook = await startWebhookPeer(SECRET);
  const webhooks = peers.slack.hello['webhooks'] as Readonly<Record<string, string>>;
  const onSlack = async (channel: string): Promise<readonly Shown[]> =>
    (await list('slack', '_messages')).filter((each) => isIn(each, channel)).map(shownOnSlack);
  const onDiscord = async (what: string): Promise<readonly Shown[]> =>
    (await list('discord', what)).map(shownOnDiscord);
  const shown = {
    forum: () => onDiscord(`_posts?channel=${String(peers.discord.hello['forum'])}`),
    threads: () => onSlack(SLACK_THREADS),
    'discord-webhook': () => onDiscord(`_messages?channel=${String(peers.discord.hello['hooked'])}`),
    'slack-webhook': () => onSlack(SLACK_HOOKED),
  } as const;
  return {
    env: {
      DISCORD_FORUM: String(peers.discord.hello['forum']),
      DISCORD_WEBHOOK_URL: String(peers.discord.hello['webhook']),
      SLACK_THREADS,
      SLACK_WEBHOOK_URL: webhooks[SLACK_HOOKED] ?? '',
      HOOK_URL: hook.url,
      HOOK_SECRET: SECRET,
    },
    fault: hook.fault,
    complaints: (): readonly string[] =>
      hook.violations.map((each) => `the webhook's receiver complains: ${each}`),
    count: async (expected: readonly Expected[]): Promise<Readonly<Record<Place, PlaceCount>>> => {
      const of = async (place: keyof typeof shown): Promise<PlaceCount> => {
        const here = await shown[place]();
        return { ...count(here, answersDue(here, expected)), repeated: 0 };
      };
      return {
        forum: await of('forum'),
        threads: await of('threads'),
        'discord-webhook': await of('discord-webhook'),
        'slack-webhook': await of('slack-webhook'),
        webhook: countHook(hook, expected),
      };
    },
    close: hook.close,
  };
}

/**
 * News is graver as soon as the two channels have it; a place that was told of it only after that, or once more, has no
 * answer due, since its message says so itself.
 */
function answersDue(here: readonly Shown[], expected: readonly Expected[]): readonly Expected[] {
  const about = ({ name }: Expected): readonly Shown[] => here.filter(({ title }) => eventOf(title) === name);
  return expected.map((event) => ({
    ...event,
    answered:
      event.answered &&
      (about(event).some(({ kind }) => kind === 'answer') ||
        !about(event).some(({ kind, title }) => kind === 'message' && title.includes(` ${GRAVER}`))),
  }));
}

function isIn(message: unknown, channel: string): boolean {
  return (
    typeof message === 'object' && message !== null && 'channel' in message && message.channel === channel
  );
}

/** A receiver of its own keeps each delivery once, by its id; an alert is a message, with whatever was edited into it. */
function countHook(
  { messages, requests }: Awaited<ReturnType<typeof startWebhookPeer>>,
  expected: readonly Expected[],
): PlaceCount {
  const told = Map.groupBy(
    messages().flatMap(({ body: { notification: n } }) =>
      n.kind === 'alert' ? [eventOf(n.headline.text)] : [],
    ),
    (name) => name,
  );
  const ids = requests.map(({ headers }) => String(headers['webhook-id']));
  const times = expected.map(({ name }) => told.get(name)?.length ?? 0);
  return {
    inChannel: times.reduce((sum, n) => sum + n, 0),
    answers: messages().filter(({ body }) => body.event === 'followed_up').length,
    lost: times.filter((n) => n === 0).length,
    doubled: times.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
    repeated: ids.length - new Set(ids).size,
  };
}

/** One line a place. */
export function placeLines(places: Readonly<Record<Place, PlaceCount>>, expected: number): readonly string[] {
  return PLACES.map((place) => {
    const { inChannel, answers, lost, doubled, repeated } = places[place];
    const why = MAY_DOUBLE.has(place) ? ' (it cannot be asked, so at least once is what is promised)' : '';
    const again = place === 'webhook' ? `, posted again under the same id ${repeated}` : '';
    return `${place.padEnd(16)}alerts expected ${expected}, told ${inChannel}, answers ${answers}, lost ${lost}, doubled ${doubled}${why}${again}`;
  });
}

/** What is below target. */
export function placeFaults(places: Readonly<Record<Place, PlaceCount>>, blind: boolean): readonly string[] {
  return PLACES.flatMap((place) => {
    const { lost, doubled } = places[place];
    return [
      ...(lost > 0 ? [`${place}: ${lost} lost`] : []),
      ...(doubled > 0 && !blind && !MAY_DOUBLE.has(place) ? [`${place}: ${doubled} doubled`] : []),
    ];
  });
}
