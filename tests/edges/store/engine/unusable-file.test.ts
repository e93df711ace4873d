import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../src/edges/store/open-store.ts';
import { unusableFile } from '../../../../src/edges/store/engine/unusable-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-unusable-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const said = async (path: string): Promise<string> => {
  try {
    await (await openStore(path)).close();
    return 'opened';
  } catch (error) {
    return String(error);
  }
};

describe('a database file that cannot be opened', () => {
  it('is a folder', async () => {
    const path = join(folder, 'data');
    await mkdir(path);
    expect(await said(path)).toContain(`${path} is a folder; let store.path name a file`);
  });

  it('stands below a file', async () => {
    await writeFile(join(folder, 'data'), '');
    expect(await said(join(folder, 'data/signpost.db'))).toContain(
      `a part of the way to ${join(folder, 'data/signpost.db')} is a file`,
    );
  });

  it.each([
    ['short', 'hello\n'],
    ['long', 'hello\n'.repeat(2_000)],
  ])('is no database: a %s text', async (_, text) => {
    const path = join(folder, 'signpost.db');
    await writeFile(path, text);
    expect(await said(path)).toContain(`${path} is no SQLite database; let store.path name another file`);
  });

  it.each([
    [{ code: 'ENOSPC' }, 'the disk of /x is full; free space on it'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'the disk of /x is full; free space on it'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 8 }, '/x may not be written'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 778 }, 'the disk of /x cannot be read or written'],
  ])('is told by what the system says: %j', (error, words) => {
    expect(String(unusableFile('/x', Object.assign(new Error('no'), error)))).toContain(words);
  });

  it('is the database of another program, which is left as it was', async () => {
    const path = join(folder, 'other.db');
    const other = new DatabaseSync(path);
    other.exec('create table recipes (name text)');
    other.close();
    expect(await said(path)).toContain(`${path} is the database of another program, and stays as it is`);
    const after = new DatabaseSync(path);
    expect(
      after
        .prepare('select name from sqlite_schema')
        .all()
        .map(({ name }) => name),
    ).toEqual(['recipes']);
    after.close();
    expect(existsSync(path)).toBe(true);
  });

  it('is empty, and becomes one', async () => {
    const path = join(folder, 'signpost.db');
    await writeFile(path, '');
    expect(await said(path)).toBe('opened');
    expect(await said(path)).toBe('opened');
  });

  it.each([
    ['the folder is missing', 'data/signpost.db', /mkdir -p \S+data && chown \d+ \S+data/],
    ['the folder is there', 'signpost.db', /run chown -R \d+ \S+/],
  ])('may not be written: %s', async (_, name, remedy) => {
    await chmod(folder, 0o555);
    const denied = Object.assign(new Error('permission denied'), { code: 'EACCES' });
    const wrapped = String(unusableFile(join(folder, name), denied));
    expect(wrapped).toContain(
      `${folder} may not be written by user ${process.getuid?.()}, it belongs to user`,
    );
    expect(wrapped).toMatch(remedy);
    await chmod(folder, 0o755);
  });

  it('says nothing of an error that is none of these', () => {
    const bug = new TypeError('x is not a function');
    expect(unusableFile('x.db', bug)).toBe(bug);
  });
});
