/** Counts what stands in the channels of the crash bench, by what the platforms show and have logged. */
import { z } from 'zod';
import type { Expected } from './crash-news.ts';

export type Count = {
  /** Messages that tell of an expected event. */
  readonly inChannel: number;
  readonly lost: number;
  readonly doubled: number;
  /** Messages that tell of nothing that was expected. */
  readonly strays: number;
  /** What messages say that do not show the last headline and exactly those who reported it, too. */
  readonly stale: readonly string[];
};

export type Shown = { readonly title: string; readonly alsoReportedBy: readonly string[] };

/** Compares what is shown with what should be, in no particular order. */
export function count(shown: readonly Shown[], expected: readonly Expected[]): Count {
  const byName = Map.groupBy(shown, ({ title }) => title.split(' ')[0] ?? '');
  const own = expected.map((event) => ({ event, messages: byName.get(event.name) ?? [] }));
  const inChannel = own.reduce((sum, { messages }) => sum + messages.length, 0);
  return {
    inChannel,
    lost: own.filter(({ messages }) => messages.length === 0).length,
    doubled: own.reduce((sum, { messages }) => sum + Math.max(0, messages.length - 1), 0),
    strays: shown.length - inChannel,
    stale: own.flatMap(({ event, messages }) =>
      messages
        .filter((message) => !showsLast(message, event))
        .map((message) => `${JSON.stringify(message)} instead of ${JSON.stringify(event)}`),
    ),
  };
}

function showsLast({ title, alsoReportedBy }: Shown, event: Expected): boolean {
  const outlets = new Set(alsoReportedBy);
  const same =
    outlets.size === event.alsoReportedBy.length && event.alsoReportedBy.every((each) => outlets.has(each));
  return title === event.title && same;
}

const DiscordMessage = z.object({
  embeds: z.array(
    z.object({
      title: z.string(),
      fields: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
    }),
  ),
});

/** A message of Discord's as people see it. */
export function shownOnDiscord(message: unknown): Shown {
  const [embed] = DiscordMessage.parse(message).embeds;
  const field = embed?.fields.find(({ name }) => name === 'Also reported by');
  return { title: embed?.title ?? '', alsoReportedBy: outletsIn(field?.value ?? '') };
}

const SlackMessage = z.object({
  blocks: z.tuple([z.object({ elements: z.tuple([z.unknown()], z.unknown()) })], z.unknown()),
});

/** A message of Slack's as people see it: the headline is its second line, and who reported it is in the third. */
export function shownOnSlack(message: unknown): Shown {
  const [heading] = SlackMessage.parse(message).blocks[0].elements;
  const [, title = '', origin = ''] = textsIn(heading).join('').split('\n');
  const [, outlets = ''] = /Also reported by (.*)$/.exec(origin) ?? [];
  return { title, alsoReportedBy: outletsIn(outlets) };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && typeof value.text === 'string') return [value.text];
  return Object.values(value).flatMap(textsIn);
}

/** "[A](https://a.example), B and C" → A, B, C. */
function outletsIn(list: string): readonly string[] {
  const names = list.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').split(/, | and /);
  return names.filter((name) => name !== '');
}

/** What a platform was asked for, and what it did about it. */
export type Traffic = {
  /** Posts that came. */
  readonly posts: number;
  /** Posts that brought a message into the channel a second time, or would have without a nonce. */
  readonly repeated: number;
  readonly edits: number;
  readonly lookUps: number;
  /** Faults by kind that requests met. */
  readonly faults: ReadonlyMap<string, number>;
};

const DiscordLog = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
    status: z.number().optional(),
    fault: z.string().optional(),
  }),
);
const Nonce = z.object({ nonce: z.string() });

export function discordTraffic(log: unknown): Traffic {
  const requests = DiscordLog.parse(log);
  const posts = requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
  const taken = posts.filter(({ status }) => status === 200).map(({ body }) => Nonce.parse(body).nonce);
  return {
    posts: posts.length,
    repeated: taken.length - new Set(taken).size,
    edits: requests.filter(({ method, path }) => method === 'PATCH' && /\/messages\/\d+$/.test(path)).length,
    lookUps: requests.filter(({ method, query }) => method === 'GET' && 'after' in query).length,
    faults: tally(requests.flatMap(({ fault }) => fault ?? [])),
  };
}

const SlackLog = z.array(z.object({ method: z.string(), args: z.unknown().optional(), result: z.string() }));
const Delivery = z.object({ metadata: z.object({ event_payload: z.object({ delivery_id: z.string() }) }) });
/** Of these the message was taken all the same. */
const TAKEN = ['ok', 'lost-answer', 'http-500-after'];

export function slackTraffic(log: unknown): Traffic {
  const calls = SlackLog.parse(log);
  const of = (wanted: string) => calls.filter(({ method }) => method === wanted);
  const posts = of('chat.postMessage');
  const taken = posts
    .filter(({ result }) => TAKEN.includes(result))
    .map(({ args }) => Delivery.parse(args).metadata.event_payload.delivery_id);
  return {
    posts: posts.length,
    repeated: taken.length - new Set(taken).size,
    edits: of('chat.update').length,
    lookUps: of('conversations.history').length,
    faults: tally(calls.flatMap(({ result }) => (/^(?:ok|invalid|missing)/.test(result) ? [] : result))),
  };
}

/** How often each comes. */
export function tally(values: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));
}
