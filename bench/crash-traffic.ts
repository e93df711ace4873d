/** What the platforms of the crash bench were asked for, by their logs. */
import { z } from 'zod';

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
/** A webhook's post has none. */
const nonceOf = (body: unknown): readonly string[] => {
  const read = Nonce.safeParse(body);
  return read.success ? [read.data.nonce] : [];
};

export function discordTraffic(log: unknown): Traffic {
  const requests = DiscordLog.parse(log);
  const posts = requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
  const taken = posts.filter(({ status }) => status === 200).flatMap(({ body }) => nonceOf(body));
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
