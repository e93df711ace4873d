import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Relation } from '../../../src/core/story/relation.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { createPipeline } from '../../../src/app/ingest/ingest.ts';
import { openStore } from '../../../src/edges/store/open-store.ts';
import { entriesOf, START, ZOO } from '../bench-of-news.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SAMPLE = join(ROOT, 'feeds/sample');
const BRIEF = join(ROOT, 'config/briefs/nato-loyalty.yaml');
const Line = z.strictObject({
  id: z.string(),
  labels: z.array(z.string()),
  story: z.string(),
  relation: Relation,
  follows: z.string().optional(),
});

const signpost = (
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'src/main.ts'), ...args],
      { cwd: ROOT, maxBuffer: 1 << 26 },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-replay-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('signpost replay', () => {
  it('prints one line per item, the same whatever the files are called and in which order they come', async () => {
    const other = join(folder, 'renamed');
    await cp(SAMPLE, other, { recursive: true });
    await rm(join(other, 'feeds.yaml'));
    const plain = join(folder, 'plain');
    await cp(other, plain, { recursive: true });
    const names = (await readdir(other)).filter((name) => /\.(?:xml|json)$/.test(name)).sort();
    for (const [i, name] of names.entries())
      await rename(join(other, name), join(other, `${String(99 - i)}-${name}`));
    const [one, two] = await Promise.all(
      [plain, other].map((each) => signpost('replay', each, '--brief', BRIEF, '--format', 'jsonl')),
    );
    const lines = (one?.out ?? '')
      .trim()
      .split('\n')
      .map((line) => Line.parse(JSON.parse(line)));
    expect(lines.length).toBeGreaterThan(190);
    expect(lines.some(({ labels }) => labels.includes('us-conditionality'))).toBe(true);
    expect(two?.out).toBe(one?.out);
  });

  it('says what a change of queries adds and removes', async () => {
    const brief = await readFile(BRIEF, 'utf8');
    const against = join(folder, 'other.yaml');
    const start = brief.indexOf('- id: us-conditionality');
    expect(start).toBeGreaterThan(0);
    // The same brief, but its last indicator looks for ponies.
    const query = brief.indexOf('query: |', start);
    const examples = brief.indexOf('examples:', query);
    const rest = brief.indexOf('correlations:', examples);
    const pony = 'query: pony\n    examples: { hits: [a pony], misses: [a horse] }\n';
    await writeFile(against, `${brief.slice(0, query)}${pony}${brief.slice(rest)}`);
    const { code, out } = await signpost(
      'replay',
      SAMPLE,
      '-b',
      BRIEF,
      '--against',
      against,
      '--samples',
      '1',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^14 days, \d+ entries: \d+ stories, \+[1-9]\d* −0 against /);
    expect(out).toMatch(/us-conditionality: [1-9]\d* stories, 0 before, \+[1-9]\d* −0\n {2}\+ 2026-09-/);
  });

  it("tries a brief on the bot's own entries, also while it runs", async () => {
    const path = join(folder, 'own.db');
    const store = await openStore(path);
    const pipeline = await createPipeline({
      store,
      lists: {},
      briefs: [ZOO],
      matcher: compileBriefs([ZOO]),
      writer: {
        route: { match: {}, receiver: 'room', continue: false, routes: [] },
        groupWait: 0,
        placeholders: new Map(),
        nameDelivery: deliveryNamer('test'),
      },
      catchUp: Infinity,
      wake: () => undefined,
    });
    const news = [{ title: 'White House ties brigade in Romania to loyalty of its president', at: START }];
    await pipeline.ingest({ entries: entriesOf(news, START), history: false, now: START });
    const root = join(folder, 'root');
    await mkdir(root);
    for (const part of ['config', 'feeds']) await cp(join(ROOT, part), join(root, part), { recursive: true });
    const settings = join(root, 'config/signpost.yaml');
    await writeFile(settings, (await readFile(settings, 'utf8')).replace('data/signpost.db', path));
    const { code, out, err } = await signpost('--root', root, 'try', '-b', BRIEF, '--since', '2020-01-01');
    await store.close();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/us-conditionality\): 1 story of 1 entry, 1 alert/);
  });

  it.each([
    [['replay', '-b', BRIEF], "missing required argument 'folder'"],
    [['replay', SAMPLE, '-b', 'nowhere.yaml'], 'nowhere.yaml cannot be read'],
    [['replay', SAMPLE, '-b', BRIEF, '--since', 'yesterday'], 'is not a date'],
    [['replay', SAMPLE, '-b', BRIEF, '--format', 'xml'], 'the format is text or jsonl'],
    [['replay', join(ROOT, 'docs'), '-b', BRIEF], 'holds no feed document'],
    [['replay', SAMPLE], "required option '-b, --brief <file>' not specified"],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await signpost(...args);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });
});

describe('signpost', () => {
  it('ends the demo by itself with the alerts and the board', async () => {
    const { code, out } = await signpost('demo');
    expect(code).toBe(0);
    expect(out).toContain('The article: “');
    expect(out).toContain('also reported by');
    expect(out).toMatch(/items in \d+ stories led to \d+ alerts/);
  });

  it('explains a headline per indicator', async () => {
    const { code, out } = await signpost(
      'explain',
      '--brief',
      BRIEF,
      'Nato chief thanks US president for his leadership',
    );
    expect(code).toBe(0);
    expect(out).toContain('● ');
    expect(out).toContain('○ ');
  });

  it('parses a feed and refuses what is none', async () => {
    const good = await signpost('parse', join(SAMPLE, 'parapet-review.json'), '--json');
    expect(good.code).toBe(0);
    for (const line of good.out.trim().split('\n'))
      expect(JSON.parse(line)).toMatchObject({
        id: expect.any(String),
        link: expect.stringContaining('https://'),
      });
    const bad = await signpost('parse', join(ROOT, 'package.json'), '--json');
    expect([bad.code, bad.out]).toEqual([1, '']);
    expect(bad.err).toContain('not a feed');
  });
});
