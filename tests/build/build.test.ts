import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDockerfile } from '../container/read-dockerfile.ts';
import { rssDocument, startFeedServer } from '../peers/feed-server.ts';

const ROOT = join(import.meta.dirname, '../..');
let stage = '';

beforeAll(async () => {
  stage = await mkdtemp(join(tmpdir(), 'signpost-stage-'));
  await buildAsTheImage(stage);
}, 600_000);
afterAll(() => rm(stage, { recursive: true, force: true }));

/** Builds in a folder that holds what the image's first stage copies, and nothing else of the project. */
async function buildAsTheImage(folder: string): Promise<void> {
  const instructions = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
  const end = instructions.findLastIndex(({ name }) => name === 'FROM');
  for (const { args } of instructions.slice(0, end).filter(({ name }) => name === 'COPY'))
    for (const source of args.split(/\s+/).slice(0, -1))
      await cp(join(ROOT, source), join(folder, source), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const child = spawn(process.execPath, ['scripts/build.ts'], { cwd: folder, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the build ended with ${String(code)}`);
  // What the second stage puts beside it, and the demo plays.
  await cp(join(ROOT, 'feeds'), join(folder, 'feeds'), { recursive: true });
}

/** Runs the built program; `until` ends it with SIGTERM as soon as its output shows that text. */
async function run(args: readonly string[], cwd: string, until?: (output: string) => boolean) {
  const child = spawn(process.execPath, [join(stage, 'dist/main.js'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    let output = '';
    let told = false;
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      if (told || until?.(output) !== true) return;
      told = true;
      child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  } finally {
    child.kill('SIGKILL');
  }
}

describe('the build', () => {
  it('carries the shared lists as they are read', async () => {
    expect(await readdir(join(stage, 'dist'))).toEqual(expect.arrayContaining(['main.js', 'lists.json']));
  });

  it('plays the demo', async () => {
    const { code, output } = await run(['demo'], ROOT);
    expect(output).toMatch(/\d+ items in \d+ stories led to \d+ alerts\./);
    expect(code).toBe(0);
  }, 600_000);

  it('runs a bot: configuration thread, parser thread, an alert on the terminal, and a stop', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-built-'));
    const server = await startFeedServer();
    try {
      const old = { id: 'old', title: 'Harbour fair opens', published: Date.now() - 3_600_000 };
      const fresh = { id: 'new', title: 'Dockers call strike ballot', published: Date.now() - 60_000 };
      server.respond('/feed', { body: rssDocument([old]) }, { body: rssDocument([fresh, old]) });
      await writeBot(folder, server.url('/feed'));
      const { code, output } = await run(['run'], folder, (said) => said.includes('Coast Gazette ·'));
      expect(output).toMatch(/\*Dockers\* call strike \*ballot\*/);
      expect(code).toBe(0);
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  }, 600_000);
});

async function writeBot(folder: string, feed: string): Promise<void> {
  await mkdir(join(folder, 'config/briefs'), { recursive: true });
  await mkdir(join(folder, 'feeds'));
  await writeFile(
    join(folder, 'config/signpost.yaml'),
    `polling: { allow_hosts: ["${new URL(feed).hostname}"] }
receivers: { terminal: { type: console } }
route: { receiver: terminal }
group_wait: 1s
web: { port: 0 }
`,
  );
  await writeFile(
    join(folder, 'feeds/feeds.yaml'),
    `desk: coast\nfeeds: [{ id: coast, url: "${feed}", outlet: Coast Gazette, lang: en, every: 1s }]\n`,
  );
  await writeFile(
    join(folder, 'config/briefs/port.yaml'),
    `id: port
title: The dispute
happened: Talks were broken off.
leverage: The dockers can close the harbour.
mechanism: Each side waits.
matters: Medicines come through this port.
watch: Watch for a strike ballot.
indicators:
  - { id: ballot, name: Strike ballot, quote: a strike ballot, query: "docker* AND ballot",
      examples: { hits: [Dockers call strike ballot], misses: [Strike it lucky at the fair] } }
`,
  );
}
