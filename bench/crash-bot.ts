/** A bot of the crash bench: the real program in a process of its own, with what it says in its log. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const CLOCK = join(import.meta.dirname, 'shown-clock.ts');
const POINTS = join(import.meta.dirname, 'crash-points.ts');
/** Modules are compiled once for all bots, and for those of later runs. */
const COMPILED = join(tmpdir(), 'signpost-compiled');
/** Pino's number of an error. */
const ERROR = 50;

/** How a bot ended: killed, or with an exit code of its own. */
export type End =
  | { readonly kind: 'killed' }
  | { readonly kind: 'exited'; readonly code: number; readonly last: string };

export type Bot = {
  /** Resolves when it has ended by whatever. */
  readonly ended: Promise<End>;
  /** Ends it with a signal and resolves when it is gone; nothing happens where it has ended before. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<End>;
  readonly hangUp: () => void;
  readonly tell: (message: object) => void;
  /** Resolves when a line of its log has these words, or when it has ended. */
  readonly says: (words: string) => Promise<void>;
  readonly hasSaid: (words: string) => boolean;
  /** Messages of its errors. */
  readonly errors: () => readonly string[];
};

const Line = z.object({ level: z.number(), msg: z.string() });

/** Starts `signpost run`. */
export function startBot(root: string, env: Readonly<Record<string, string>>): Bot {
  const child = spawn(
    process.execPath,
    ['--import', CLOCK, '--import', POINTS, MAIN, '--root', root, 'run'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILED, ...env },
    },
  );
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const news = (): void => {
    for (const look of waiting) look();
  };
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (process.env['CRASH_LOG'] !== undefined) process.stderr.write(`${child.pid} ${line}\n`);
      news();
    });
  // A message to a bot that has just died is none.
  child.on('error', () => undefined);
  const ended = endOf(child, lines).finally(news);
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const hasSaid = (words: string): boolean => lines.some((line) => line.includes(words));
  return {
    ended,
    end: (signal) => {
      if (!gone()) child.kill(signal);
      return ended;
    },
    hangUp: () => void child.kill('SIGHUP'),
    tell: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    says: (words) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!gone() && !hasSaid(words)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    hasSaid,
    errors: () => lines.flatMap(errorIn),
  };
}

async function endOf(child: ChildProcess, lines: readonly string[]): Promise<End> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code === null ? { kind: 'killed' } : { kind: 'exited', code, last: lastWords(lines) };
}

/** Of a stack the line that names the error, otherwise the last one. */
function lastWords(lines: readonly string[]): string {
  return lines.slice(-40).find((line) => /^\s*(?:\w*error|signpost):/i.test(line)) ?? lines.at(-1) ?? '';
}

function errorIn(line: string): readonly string[] {
  if (!line.startsWith('{')) return [];
  const read = Line.safeParse(JSON.parse(line));
  return read.success && read.data.level >= ERROR ? [read.data.msg] : [];
}
