/** A strict local chat platform in a process of its own, so that a bot can be killed around it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type PeerProcess = {
  /** The line it printed when it was up. */
  readonly hello: Readonly<Record<string, unknown>>;
  /** Sends a message to what was loaded before it, and waits for an answer. */
  readonly tell: (message: object) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts a peer's `serve.ts` and waits for its line of JSON. Throws where it ends before. */
export async function startPeer(
  script: string,
  args: readonly string[] = [],
  { before }: { /** A module to load before it. */ readonly before?: string } = {},
): Promise<PeerProcess> {
  const node = [...(before === undefined ? [] : ['--import', before]), script, ...args];
  const child = spawn(process.execPath, node, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const hello = await firstLine(child, script);
  return {
    hello: JSON.parse(hello) as Record<string, unknown>,
    tell: async (message) => {
      const answered = once(child, 'message');
      child.send(message);
      await answered;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess, script: string): Promise<string> {
  if (child.stdout === null) throw new Error('the peer has no output');
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script} ended before it was up`);
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  return line;
}
