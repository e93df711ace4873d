import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const BRIEF = 'config/briefs/zebras.yaml';
/** One feed that is never reached: port 9 (discard) of a loopback address, which is refused anyway. */
const FILES = {
  'config/signpost.yaml': `
polling: { concurrency: 16 }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
route: { receiver: discord }
web: { port: 0 }
`,
  [BRIEF]: `
id: zebras
title: Zebras
happened: x
leverage: x
mechanism: x
matters: x
watch: zebras
indicators:
  - id: zebras
    name: Zebras
    quote: zebras
    severity: high
    query: zebra
    examples: { hits: [a zebra], misses: [a horse] }
`,
  'feeds/nowhere.yaml':
    'desk: nowhere\nfeeds: [{ id: nowhere, url: "http://127.0.0.1:9/feed", outlet: Nowhere, lang: en }]\n',
};

let folder = '';
let bot: ChildProcess | undefined;
let said = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-run-'));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});
afterEach(async () => {
  if (bot !== undefined && bot.exitCode === null && bot.signalCode === null) {
    const ended = once(bot, 'exit');
    bot.kill('SIGKILL');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>> = {}): ChildProcess {
  said = '';
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'run'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  bot = child;
  return child;
}

/** Resolves once the bot has said it. */
async function hears(words: string): Promise<void> {
  while (!said.includes(words)) {
    if (bot === undefined || bot.exitCode !== null || bot.signalCode !== null)
      throw new Error(`it ended (${bot?.signalCode ?? bot?.exitCode}) without saying "${words}": ${said}`);
    await Promise.race([
      once(bot.stderr ?? bot, 'data'),
      once(bot.stdout ?? bot, 'data'),
      once(bot, 'close'),
    ]);
  }
}

/** The first line of the log that holds these words. */
function logged(words: string): unknown {
  const line = said.split('\n').find((text) => text.startsWith('{') && text.includes(words));
  return line === undefined ? undefined : JSON.parse(line);
}

describe('signpost run', () => {
  it('says that it posts to the terminal, follows good reloads, ignores bad ones, and ends with 0 on SIGTERM', async () => {
    const child = start();
    await hears('signpost is running');
    expect(said).toContain('None of DISCORD_TOKEN, SLACK_BOT_TOKEN is set: alerts are printed here.');

    const brief = await readFile(join(folder, BRIEF), 'utf8');
    await writeFile(join(folder, BRIEF), brief.replace('severity: high', 'severity: hgih'));
    child.kill('SIGHUP');
    await hears('the old one stays in force');
    expect(logged('hgih')).toMatchObject({ level: 50, file: BRIEF, line: expect.any(Number) });
    const web = `http://127.0.0.1:${/"port":(\d+)/.exec(said)?.[1]}`;
    const asked = async (path: string): Promise<string> => (await fetch(`${web}${path}`)).text();
    expect(await asked('/readyz')).toMatch(/"refused":"config\/briefs\/zebras\.yaml:\d+:\d+ .*hgih/);
    expect(await asked('/metrics')).toContain('signpost_config_last_reload_successful 0');

    await writeFile(join(folder, BRIEF), brief.replace('severity: high', 'severity: low'));
    child.kill('SIGHUP');
    await hears('the new configuration is in force');
    expect(await asked('/metrics')).toContain('signpost_config_last_reload_successful 1');

    const settings = await readFile(join(folder, 'config/signpost.yaml'), 'utf8');
    await writeFile(
      join(folder, 'config/signpost.yaml'),
      settings.replace('concurrency: 16', 'concurrency: 8'),
    );
    said = '';
    child.kill('SIGHUP');
    await hears('starting again inside this process');
    await hears('the new configuration is in force');

    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('says in the log why it does not start, and ends with 1', async () => {
    await mkdir(join(folder, 'data/signpost.db'), { recursive: true });
    expect(await once(start(), 'exit')).toEqual([1, null]);
    const lines = said.split('\n').filter((line) => line.startsWith('{'));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      level: 50,
      msg: expect.stringMatching(/^signpost does not start: .*signpost\.db is a folder/),
    });
    expect(said).not.toContain('\nsignpost: ');
  });

  it('obeys signals that come while it is starting', async () => {
    const child = start();
    await hears('alerts are printed here');
    child.kill('SIGHUP');
    await hears('the new configuration is in force');
    await hears('signpost is running');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);

    const second = start();
    await hears('alerts are printed here');
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
    expect(said).toContain('stopped');
  });

  it('ends on SIGTERM while it reads the configuration again', async () => {
    const child = start();
    await hears('signpost is running');
    child.kill('SIGHUP');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(said).toContain('stopped');
    expect(said).not.toContain('reload:');
  });

  it('refuses to start on a faulty configuration, with the place', async () => {
    await writeFile(
      join(folder, 'feeds/bad.yaml'),
      'desk: bad\nfeeds:\n  - { id: x, url: nonsense, outlet: X, lang: en }\n',
    );
    const [code] = await once(start(), 'exit');
    expect(code).toBe(1);
    expect(logged('is not a feed address')).toMatchObject({
      level: 50,
      file: 'feeds/bad.yaml',
      line: 3,
      column: 19,
      what: 'url "nonsense" is not a feed address',
    });
  });

  it('does not run twice on one database', async () => {
    start();
    await hears('signpost is running');
    const second = spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'run'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    second.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect(complaint).toContain('another signpost is running on data/signpost.db');
  });

  it('never shows a token', async () => {
    await writeFile(
      join(folder, '.env'),
      'DISCORD_TOKEN=very-secret-token-1234\nDISCORD_CHANNEL=300000000000000004\n',
    );
    start({ DISCORD_API_URL: 'http://127.0.0.1:9' });
    await hears('signpost is running');
    expect(said).toContain('Discord');
    expect(said).not.toContain('very-secret-token-1234');
  });
});
