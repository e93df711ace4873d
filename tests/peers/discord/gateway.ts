/** Discord's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME with replay, and events. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;
const CLOSE = {
  unknownOpcode: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;
/** Guild members, presences and message content need approval. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const ALL_INTENTS = 2 ** 26 - 1;

const Payload = z.looseObject({ op: z.int(), d: z.unknown().optional() });
const Identify = z.looseObject({
  token: z.string(),
  intents: z.int(),
  properties: z.looseObject({ os: z.string() }),
  shard: z.tuple([z.int(), z.int()]).optional(),
});
const Resume = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.int() });

type Session = {
  readonly id: string;
  readonly intents: number;
  readonly events: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
};

type Deps = {
  readonly token: string;
  readonly url: () => string;
  readonly heartbeatInterval: number;
  readonly violation: (what: string) => void;
  /** The data of READY but for the session, and the events that follow it. */
  readonly ready: () => {
    readonly data: Record<string, unknown>;
    readonly after: readonly [string, unknown][];
  };
};

export function createGateway(deps: Deps) {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const sockets = new Set<WebSocket>();
  const received: { readonly op: number; readonly d: unknown }[] = [];
  let onReady = Promise.withResolvers<'READY' | 'RESUMED'>();
  let refuseNext: number | undefined;

  const send = (socket: WebSocket, payload: object): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
  };

  const emit = (session: Session, t: string, d: unknown): void => {
    const event = { s: session.events.length + 1, t, d };
    session.events.push(event);
    if (session.socket) send(session.socket, { op: OP.dispatch, ...event });
  };

  const announce = (what: 'READY' | 'RESUMED'): void => {
    onReady.resolve(what);
    onReady = Promise.withResolvers();
  };

  const identify = (socket: WebSocket, data: unknown): Session | undefined => {
    const asked = Identify.safeParse(data);
    if (!asked.success) {
      deps.violation(`IDENTIFY: ${z.prettifyError(asked.error)}`);
      socket.close(CLOSE.decode);
      return undefined;
    }
    const { token, intents } = asked.data;
    const code =
      refuseNext ??
      (token !== deps.token
        ? CLOSE.authenticationFailed
        : intents > ALL_INTENTS || intents < 0
          ? CLOSE.invalidIntents
          : (intents & PRIVILEGED) !== 0
            ? CLOSE.disallowedIntents
            : undefined);
    refuseNext = undefined;
    if (code !== undefined) {
      socket.close(code);
      return undefined;
    }
    const session: Session = { id: randomUUID(), intents, events: [], socket };
    sessions.set(session.id, session);
    const { data: ready, after } = deps.ready();
    emit(session, 'READY', { v: 10, session_id: session.id, resume_gateway_url: deps.url(), ...ready });
    for (const [event, each] of after) emit(session, event, each);
    announce('READY');
    return session;
  };

  const resume = (socket: WebSocket, data: unknown): Session | undefined => {
    const asked = Resume.safeParse(data);
    const session = asked.success ? sessions.get(asked.data.session_id) : undefined;
    if (!asked.success || session === undefined || asked.data.token !== deps.token) {
      send(socket, { op: OP.invalidSession, d: false });
      return undefined;
    }
    session.socket = socket;
    for (const event of session.events)
      if (event.s > asked.data.seq) send(socket, { op: OP.dispatch, ...event });
    emit(session, 'RESUMED', {});
    announce('RESUMED');
    return session;
  };

  const connect = (socket: WebSocket, query: URLSearchParams): void => {
    let session: Session | undefined;
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      if (session?.socket === socket) session.socket = undefined;
    });
    socket.on('error', () => undefined);
    if (query.get('v') !== '10' || query.get('encoding') !== 'json') {
      deps.violation(`gateway opened with ${query.toString()}, not v=10&encoding=json`);
      socket.close(CLOSE.invalidVersion);
      return;
    }
    send(socket, { op: OP.hello, d: { heartbeat_interval: deps.heartbeatInterval } });
    socket.on('message', (raw: Buffer) => {
      const payload = Payload.safeParse(parseJson(raw.toString('utf8')));
      if (!payload.success) {
        deps.violation(`gateway payload is not valid: ${raw.toString('utf8').slice(0, 100)}`);
        socket.close(CLOSE.decode);
        return;
      }
      const { op, d } = payload.data;
      received.push({ op, d });
      switch (op) {
        case OP.heartbeat:
          send(socket, { op: OP.ack });
          return;
        case OP.identify:
        case OP.resume:
          if (session !== undefined) socket.close(CLOSE.alreadyAuthenticated);
          else session = op === OP.identify ? identify(socket, d) : resume(socket, d);
          return;
        case OP.presence:
        case OP.voice:
        case OP.members:
          if (session === undefined) socket.close(CLOSE.notAuthenticated);
          return;
        default:
          deps.violation(`gateway opcode ${op} is unknown`);
          socket.close(CLOSE.unknownOpcode);
      }
    });
  };

  return {
    /** What clients have sent, in order. */
    received: received as readonly { readonly op: number; readonly d: unknown }[],
    /** Open connections that have a session. */
    online: () => [...sessions.values()].filter((session) => session.socket !== undefined).length,
    connections: () => sockets.size,
    /** Resolves at the next READY or RESUMED. */
    ready: (): Promise<'READY' | 'RESUMED'> => onReady.promise,
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const query = new URL(request.url ?? '/', 'http://peer').searchParams;
      server.handleUpgrade(request, socket, head, (opened) => connect(opened, query));
    },
    /** Sends an event to every session; sessions whose connection is gone get it on RESUME. */
    dispatch: (event: string, data: unknown): void => {
      if (sessions.size === 0) throw new Error(`nobody is connected to receive ${event}`);
      for (const session of sessions.values()) emit(session, event, data);
    },
    /** Cuts every connection; sessions stay resumable. */
    drop: (): void => {
      for (const socket of sockets) socket.terminate();
    },
    /** Asks every client to reconnect, as Discord does before it moves a session. */
    askToReconnect: (): void => {
      for (const socket of sockets) send(socket, { op: OP.reconnect, d: null });
    },
    /** Forgets every session, so that a RESUME fails and the client has to identify anew. */
    forgetSessions: (): void => sessions.clear(),
    /** Closes the connection of the next IDENTIFY with this code. */
    refuse: (code: number): void => {
      refuseNext = code;
    },
    close: (): void => {
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
