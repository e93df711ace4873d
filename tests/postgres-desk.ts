/**
 * One PostgreSQL for a whole run of tests: started when the first file asks for it, ended with the run. Files ask over
 * loopback, because each runs in a process of its own.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PostgresServer, startPostgres } from './peers/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the server, or with 503 and why there is none. */
    postgresDesk: string;
  }
}

/** Skipped suites are easily overlooked, so the run itself says once that they are, and why. */
function sayWhyNot(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `\nThe suites that run on PostgreSQL are SKIPPED: ${why}.\nEverything on SQLite runs; docs/postgres.md says how to have a server for tests.\n\n`,
  );
  throw error;
}

/** Half of a run's time goes into a second database; `npm run verify:full` and CI spend it. */
const LEFT_OUT = 'npm run verify:full runs it';

function wanted(): boolean {
  return process.env['SIGNPOST_FULL'] !== undefined;
}

type Project = { readonly provide: (key: 'postgresDesk', value: string) => void };

/** Vitest calls this before the first file, and what it returns after the last. */
export async function setup(project: Project): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined;
  const desk = createServer((_, response) => {
    server ??= wanted() ? startPostgres().catch(sayWhyNot) : Promise.reject(new Error(LEFT_OUT));
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => {
        response.writeHead(503).end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  desk.listen(0, '127.0.0.1');
  await once(desk, 'listening');
  project.provide('postgresDesk', `http://127.0.0.1:${(desk.address() as AddressInfo).port}/`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    await server?.then(
      (each) => each.stop(),
      () => undefined,
    );
  };
}
