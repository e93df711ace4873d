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
    server.on('error', (error) => reject(cannotListen(error, options)));
  });
}

/** Why nobody is listened to, and what to do, by the system's code: https://nodejs.org/api/errors.html#common-system-errors */
function cannotListen(error: Error, { host, port }: Pick<Options, 'host' | 'port'>): Error {
  const at = `${host}:${port}`;
  const said: Readonly<Record<string, string>> = {
    EADDRINUSE: `${at} is taken by another program; stop it, or give web.port another number (0: any that is free)`,
    EACCES: `this process may not listen at ${at}; give web.port a number of 1024 or more`,
    EADDRNOTAVAIL: `this machine has no address ${host}; let web.host be 127.0.0.1, or 0.0.0.0 for all`,
    ENOTFOUND: `there is no host ${host}; let web.host be 127.0.0.1, or 0.0.0.0 for all`,
  };
  const why = 'code' in error ? said[String(error.code)] : undefined;
  return why === undefined ? error : new Error(`the web endpoint cannot listen: ${why}`, { cause: error });
}
