import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkConfig } from '../../../src/app/run/read-config.ts';
import { SMALL_CONFIG } from '../../config/small-config.ts';

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
let elsewhere = '';
beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'signpost-elsewhere-'));
});
afterAll(() => rm(elsewhere, { recursive: true, force: true }));

const call = (...args: string[]) => callWith('', ...args);

/** What the program says that is given `input` on its standard input. */
const callWith = (input: string, ...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { cwd: elsewhere }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end(input);
  });

describe('the command line', () => {
  it('prints help where no command is given, and starts nothing', async () => {
    const { code, out, err } = await call();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Usage: signpost');
    expect(out).toContain('doctor');
  });

  it('suggests the command that was probably meant', async () => {
    const { code, err } = await call('replai');
    expect(code).toBe(1);
    expect(err).toContain("unknown command 'replai'");
    expect(err).toContain('Did you mean replay?');
  });
});

describe('the root', () => {
  it.each(['nowhere', 'file.txt'])('has to be a folder: %s', async (name) => {
    await writeFile(join(elsewhere, 'file.txt'), '');
    const { code, out, err } = await call('--root', name, 'check');
    expect(code).toBe(1);
    expect(out + err).toContain(
      `${name}:1:1 there is no such folder; name the one that holds config/ and feeds/ with --root`,
    );
  });
});

describe('an article in an old encoding', () => {
  it('is read by its letters', async () => {
    const article =
      '# Überfällige Prüfung\n\n## Was geschah\n\nDie Behörde verschob die Prüfung.\n\n## Worauf zu achten ist\n\n- Der Minister kündigt Rücktritt an.\n';
    await writeFile(join(elsewhere, 'artikel.md'), Buffer.from(article, 'latin1'));
    const { out } = await call('new', 'artikel.md', '--out', '-');
    expect(out).toContain('kündigt Rücktritt an');
  });
});

describe('an article that is pasted', () => {
  it('is read from standard input', async () => {
    const article =
      '# Port\n\n## What happened\n\nTalks broke off.\n\n## What to watch next\n\n- Watch for a strike ballot at the port.\n';
    const { code, out } = await callWith(article, 'new', '-', '--out', '-');
    expect(code).toBe(0);
    expect(out).toContain('quote: a strike ballot at the port');
  });

  it('is asked for where nothing is pasted', async () => {
    const { code, err } = await callWith('', 'new', '-', '--out', '-');
    expect(code).toBe(1);
    expect(err).toMatch(/^-: /);
  });
});

describe('the database of a root', () => {
  it.each([
    ['data/signpost.db', 'elsewhere/data/signpost.db'],
    ['/var/lib/signpost.db', '/var/lib/signpost.db'],
    [':memory:', ':memory:'],
  ])('%s stands at %s', (path, expected) => {
    const files = SMALL_CONFIG.map((file) =>
      file.path === 'config/signpost.yaml'
        ? { ...file, text: `${file.text}\nstore: { path: "${path}" }\n` }
        : file,
    );
    const loaded = checkConfig(files, 'elsewhere');
    expect(loaded.kind === 'ok' ? loaded.config.settings.store.path : loaded.issues).toBe(expected);
  });
});
