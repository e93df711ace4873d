/** A publisher on loopback for tests: scripted answers per path, and a log of every request as it came. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type FeedServerRequest = {
  readonly method: string;
  readonly path: string;
  /** Fields by lower-case name, as Node joins them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Names and values in turn, exactly as sent. */
  readonly rawHeaders: readonly string[];
  /** When it came, by the clock given to the server; epoch milliseconds. */
  readonly at: number;
  /** How many requests, this one included, were being answered when it came. */
  readonly inFlight: number;
};

export type ScriptedAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
};

/** An answer, or a function that writes one. */
export type Answer =
  | ScriptedAnswer
  | ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>);

export type FeedServer = Awaited<ReturnType<typeof startFeedServer>>;

/** Starts a server on a port that the system chooses; `now` dates the log. Unknown paths answer 404. */
export async function startFeedServer({ now = () => Date.now() }: { readonly now?: () => number } = {}) {
  const log: FeedServerRequest[] = [];
  const scripts = new Map<string, Answer[]>();
  let inFlight = 0;
  let waiting: (() => void)[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const { method = '', headers, rawHeaders } = request;
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
    });
    log.push({ method, path, headers, rawHeaders, at: now(), inFlight });
    const awoken = waiting;
    waiting = [];
    for (const wake of awoken) wake();

    const script = scripts.get(path) ?? [];
    const next = (script.length > 1 ? script.shift() : script[0]) ?? { status: 404 };
    if (typeof next === 'function') {
      await next(request, response);
      return;
    }
    const status = next.status ?? 200;
    for (const [name, value] of Object.entries(next.headers ?? {})) response.setHeader(name, value);
    response.writeHead(status).end(status === 304 ? undefined : next.body);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    port,
    /** Every request in the order in which it came. */
    log,
    url: (path: string): string => `${origin}${path}`,
    /** Scripts a path: one answer a request, the last for all that follow. Replaces an earlier script. */
    respond: (path: string, ...answers: readonly Answer[]): void => {
      scripts.set(path, [...answers]);
    },
    requestsTo: (path: string): readonly FeedServerRequest[] =>
      log.filter((request) => request.path === path),
    /** Resolves once the log holds `count` requests. */
    received: async (count: number): Promise<void> => {
      while (log.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A well-mannered publisher's answer: an ETag of the document's own, 304 to whoever holds it, gzip to whoever takes it. */
export function politeAnswer(
  document: string | Uint8Array,
  contentType = 'application/rss+xml; charset=utf-8',
): Answer {
  const etag = `"${createHash('sha256').update(document).digest('hex').slice(0, 16)}"`;
  return (request, response) => {
    response.setHeader('etag', etag);
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    response.setHeader('content-type', contentType);
    const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (packed) response.setHeader('content-encoding', 'gzip');
    response.writeHead(200).end(packed ? gzipSync(document) : document);
  };
}

export type SampleItem = {
  readonly id: string;
  readonly title: string;
  readonly link?: string;
  /** Epoch milliseconds. */
  readonly published?: number;
  readonly summary?: string;
};

/** An RSS 2.0 document with these items; `channel` is put into the channel as it stands. */
export function rssDocument(items: readonly SampleItem[], channel = ''): string {
  const written = items.map(({ id, title, link, published, summary }) => {
    const date = published === undefined ? '' : `<pubDate>${new Date(published).toUTCString()}</pubDate>`;
    return (
      `<item><guid isPermaLink="false">${escapeXml(id)}</guid><title>${escapeXml(title)}</title>` +
      `<link>${escapeXml(link ?? `https://news.example/${encodeURIComponent(id)}`)}</link>${date}` +
      `<description>${escapeXml(summary ?? '')}</description></item>`
    );
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Sample</title>' +
    `<link>https://news.example/</link><description>Sample</description>${channel}${written.join('')}</channel></rss>`
  );
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
