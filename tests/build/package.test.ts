/** Packs what would be published, installs it into an empty folder and uses it there, on the oldest Node and on today's. */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rssDocument, startFeedServer } from '../peers/feed-server.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Takes a registry and a minute; `npm run verify:full` and CI have both. */
const WANTED = process.env['SIGNPOST_FULL'] !== undefined;
const NODES = ['22.16.0', '24'];
const TOO_OLD = '20.19.0';

let folder = '';
const binary = (version: string): string =>
  join(folder, `node-${version}`, 'node_modules', `node-${platform()}-${arch()}`, 'bin/node');
const program = (): string => join(folder, 'installed/node_modules/signpost/bin/signpost.js');

type Ended = { readonly code: number; readonly out: string; readonly err: string };

const call = (file: string, args: readonly string[], cwd: string) =>
  new Promise<Ended>((resolve) => {
    const child = execFile(file, args, { cwd, maxBuffer: 2 ** 26 }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const { code, err } = await call('npm', args, cwd);
  if (code !== 0) throw new Error(`npm ${args.join(' ')}: ${err}`);
}

describe.skipIf(!WANTED)('the package', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signpost-package-'));
    await npm(['pack', '--pack-destination', folder], ROOT);
    const [tarball = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    for (const version of [...NODES, TOO_OLD])
      await install(`node-${version}`, [`node-${platform()}-${arch()}@${version}`]);
    await install('installed', [join(folder, tarball)]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function install(name: string, packages: readonly string[]): Promise<void> {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'package.json'), '{ "private": true }\n');
    await npm(['install', '--ignore-scripts', ...packages], join(folder, name));
  }

  it('brings its bundle and next to nothing else', async () => {
    const names = await readdir(join(folder, 'installed/node_modules'));
    expect(names.filter((name) => !name.startsWith('.')).toSorted()).toEqual(['@resvg', 'signpost']);
    const own = await readdir(join(folder, 'installed/node_modules/signpost'));
    expect(own).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'bin', 'config', 'dist', 'feeds']));
    expect(own).not.toContain('src');
  });

  it.each(NODES)(
    'plays the demo, makes a workspace, checks it and polls a feed on Node %s',
    async (version) => {
      const node = binary(version);
      const empty = await mkdtemp(join(folder, 'empty-'));
      const demo = await call(node, [program(), 'demo'], empty);
      expect([demo.code, demo.err]).toEqual([0, '']);
      expect(demo.out).toMatch(/led to \d+ alerts/);
      const init = await call(node, [program(), 'init'], empty);
      expect([init.code, init.err]).toEqual([0, '']);
      const check = await call(node, [program(), 'check'], empty);
      expect([check.code, check.out]).toEqual([0, expect.stringMatching(/^ok: 1 brief/m)]);
      await pollsOnce(node, empty);
    },
  );

  it(`says in one sentence that Node ${TOO_OLD} is too old`, async () => {
    const { code, out, err } = await call(binary(TOO_OLD), [program(), 'demo'], folder);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^signpost needs Node 22\.16 or newer and this is v20\.19\.0[^\n]*\n$/);
  });
});

/** One poll of one feed in a workspace: the headline is stored below it, the bot ends well. */
async function pollsOnce(node: string, root: string): Promise<void> {
  const server = await startFeedServer();
  try {
    const item = { id: 'one', title: 'Harbour fair opens', published: Date.now() };
    server.respond('/feed', { body: rssDocument([item]) });
    for (const name of await readdir(join(root, 'feeds'))) await rm(join(root, 'feeds', name));
    await writeFile(
      join(root, 'feeds/own.yaml'),
      `desk: own\nfeeds: [{ id: coast, url: "${server.url('/feed')}", outlet: Coast Gazette, lang: en, every: 1s }]\n`,
    );
    const settings = join(root, 'config/signpost.yaml');
    const text = (await readFile(settings, 'utf8')).replace(
      '  interval: 15m',
      '  allow_hosts: ["127.0.0.1"]',
    );
    await writeFile(settings, `${text}web: { port: 0 }\n`);
    const bot = spawn(node, [program(), 'run'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => bot.once('close', resolve));
    let said = '';
    bot.stderr.on('data', (data: Buffer) => (said += data.toString()));
    await server.received(2);
    bot.kill('SIGTERM');
    expect([await ended, said]).toEqual([0, expect.not.stringContaining('ExperimentalWarning')]);
    expect(await readdir(join(root, 'data'))).toContain('signpost.db');
  } finally {
    await server.close();
  }
}
