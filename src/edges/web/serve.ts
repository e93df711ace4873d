/** The web endpoint that operators and Docker ask: is it alive, is it ready, what does it count. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export type Health = { readonly ok: boolean; readonly detail: Readonly<Record<string, unknown>> };

export type WebAnswers = {
  readonly healthy: () => Promise<Health>;
  readonly ready: () => Promise<Health>;
  /** The metrics in Prometheus' text format, and its content type. */
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
};

type Options = WebAnswers & {
  readonly host: string;
  /** 0 lets the system pick. */
  readonly port: number;
};

/** Listens and answers; rejects where the port is taken. */
export async function serveWeb(
  options: Options,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const app = new Hono();
  app.get('/healthz', async (c) => {
    const health = await options.healthy();
    return c.json(health, health.ok ? 200 : 503);
  });
  app.get('/readyz', async (c) => {
    const health = await options.ready();
    return c.json(health, health.ok ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const { text, contentType } = await options.metrics();
    return c.body(text, 200, { 'content-type': contentType });
  });
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: options.host, port: options.port },
      (info: AddressInfo) => {
        resolve({
          port: info.port,
          close: () =>
            new Promise((done) => {
              server.close(() => done());
              if ('closeAllConnections' in server) server.closeAllConnections();
            }),
        });
      },
    );
    server.on('error', reject);
  });
}
