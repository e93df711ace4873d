import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { briefPaths, configFiles, sharedListFiles } from '../../../src/app/run/config-files.ts';
import { checkConfig } from '../../../src/app/run/read-config.ts';
import { formatIssue } from '../../../src/config/issue.ts';
import { SMALL_CONFIG } from '../../config/small-config.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signpost-files-'));
  for (const each of ['config/briefs', 'config/lists', 'feeds'])
    mkdirSync(join(root, each), { recursive: true });
  for (const { path, text } of SMALL_CONFIG) writeFileSync(join(root, path), text);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function said(): Promise<readonly string[]> {
  const loaded = checkConfig(await configFiles(root), root);
  return loaded.kind === 'ok' ? [] : loaded.issues.map((issue) => formatIssue(issue));
}

/** Puts something else where a file or folder is. */
function replace(path: string, put: (whole: string) => void): void {
  const whole = join(root, path);
  rmSync(whole, { recursive: true, force: true });
  put(whole);
}

const folder = (whole: string): void => mkdirSync(whole);
const pipe = (whole: string): void => void execFileSync('mkfifo', [whole]);
const linkTo =
  (target: string) =>
  (whole: string): void =>
    symlinkSync(target, whole);

describe('what stands in place of a file that people edit', () => {
  it.each([
    ['config/signpost.yaml', 'a folder', folder, /^config\/signpost.yaml:1:1 a folder stands in place/],
    ['config/signpost.yaml', 'a pipe', pipe, /^config\/signpost.yaml:1:1 a pipe/],
    ['config/briefs/small.yaml', 'a pipe', pipe, /^config\/briefs\/small.yaml:1:1 a pipe/],
    ['config/briefs/small.yaml', 'a device', linkTo('/dev/zero'), /^config\/briefs\/small.yaml:1:1 .*device/],
    [
      'config/briefs/small.yaml',
      'a link to nothing',
      linkTo('gone.yaml'),
      /small.yaml:1:1 it is a link to a/,
    ],
    [
      'feeds/small.yaml',
      'a link to itself',
      linkTo('small.yaml'),
      /small.yaml:1:1 it is a link that leads back/,
    ],
    ['feeds', 'a file', (whole: string) => writeFileSync(whole, 'x'), /^feeds:1:1 a file stands in place/],
  ])('says of %s that it is %s, and nothing else', async (path, _, put, words) => {
    replace(path, put);
    expect(await said()).toEqual([expect.stringMatching(words)]);
  });

  it('names a second brief that is a link to nothing, though the first is sound', async () => {
    replace('config/briefs/other.yaml', linkTo('gone.yaml'));
    expect(await said()).toEqual([expect.stringMatching(/^config\/briefs\/other.yaml:1:1 it is a link to/)]);
  });

  it('names everything that cannot be read at once', async () => {
    replace('config/signpost.yaml', pipe);
    replace('config/briefs/other.yaml', folder);
    replace('feeds/other.opml', linkTo('gone.opml'));
    replace('config/lists/other.yaml', linkTo('/dev/zero'));
    expect((await said()).map((line) => line.split(':')[0])).toEqual([
      'config/briefs/other.yaml',
      'config/lists/other.yaml',
      'config/signpost.yaml',
      'feeds/other.opml',
    ]);
  });

  it('reads no file of a size that nobody writes', async () => {
    truncateSync(join(root, 'feeds/small.yaml'), 1_000_000_000);
    expect(await said()).toEqual([expect.stringMatching(/^feeds\/small.yaml:1:1 the file has 1000 MB/)]);
  });

  it('refuses to go on with lists or briefs that cannot be read', async () => {
    replace('config/lists/other.yaml', pipe);
    await expect(sharedListFiles(root)).rejects.toThrow(/config\/lists\/other.yaml:1:1 a pipe/);
    replace('config/briefs', (whole) => writeFileSync(whole, 'x'));
    expect(() => briefPaths(root)).toThrow(/config\/briefs:1:1 a file stands in place of the folder/);
  });
});
