/** `signpost tune` on a root with a database: suggestions and a patch are printed, nothing is written. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTune } from '../../../../src/app/cli/briefs/run-tune.ts';
import { openStore } from '../../../../src/edges/store/open-store.ts';
import { SMALL_CONFIG } from '../../../config/small-config.ts';

const BRIEF = `id: quays
title: Quays
happened: h
leverage: l
mechanism: m
matters: m
watch: strikes
indicators:
  - id: strikes
    name: Strikes
    quote: strikes
    # Kept as it stands.
    query: |
      docker* AND (strike* OR walkout*)
    examples:
      hits: [Dockers strike]
      misses: [Dockers sing]
`;

const JUDGED = `title,indicator,relevant
"Dockers strike, and sing, at quay one",strikes,yes
Dockers strike gold in musical,strikes,no
"Musical: dockers strike a chord",quays/strikes,no
`;

let root: string;
let out: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signpost-tune-'));
  for (const { path, text } of SMALL_CONFIG) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await mkdir(join(root, 'config/briefs'), { recursive: true });
  await writeFile(join(root, 'config/briefs/quays.yaml'), BRIEF);
  await writeFile(join(root, 'judged.csv'), JUDGED);
  out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

const options = () => ({
  root,
  brief: [join(root, 'config/briefs/quays.yaml')],
  indicator: undefined,
  since: '90d',
  judged: join(root, 'judged.csv'),
});

async function makeStore(): Promise<void> {
  await mkdir(join(root, 'data'), { recursive: true });
  await (await openStore(join(root, 'data/signpost.db'))).close();
}

describe('signpost tune', () => {
  it('prints a patch that the file takes, and leaves the file alone', async () => {
    await makeStore();
    expect(await runTune(options())).toBe(0);
    expect(out).toContain('Strikes (strikes): add AND NOT musical');
    expect(out).toContain(
      [
        '--- a/config/briefs/quays.yaml',
        '+++ b/config/briefs/quays.yaml',
        '@@ -11,7 +11,7 @@',
        '     quote: strikes',
        '     # Kept as it stands.',
        '     query: |',
        '-      docker* AND (strike* OR walkout*)',
        '+      docker* AND (strike* OR walkout*) AND NOT musical',
      ].join('\n'),
    );
    expect(await readFile(join(root, 'config/briefs/quays.yaml'), 'utf8')).toBe(BRIEF);
  });

  it('says what is wrong, where and how to mend it', async () => {
    await expect(runTune(options())).rejects.toThrow(/does not exist; run the bot first/);
    await makeStore();
    await expect(runTune({ ...options(), indicator: 'strike' })).rejects.toThrow(
      'there is no indicator strike; write one of quays/strikes',
    );
    const wrong = async (text: string): Promise<string> => {
      await writeFile(join(root, 'judged.csv'), text);
      return runTune(options()).then(
        () => 'nothing',
        (error: unknown) => String(error),
      );
    };
    expect(await wrong('headline,indicator,relevant\nx,strikes,yes\n')).toContain(
      'csv:1 has no column "title"',
    );
    expect(await wrong('title,indicator,relevant\nx,strokes,yes\n')).toContain(
      'csv:2 there is no indicator "strokes" in these briefs; write one of strikes',
    );
    expect(await wrong('title,indicator,relevant\nx,strikes,perhaps\n')).toContain(
      'csv:2 "perhaps" says nothing of relevant; write yes or no',
    );
  });
});
