/** That one database is one bot's, by whatever name it is opened, and nobody else's to read. */
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../../src/edges/store/copies/snapshot.ts';
import { openStore } from '../../../src/edges/store/open-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signpost-take-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a database that a bot has open', () => {
  it.each([
    ['a symlink', (path: string) => (symlinkSync(path, join(folder, 'link.db')), join(folder, 'link.db'))],
    [
      'a symlink to its folder',
      (path: string) => (
        symlinkSync(join(folder, 'data'), join(folder, 'other')),
        path.replace('/data/', '/other/')
      ),
    ],
    ['a relative path', (path: string) => relative(process.cwd(), path)],
    ['a path with detours', (path: string) => path.replace('/data/', '/data/../data/./')],
    ['a hard link', (path: string) => (linkSync(path, join(folder, 'hard.db')), join(folder, 'hard.db'))],
  ])('is not opened by %s', async (_, otherName) => {
    const path = join(folder, 'data/x.db');
    const store = await openStore(path);
    try {
      await expect(openStore(otherName(path))).rejects.toThrow(/another signpost is running|second name/);
    } finally {
      await store.close();
    }
  });

  it('is not opened by either name while it has two, and is when one is removed', async () => {
    const path = join(folder, 'x.db');
    await (await openStore(path)).close();
    linkSync(path, join(folder, 'y.db'));
    await expect(openStore(path)).rejects.toThrow('find / -samefile');
    rmSync(join(folder, 'y.db'));
    await (await openStore(path)).close();
  });
});

describe("a database's files", () => {
  it("are the owner's alone, and so is a folder that is made for them", async () => {
    const path = join(folder, 'made/for/it/x.db');
    const store = await openStore(path);
    const copy = join(folder, 'copy.db');
    await takeSnapshot(path, copy);
    const files = ['', '-wal', '-shm', '.lock']
      .map((end) => `${path}${end}`)
      .filter((file) => existsSync(file));
    expect(files.length).toBeGreaterThan(2);
    expect([...files, copy].map(modeOf)).toEqual([...files, copy].map(() => 0o600));
    expect(modeOf(join(folder, 'made'))).toBe(0o700);
    await store.close();
  });

  it('become so where an older version left them readable; a folder that was there is left alone', async () => {
    const path = join(folder, 'data/x.db');
    mkdirSync(join(folder, 'data'), { mode: 0o755 });
    await (await openStore(path)).close();
    for (const end of ['', '-wal', '-shm']) {
      if (!existsSync(`${path}${end}`)) writeFileSync(`${path}${end}`, '');
      chmodSync(`${path}${end}`, 0o644);
    }
    const store = await openStore(path);
    expect(['', '-wal', '-shm'].map((end) => modeOf(`${path}${end}`))).toEqual([0o600, 0o600, 0o600]);
    expect(modeOf(join(folder, 'data'))).toBe(0o755);
    await store.close();
  });
});

describe('a lock that is none', () => {
  it.each([
    ['a folder', (lock: string) => mkdirSync(lock)],
    ['words', (lock: string) => writeFileSync(lock, 'pid 123\n'.repeat(200))],
  ])('is not taken for another bot: %s', async (_, make) => {
    const path = join(folder, 'x.db');
    make(`${path}.lock`);
    const error = await openStore(path).then(
      () => new Error('it opened'),
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain(`remove ${path}.lock`);
    expect(String(error)).not.toContain('another signpost');
    rmSync(`${path}.lock`, { recursive: true });
    await (await openStore(path)).close();
  });
});

describe('a place that cannot be a database', () => {
  it.each([
    ['a folder', (at: string) => (mkdirSync(at), at), 'is a folder; let store.path name a file'],
    ['below a file', (at: string) => (writeFileSync(at, ''), join(at, 'x.db')), 'is a file, not a folder'],
    [
      'deep below a file',
      (at: string) => (writeFileSync(at, ''), join(at, 'a/b/x.db')),
      'is a file, not a folder',
    ],
    ['another file', (at: string) => (writeFileSync(at, 'words '.repeat(200)), at), 'is no SQLite database'],
    ['a circle of links', (at: string) => (symlinkSync(at, at), at), 'a link that leads in a circle'],
    [
      'a link to nowhere',
      (at: string) => (symlinkSync(`${at}/no/where`, `${at}.db`), `${at}.db`),
      'not there',
    ],
  ])('is told with its path and what to do: %s', async (_, make, words) => {
    const path = make(join(folder, 'place'));
    const error = await openStore(path).then(
      () => new Error('it opened'),
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain(words);
    expect(String(error)).toContain(path);
  });
});
