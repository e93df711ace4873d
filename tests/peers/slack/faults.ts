/** Faults that a test asks the peer for, and which of them the next request meets. */
import type { Json } from './json.ts';
import { isRecord } from './json.ts';

const KINDS = [
  /** Accepted and done, but the connection breaks before the answer. */
  'lost-answer',
  /** The connection breaks before anything is done. */
  'dropped',
  /** HTTP 500, nothing done. */
  'http-500',
  /** HTTP 500, although it was done. */
  'http-500-after',
  /** 429 with Retry-After, nothing done. */
  'rate-limited',
  /** Done and answered, but late. */
  'delay',
  /** Done, but never answered. */
  'stalled',
  /** `{ ok: false, error }`, nothing done. */
  'error',
  /** HTTP 200 with a page instead of JSON, nothing done. */
  'not-json',
] as const;
type FaultKind = (typeof KINDS)[number];

export type Fault = {
  readonly kind: FaultKind;
  /** Web API method or methods; any if left out. */
  readonly method?: string | readonly string[];
  /** How many requests meet it; 1 if left out. */
  readonly times?: number;
  /** Seconds, for `rate-limited`. */
  readonly retryAfter?: number;
  /** Milliseconds, for `delay`. */
  readonly ms?: number;
  /** Slack's error code, for `error`. */
  readonly error?: string;
};

/** A queue of faults; each request takes the first that fits it. */
export function openFaults() {
  const queue: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault): void => void queue.push({ fault, left: fault.times ?? 1 }),
    clear: (): void => void queue.splice(0),
    take(method: string): Fault | undefined {
      const index = queue.findIndex(
        ({ fault }) => fault.method === undefined || [fault.method].flat().includes(method),
      );
      const entry = queue[index];
      if (entry === undefined) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) queue.splice(index, 1);
      return entry.fault;
    },
  };
}

/** Reads a fault from a control request; undefined where it is not one. */
export function readFault(json: Json | undefined): Fault | undefined {
  const kind = isRecord(json) ? KINDS.find((known) => known === json['kind']) : undefined;
  if (kind === undefined || !isRecord(json)) return undefined;
  const { method, times, retryAfter, ms, error } = json;
  return {
    kind,
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof times === 'number' ? { times } : {}),
    ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
    ...(typeof ms === 'number' ? { ms } : {}),
    ...(typeof error === 'string' ? { error } : {}),
  };
}
