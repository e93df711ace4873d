import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRoot } from '../../../src/app/run/check-root.ts';
import { checkInThread } from '../../../src/app/run/check-in-thread.ts';
import type { ConfigFile } from '../../../src/config/config-file.ts';
import { SMALL_BRIEF, SMALL_CONFIG, SMALL_FEEDS, spoil } from '../../config/small-config.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const forEver = new AbortController().signal;

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signpost-judge-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(files: readonly ConfigFile[]): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** A module of the test's own for the thread to run. */
async function moduleOf(text: string): Promise<URL> {
  const path = join(root, 'thread.mjs');
  await writeFile(path, text);
  return pathToFileURL(path);
}

describe('judgeInThread', () => {
  it('hands over the configuration that we ship, to the last property', async () => {
    const { loaded, said } = await checkInThread(REPOSITORY, forEver);
    const here = await checkRoot(REPOSITORY);
    expect(here.loaded.kind).toBe('ok');
    expect(loaded).toStrictEqual(here.loaded);
    expect(said).toEqual(here.said);
  });

  it('hands over warnings with their places beside a good configuration', async () => {
    const text = SMALL_BRIEF.replace('indicators:', 'lists: { spare: [unused] }\nindicators:');
    await write(spoil({ path: 'config/briefs/small.yaml', text }));
    const { loaded, said } = await checkInThread(root, forEver);
    expect(loaded).toMatchObject({ kind: 'ok', config: { feeds: [{ id: 'example' }] } });
    expect(said).toEqual([
      expect.stringMatching(
        /^config\/briefs\/small\.yaml:8:\d+ warning: no query uses the list \$spare[^]*\^$/,
      ),
    ]);
  });

  it('hands over every fault with its place, and sums them up', async () => {
    await write(
      spoil(
        { path: 'config/briefs/small.yaml', text: SMALL_BRIEF.replace('query: sign', 'query: "(sign"') },
        { path: 'feeds/small.yaml', text: SMALL_FEEDS.replace('https://example.org/feed.xml', 'nonsense') },
      ),
    );
    const { loaded, said } = await checkInThread(root, forEver);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(/^config\/briefs\/small\.yaml:12:\d+ /);
    expect(said[1]).toMatch(/^feeds\/small\.yaml:4:10 url "nonsense" is not a feed address/);
    expect(loaded).toEqual({ kind: 'bad', fault: `${said[0]?.split('\n')[0]} (and 1 more)` });
  });

  it('takes what is missing for a fault', async () => {
    const { loaded, said } = await checkInThread(join(root, 'nowhere'), forEver);
    expect(loaded.kind).toBe('bad');
    expect(said).toEqual([expect.stringContaining('nowhere:1:1 there is no such folder; name the one')]);
    const empty = await checkInThread(root, forEver);
    expect(empty.said).toContainEqual(
      expect.stringContaining('config/signpost.yaml:1:1 the file is missing'),
    );
  });

  it('rejects with what the thread throws, now or later', async () => {
    const now = await moduleOf("throw new Error('a bug in the checks');");
    await expect(checkInThread(root, forEver, { module: now })).rejects.toThrow(/^a bug in the checks$/);
    const later = await moduleOf("await Promise.reject(new Error('a bug that came later'));");
    await expect(checkInThread(root, forEver, { module: later })).rejects.toThrow(/^a bug that came later$/);
  });

  it('rejects where the thread ends without a word', async () => {
    const module = await moduleOf('process.exit(0);');
    await expect(checkInThread(root, forEver, { module })).rejects.toThrow('ended without a word');
  });

  it('rejects, and the process lives, where the memory does not suffice', async () => {
    await write(SMALL_CONFIG);
    const module = await moduleOf('const all = []; for (;;) all.push(new Array(10_000).fill({}));');
    await expect(checkInThread(root, forEver, { module, heapMb: 16 })).rejects.toThrow(
      'the configuration takes more than 16 MB to read',
    );
  });

  it('ends the thread when it is told to', async () => {
    const module = await moduleOf('for (;;);');
    const controller = new AbortController();
    const base = checkInThread(root, controller.signal, { module });
    controller.abort();
    await expect(base).rejects.toBe(controller.signal.reason);
    await expect(checkInThread(root, controller.signal)).rejects.toBe(controller.signal.reason);
  });
});
