/** The settings in `config/signpost.yaml`: where things are kept, how feeds are polled, who is told what. */
import { z } from 'zod';
import { Flood } from '../core/alert/flood.ts';
import { QuietHours } from '../core/alert/quiet-hours.ts';
import { Route } from '../core/alert/route.ts';
import type { Platform } from '../core/delivery/platform.ts';
import type { Receiver } from '../core/delivery/receiver.ts';
import { ProxyUrl, ReadableId } from '../core/feed/feed.ts';
import { DAY, Duration, formatDuration, HOUR, MINUTE } from '../core/time/duration.ts';
import { TimeOfDay, TimeZone, Weekday } from '../core/time/local-time.ts';

/** Publishers' patience: the shortest interval for all feeds; a single feed may be given its own `every`. */
const FLOOR = 5 * MINUTE;
/** Standings compare a week with the eight before it, and the 64th day must still be there while the 63rd is read. */
const SHORTEST_MEMORY = 64 * DAY;

const atLeast = (least: number, why: string) =>
  Duration.refine((ms) => ms >= least, `is too short; write ${formatDuration(least)} or more, ${why}`);

const Polling = z.strictObject({
  interval: atLeast(FLOOR, 'or give single feeds their own `every`')
    .default(15 * MINUTE)
    .describe(
      'Least time between two polls of a feed without `every`; publishers can stretch it to a day. At least 5m.',
    ),
  adaptive: z
    .boolean()
    .default(false)
    .describe('Poll feeds that rarely publish more rarely, up to four times the interval.'),
  proxy: ProxyUrl.optional().describe('HTTP proxy through which feeds are asked, http://host:port.'),
  concurrency: z.int().min(1).max(256).default(16).describe('Feeds fetched at the same time, one per host.'),
  contact: z
    .url({
      protocol: /^(https?|mailto)$/,
      error: 'is not an address; write an https:// page or mailto:somebody@example.org',
    })
    .optional()
    .describe(
      'Where publishers find out who polls them: a page or mailto: address, sent with every request.',
    ),
  allow_hosts: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Hosts inside your own network that feeds may point to. Everything private is refused otherwise.',
    ),
  catch_up: Duration.default(3 * DAY).describe(
    'An item older than this when it is first seen is kept as history and alerts nobody.',
  ),
});

const Digest = z.strictObject({
  at: TimeOfDay.describe('When it is sent, such as "08:00".'),
  days: z
    .array(Weekday)
    .min(1)
    .optional()
    .describe('Days on which it is sent: mon, tue, wed, thu, fri, sat, sun. Every day where left out.'),
  receivers: z
    .array(ReadableId)
    .min(1)
    .optional()
    .describe('Who is sent it; where left out, whomever the routes tell of feeds that fail.'),
  time_zone: TimeZone.optional().describe('Whose clock; that of the settings where left out.'),
});

function receiversOf(receiver: z.ZodType<Receiver>) {
  return z
    .record(ReadableId, receiver)
    .refine(
      (receivers) => Object.keys(receivers).length > 0,
      'has no entry; add one, such as terminal: { type: console }',
    )
    .describe('Places that can be told, each under a name that routes use.');
}

/** The settings but for what platforms add to them: a receiver is any that has a type. */
const Base = z.strictObject({
  store: z
    .strictObject({
      path: z.string().min(1).default('data/signpost.db').describe('The database file; made at first start.'),
    })
    .prefault({}),
  polling: Polling.prefault({}),
  receivers: receiversOf(z.looseObject({ type: z.string() })),
  route: Route.describe('Who is told what: the first matching route wins, unless it says continue: true.'),
  group_wait: Duration.default(30_000).describe(
    'How long a new alert waits for other outlets to report the same story. A route may set its own.',
  ),
  group_interval: Duration.default(5 * MINUTE).describe(
    'Least time between two messages of a route with group_by. A route may set its own.',
  ),
  repeat_interval: atLeast(10 * MINUTE, 'or people stop reading')
    .default(4 * HOUR)
    .describe('Time between two reminders of a route with repeat: true. A route may set its own.'),
  first_reading: z
    .enum(['notice', 'alert', 'silent'])
    .default('notice')
    .describe(
      'What becomes of what feeds show when they are read for the first time: one notice says what it answers, or it alerts like news that is not older than catch_up, or nothing is said.',
    ),
  flood: Flood.prefault({}).describe('When alerts of one indicator become a list.'),
  quiet_hours: z
    .array(QuietHours)
    .default([])
    .describe('When nothing is posted; what came meanwhile is told in one message at the end.'),
  trial: ReadableId.optional().describe(
    'Who is told of indicators with status: trial; where left out they show in /indicator and in one line a day.',
  ),
  digest: Digest.optional().describe('A regular message with what changed; none where left out.'),
  time_zone: TimeZone.default('UTC').describe(
    'Time zone of the times that people read, of quiet hours and of the digest.',
  ),
  votes: z
    .enum(['everyone', 'changers'])
    .default('everyone')
    .describe(
      'Who may acknowledge alerts and say whether they are relevant: everyone who sees them, or changers.',
    ),
  web: z
    .strictObject({
      host: z
        .string()
        .min(1)
        .default('127.0.0.1')
        .describe('Address to listen on; 0.0.0.0 inside a container.'),
      port: z
        .int()
        .min(0)
        .max(65_535)
        .default(8080)
        .describe('Port of /healthz, /readyz and /metrics; 0 for any.'),
    })
    .prefault({}),
  retention: atLeast(SHORTEST_MEMORY, 'because levels compare a week with the eight weeks before it')
    .default(365 * DAY)
    .describe('How long entries are kept. What is pruned is remembered as seen.'),
});
export type Settings = z.infer<typeof Base>;

/** What the settings need to know of a platform. */
export type PlatformSchemas = Pick<Platform, 'name' | 'receivers' | 'settings'>;

/** The settings with the receivers that these platforms offer, and with what each is told under its own name. */
export function settingsSchema(platforms: readonly PlatformSchemas[]): typeof Base {
  const [first, ...others] = platforms.flatMap(({ receivers }) => receivers.map(({ schema }) => schema));
  if (first === undefined) throw new Error('no platform offers a receiver');
  const own: object = Object.fromEntries(
    platforms.flatMap(({ name, settings }) =>
      settings === undefined ? [] : [[name, settings.prefault({})] as const],
    ),
  );
  const receivers = receiversOf(z.discriminatedUnion('type', [first, ...others]));
  return z.strictObject({ ...Base.shape, ...own, receivers });
}

/** What the settings say under a platform's name; undefined where it has no settings of its own. */
export function platformSettings(settings: Readonly<Record<string, unknown>>, name: string): unknown {
  return settings[name];
}
