/**
 * A strict local Slack: Web API, Socket Mode, response URLs and uploads on one loopback port. It refuses what Slack
 * refuses, notes every violation, keeps a log of every request, and breaks on demand.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failed, write } from './answers.ts';
import { openFaults } from './faults.ts';
import { openInteractions } from './interactions.ts';
import type { Interaction } from './interactions.ts';
import { readBody } from './requests.ts';
import { openResponseUrls } from './response-urls.ts';
import { signedFetch } from './signed-http.ts';
import { openSocketMode } from './socket-mode.ts';
import { readUpload } from './uploads.ts';
import { openWebApi } from './web-api.ts';
import { openWebhooks } from './webhooks.ts';
import { openWorkspace } from './workspace.ts';

export type PeerOptions = {
  readonly port?: number;
  /** Channel ids of which the bot is a member. */
  readonly channels?: readonly string[];
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Scopes of the bot token; all that the peer knows if left out. */
  readonly scopes?: readonly string[];
  /** Messages a second and channel for chat.postMessage; no limit if left out. */
  readonly perSecond?: number;
  /** Milliseconds for which a trigger opens a dialog; Slack's three seconds if left out. */
  readonly triggerLife?: number;
  /** Milliseconds within which an envelope must be acknowledged; Slack's three seconds if left out. */
  readonly ackWithin?: number;
  /** The most messages on a page of a history. */
  readonly historyPage?: number;
  /** Whether live mentions are allowed; each is a violation if left out. */
  readonly mentions?: boolean;
  /** Answers requests that are not Slack's own, such as the control endpoints of the stand-alone peer. */
  readonly otherwise?: (
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ) => boolean;
};

export type SlackPeer = Awaited<ReturnType<typeof startSlackPeer>>;

const ALL_SCOPES = [
  'chat:write',
  'channels:history',
  'channels:read',
  'groups:history',
  'groups:read',
  'files:write',
  'files:read',
  'im:write',
  'users:read',
  'usergroups:read',
  'commands',
];

/** Starts the peer on 127.0.0.1. */
export async function startSlackPeer(options: PeerOptions = {}) {
  const botToken = options.botToken ?? 'xoxb-peer-bot-token';
  const appToken = options.appToken ?? 'xapp-peer-app-token';
  const signingSecret = options.signingSecret ?? 'peer-signing-secret';
  const scopes = new Set(options.scopes ?? ALL_SCOPES);
  const mentions = options.mentions ?? false;
  const workspace = openWorkspace(options.channels ?? ['C0PEER0001']);
  const violations: string[] = [];
  const violate = (message: string): void => void violations.push(message);
  const faults = openFaults();
  const socket = openSocketMode((message) => violate(`socket: ${message}`), options.ackWithin);
  const imageReady = (id: string): boolean => workspace.imageReady(id);
  const responseUrls = openResponseUrls(workspace, { mentions, imageReady }, violate);
  const webhooks = openWebhooks(workspace, { mentions, imageReady }, faults, violate);
  let perSecond = options.perSecond;
  let down = false;
  let origin = '';

  const api = openWebApi({
    botToken,
    appToken,
    scopes,
    perSecond: () => perSecond,
    faults,
    violate,
    context: () => ({
      workspace,
      origin,
      mentions,
      imageReady,
      historyPage: options.historyPage ?? 999,
      newTicket: () => socket.newTicket(),
      violate: ({ code, message }) => violate(`${code}: ${message}`),
    }),
  });

  const server = createServer((request, response) => {
    // Who controls the peer gets through, so that it can be brought up again.
    if (down && request.url?.startsWith('/_') !== true) {
      request.socket.destroy();
      return;
    }
    serve(request, response).catch((error: unknown) => {
      violate(`the peer itself failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.on('upgrade', (request, raw, head) => {
    if (down) raw.destroy();
    else socket.upgrade(request, raw, head);
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://peer').pathname;
    const body = await readBody(request);
    const [, place = '', ...rest] = path.split('/');
    const name = rest.at(-1) ?? '';
    if (place === 'api') return api.serve(rest.join('/'), request, response, body);
    if (place === 'response') return write(response, responseUrls.receive(name, body));
    if (place === 'services') return webhooks.serve(path, request, response, body);
    if (place === 'upload') return upload(name, request, response, body);
    if (options.otherwise?.(path, request, response, body) === true) return;
    violate(`unknown address: ${request.method} ${path}`);
    write(response, { ...failed('not_found'), status: 404 });
  }

  function upload(id: string, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const file = workspace.files.get(id);
    const content = readUpload(request.headers['content-type'] ?? '', body);
    if (file === undefined || content?.length !== file.length) {
      violate(`upload: ${id} is unknown, or its length is not the one announced`);
      write(response, { status: 400, body: 'bad upload' });
      return;
    }
    file.content = content;
    write(response, { status: 200, body: `OK - ${content.length}` });
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    port,
    botToken,
    appToken,
    signingSecret,
    workspace,
    socket,
    /** Scopes of the bot token; take one away to see `missing_scope`. */
    scopes,
    log: api.log,
    violations,
    /** What came back through response URLs. */
    responses: responseUrls.given,
    /** Resolves once there are that many responses in all. */
    responded: responseUrls.arrived,
    /** Half an hour passes for the response URLs that were handed out. */
    expireResponseUrls: responseUrls.expire,
    /** What people do, as payloads for `deliver` and `post`. */
    people: openInteractions(
      workspace,
      (channel, user, about) => origin + responseUrls.issue(channel, user, about),
      options.triggerLife,
    ),
    /** What stands in a channel for one person alone, oldest first. */
    seenOnlyBy: (user: string) => workspace.messages.filter((it) => it.ephemeralTo === user),
    /** The address of a fresh incoming webhook into a channel, and every request to any of them. */
    webhook: (channel: string) => origin + webhooks.issue(channel),
    webhookCalls: webhooks.calls,
    nextWebhookCall: webhooks.next,
    /** Sends an interaction over Socket Mode and waits for its answer. */
    deliver: (interaction: Interaction) => socket.send(interaction.type, interaction.payload),
    /** Sends an interaction over HTTP, signed as Slack signs. */
    post: signedFetch(signingSecret),
    /** What stands in a channel, oldest first. */
    messages: (channel?: string) =>
      workspace.messages.filter(
        (it) => it.ephemeralTo === undefined && (channel === undefined || it.channel === channel),
      ),
    calls: (...methods: readonly string[]) => api.log.filter((entry) => methods.includes(entry.method)),
    nextCall: api.next,
    fault: faults.add,
    clearFaults: faults.clear,
    limitRate: (messages: number | undefined): void => void (perSecond = messages),
    /** While down, every connection is broken, and open sockets are dropped. */
    setDown: (isDown: boolean): void => {
      down = isDown;
      if (!isDown) return;
      socket.drop();
      server.closeAllConnections();
    },
    close: async (): Promise<void> => {
      socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
