/** Socket Mode as Slack speaks it: tickets, hello, envelopes that want an answer within three seconds, disconnects. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { isRecord, parseJson, textOf } from './json.ts';
import type { Json } from './json.ts';
import { APP_ID } from './workspace.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** What became of an envelope: answered in time, with what and after how long (ms), or not. */
export type Ack =
  | { readonly kind: 'acked'; readonly payload: Json | undefined; readonly after: number }
  | { readonly kind: 'late' };

const DEADLINE_MS = 3_000;

/** The peer's side of Socket Mode; `violate` is told what a client must not do, such as answering later than `ackWithin`. */
export function openSocketMode(violate: (message: string) => void, ackWithin: number = DEADLINE_MS) {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, (payload: Json | undefined) => void>();
  const arrivals = new Set<() => void>();
  let refusals = 0;

  function welcome(socket: WebSocket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => sockets.delete(socket));
    socket.on('message', (data) => receive(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    const hello = {
      type: 'hello',
      num_connections: sockets.size,
      debug_info: { host: 'peer', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: APP_ID },
    };
    socket.send(JSON.stringify(hello), () => {
      for (const arrived of arrivals) arrived();
      arrivals.clear();
    });
  }

  function receive(text: string): void {
    const json = parseJson(text);
    const id = textOf(json, 'envelope_id');
    const resolve = waiting.get(id ?? '');
    if (id === undefined || resolve === undefined) {
      violate(`answered an envelope that nobody waits for: ${text.slice(0, 200)}`);
      return;
    }
    waiting.delete(id);
    resolve(isRecord(json) ? json['payload'] : undefined);
  }

  return {
    newTicket(): string {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    /** Takes over a request to upgrade; a ticket opens one connection. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const ticket = new URL(request.url ?? '/', 'http://peer').searchParams.get('ticket') ?? '';
      if (refusals > 0) {
        refusals -= 1;
        tickets.delete(ticket);
        socket.destroy();
        return;
      }
      if (!tickets.delete(ticket)) {
        violate('opened a Socket Mode connection without a valid ticket');
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    connections: (): number => sockets.size,
    /** Resolves as soon as a client has been greeted; at once if one is there. */
    connected: (): Promise<void> =>
      sockets.size > 0 ? Promise.resolve() : new Promise((resolve) => arrivals.add(resolve)),
    /** Sends one envelope to the newest connection and waits for its answer, at most three seconds. */
    send(
      type: EnvelopeType,
      payload: Json,
      retry?: { readonly attempt: number; readonly reason: string },
    ): Promise<Ack> {
      const socket = [...sockets].at(-1);
      if (socket === undefined) throw new Error('no Socket Mode connection is open');
      const envelope = {
        envelope_id: randomUUID(),
        type,
        payload,
        accepts_response_payload: type !== 'events_api',
        ...(retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason }),
      };
      const sentAt = performance.now();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(envelope.envelope_id);
          violate(`${type} was not acknowledged within ${ackWithin / 1_000} s`);
          resolve({ kind: 'late' });
        }, ackWithin);
        waiting.set(envelope.envelope_id, (answer) => {
          clearTimeout(timer);
          const hasPayload = isRecord(answer) && Object.keys(answer).length > 0;
          if (hasPayload && !envelope.accepts_response_payload)
            violate(`${type} takes no payload in its answer`);
          for (const wrong of misplacedErrors(payload, answer)) violate(wrong);
          resolve({
            kind: 'acked',
            payload: hasPayload ? answer : undefined,
            after: performance.now() - sentAt,
          });
        });
        socket.send(JSON.stringify(envelope));
      });
    },
    /** Asks clients to go, as Slack does when it recycles a connection; they close it themselves. */
    disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void {
      for (const socket of sockets)
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'peer' } }));
    },
    /** Breaks the next connections before it greets them. */
    refuse(times: number): void {
      refusals = times;
    },
    /** Breaks every connection without a word. */
    drop(): void {
      for (const socket of sockets) socket.terminate();
    },
    close(): void {
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
}

/**
 * Errors of a dialog stand at ids of its own input blocks, else Slack shows none of them:
 * https://docs.slack.dev/surfaces/modals/#displaying_errors
 */
function misplacedErrors(payload: Json, answer: Json | undefined): readonly string[] {
  if (!isRecord(answer) || answer['response_action'] !== 'errors') return [];
  const view = isRecord(payload) ? payload['view'] : undefined;
  const blocks = isRecord(view) && Array.isArray(view['blocks']) ? view['blocks'] : [];
  const ids = blocks.flatMap((block) =>
    isRecord(block) && block['type'] === 'input' ? [block['block_id']] : [],
  );
  const errors = isRecord(answer['errors']) ? Object.entries(answer['errors']) : [];
  if (errors.length === 0) return ['errors of a dialog name no field'];
  return errors.flatMap(([id, text]) =>
    ids.includes(id) && typeof text === 'string' && text !== '' ? [] : [`no input block ${id} for an error`],
  );
}
