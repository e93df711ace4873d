/** What can go wrong on purpose, and which request it strikes. */
import { z } from 'zod';

const Strike = {
  /** A pattern over `METHOD /path` below /api/v10; posts and edits of messages where left out. */
  match: z.string().optional(),
  /** How many matching requests it strikes. */
  times: z.int().min(1).default(1),
  /** How many matching requests it lets pass first. */
  skip: z.int().min(0).default(0),
};

export const Fault = z.discriminatedUnion('kind', [
  /** Accepted, then the connection is destroyed without a byte of an answer. */
  z.strictObject({ kind: z.literal('lost-answer'), ...Strike }),
  /** Accepted, then the answer breaks off in its middle. */
  z.strictObject({ kind: z.literal('cut-answer'), ...Strike }),
  /** Accepted, and no answer ever comes. */
  z.strictObject({ kind: z.literal('stalled'), ...Strike }),
  /** Accepted at once, answered later. */
  z.strictObject({ kind: z.literal('slow-answer'), ms: z.int().min(0), ...Strike }),
  /** The connection is destroyed before anything is accepted. */
  z.strictObject({ kind: z.literal('dropped'), ...Strike }),
  /** Accepted only after a while. */
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0), ...Strike }),
  z.strictObject({
    kind: z.literal('error'),
    status: z.int().min(400).max(599).default(500),
    /** Discord's own code, such as 40060. */
    code: z.int().default(0),
    /** An HTML page as a proxy in front of Discord sends it, instead of JSON. */
    html: z.boolean().default(false),
    /** True where the work is done all the same. */
    accept: z.boolean().default(false),
    ...Strike,
  }),
  z.strictObject({
    kind: z.literal('rate-limit'),
    /** Left out as by the proxy that bans addresses: no Retry-After then. */
    seconds: z.number().min(0).optional(),
    /** Retry-After as something in front of Discord may write it, in place of seconds. */
    retryAfter: z.string().optional(),
    global: z.boolean().default(false),
    ...Strike,
  }),
]);
export type Fault = z.infer<typeof Fault>;

const WRITES = '^(POST|PATCH) /channels/\\d+/messages';

export type Faults = {
  readonly add: (fault: z.input<typeof Fault>) => void;
  /** The fault that strikes this request, if any. */
  readonly take: (request: string) => Fault | undefined;
  readonly clear: () => void;
};

/** A queue of faults; the first that matches strikes. */
export function createFaults(): Faults {
  let queue: { fault: Fault; skip: number; times: number }[] = [];
  return {
    add: (input) => {
      const fault = Fault.parse(input);
      queue.push({ fault, skip: fault.skip, times: fault.times });
    },
    take: (request) => {
      const entry = queue.find(({ fault }) => new RegExp(fault.match ?? WRITES).test(request));
      if (entry === undefined) return undefined;
      if (entry.skip > 0) {
        entry.skip -= 1;
        return undefined;
      }
      entry.times -= 1;
      if (entry.times === 0) queue = queue.filter((each) => each !== entry);
      return entry.fault;
    },
    clear: () => {
      queue = [];
    },
  };
}
