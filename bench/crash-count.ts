/** Counts what stands in the channels of the crash bench, by what the platforms show and have logged. */
import { z } from 'zod';
import type { Expected } from './crash-news.ts';

export type Count = {
  /** Times that an expected event is told of. */
  readonly inChannel: number;
  /** Alerts that a message which tells many counts without a headline: "and 3 more". */
  readonly unnamed: number;
  /** Expected events that are neither told of nor counted so. */
  readonly lost: number;
  readonly doubled: number;
  /** Times that something else is. */
  readonly strays: number;
  /** What messages say that do not show the last headline and exactly those who reported it, too. */
  readonly stale: readonly string[];
};

/** A message, and the headlines of the alerts that share it. */
export type Shown = {
  readonly title: string;
  readonly alsoReportedBy: readonly string[];
  readonly grouped: readonly string[];
  /** The alerts that share it, too, but for whose headlines there is no room. */
  readonly unnamed: number;
};

/** What a message says of one event; of one that shares another's message its headline alone. */
type Telling = { readonly title: string; readonly alsoReportedBy: readonly string[] | undefined };

/** The name of the event that a headline is about. */
export function eventOf(headline: string): string {
  return headline.split(' ')[0] ?? '';
}

/** Compares what is shown with what should be, in no particular order. */
export function count(shown: readonly Shown[], expected: readonly Expected[]): Count {
  const tellings = shown.flatMap(({ title, alsoReportedBy, grouped }): readonly Telling[] => [
    { title, alsoReportedBy },
    ...grouped.map((each) => ({ title: each, alsoReportedBy: undefined })),
  ]);
  const byName = Map.groupBy(tellings, ({ title }) => eventOf(title));
  const own = expected.map((event) => ({ event, messages: byName.get(event.name) ?? [] }));
  const inChannel = own.reduce((sum, { messages }) => sum + messages.length, 0);
  const unnamed = shown.reduce((sum, message) => sum + message.unnamed, 0);
  const untold = own.filter(({ messages }) => messages.length === 0).length;
  return {
    inChannel,
    unnamed,
    lost: Math.max(0, untold - unnamed),
    doubled: own.reduce((sum, { messages }) => sum + Math.max(0, messages.length - 1), 0),
    // More that are counted than are missing are no better than a message too many.
    strays: tellings.length - inChannel + Math.max(0, unnamed - untold),
    stale: own.flatMap(({ event, messages }) =>
      messages
        .filter((message) => !showsLast(message, event))
        .map((message) => `${JSON.stringify(message)} instead of ${JSON.stringify(event)}`),
    ),
  };
}

function showsLast({ title, alsoReportedBy }: Telling, event: Expected): boolean {
  if (title !== event.title) return false;
  const outlets = new Set(alsoReportedBy ?? event.alsoReportedBy);
  return (
    outlets.size === event.alsoReportedBy.length && event.alsoReportedBy.every((each) => outlets.has(each))
  );
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
  const field = (name: RegExp): string => embed?.fields.find((each) => name.test(each.name))?.value ?? '';
  return {
    title: embed?.title ?? '',
    alsoReportedBy: outletsIn(field(/^Also reported by$/)),
    ...sharing(withoutLinks(field(SHARED)).split('\n')),
  };
}

const SlackElement = z.object({ type: z.string(), elements: z.array(z.unknown()).default([]) });
const SlackMessage = z.object({ blocks: z.array(z.object({ elements: z.array(z.unknown()).default([]) })) });

/** A message of Slack's as people see it: the headline is its second line, and who reported it is in the third. */
export function shownOnSlack(message: unknown): Shown {
  const { blocks } = SlackMessage.parse(message);
  const [, title = '', origin = ''] = textsIn(blocks[0]?.elements[0]).join('').split('\n');
  const [, outlets = ''] = /Also reported by (.*)$/.exec(origin) ?? [];
  const shared = blocks.find(({ elements }) => SHARED.test(textsIn(elements[0]).join('')));
  const bullets = SlackElement.safeParse(shared?.elements[1]).data?.elements ?? [];
  return {
    title,
    alsoReportedBy: outletsIn(outlets),
    ...sharing(bullets.map((bullet) => textsIn(bullet).join(''))),
  };
}

/** What stands above the alerts that share a message. */
const SHARED = /^And (?:one|\d+) more alerts?$/;

/** "#12 Zebras: headline · outlet" or "#12 Zebras · headline · outlet" → the headline; "and 3 more" → 3. */
function sharing(lines: readonly string[]): Pick<Shown, 'grouped' | 'unnamed'> {
  const [, more = '0'] = /^and (\d+) more$/.exec(lines.at(-1) ?? '') ?? [];
  const grouped = lines.flatMap((line) => /^#\d+ [^:·]+(?:: | · )([^·]+) · /.exec(line)?.[1] ?? []);
  return { grouped, unnamed: Number(more) };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && typeof value.text === 'string') return [value.text];
  return Object.values(value).flatMap(textsIn);
}

/** "[A](https://a.example), B and C" → A, B, C. */
function outletsIn(list: string): readonly string[] {
  return withoutLinks(list)
    .split(/, | and /)
    .filter((name) => name !== '');
}

function withoutLinks(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1');
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
