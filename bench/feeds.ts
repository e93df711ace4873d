/** Measures how many documents of a folder of feed files are read as their `cases.json` expects. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Item } from '../src/core/feed/read/item.ts';
import { itemIdentity } from '../src/core/feed/normalise.ts';
import { parseFeed } from '../src/core/feed/read/parse.ts';

const Case = z.object({
  file: z.string(),
  url: z.string(),
  contentType: z.string().nullish(),
  expectItems: z.number().optional(),
  expectFirst: z.object({
    title: z.string().optional(),
    link: z.string().optional(),
    id: z.string().optional(),
    date: z.string().optional(),
  }),
});
type Case = z.infer<typeof Case>;

const FIELDS = ['title', 'link', 'id', 'date'] as const;
type Field = (typeof FIELDS)[number];
type Fault = { readonly field: Field | 'items'; readonly expected: string; readonly got: string };

/** Share of cases with title, link, id and date all as expected that acceptance asks for. */
const TARGET = 430 / 435;

/**
 * Reads `FOLDER/cases.json` and prints the share of cases read as expected, by field and altogether; with
 * `--errors N` also the first N faults. Resolves to the exit code: 0 where the target is met, else 1, and 2 for bad usage.
 */
export async function run(args: readonly string[]): Promise<number> {
  const folder = args.find((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--errors');
  if (folder === undefined) {
    process.stderr.write(
      'usage: bench feeds FOLDER [--errors N]; FOLDER holds cases.json and the documents it names\n',
    );
    return 2;
  }
  const shown = args.includes('--errors') ? Number(args[args.indexOf('--errors') + 1] ?? 20) : 0;
  const cases = z.array(Case).parse(JSON.parse(await readFile(join(folder, 'cases.json'), 'utf8')));
  const results = [];
  for (const one of cases) results.push({ one, faults: await faultsOf(folder, one) });
  for (const field of [...FIELDS, 'items'] as const) {
    const asserted = results.filter(({ one }) => asserts(one, field));
    const right = asserted.filter(({ faults }) => !faults.some((fault) => fault.field === field));
    print(`${field.padEnd(6)} ${percent(right.length, asserted.length)}`);
  }
  const perfect = results.filter(({ faults }) => faults.every(({ field }) => field === 'items'));
  print(`all    ${percent(perfect.length, results.length)}`);
  const faulty = results.flatMap(({ one, faults }) => faults.map((fault) => ({ file: one.file, ...fault })));
  for (const { file, field, expected, got } of faulty.slice(0, shown)) {
    print(`${file}\n  ${field}: expected ${expected}\n  ${' '.repeat(field.length)}       got ${got}`);
  }
  return perfect.length >= TARGET * results.length ? 0 : 1;
}

async function faultsOf(folder: string, one: Case): Promise<readonly Fault[]> {
  const bytes = await readFile(join(folder, one.file));
  const outcome = await parseFeed(bytes, { ...one, url: servedFrom(bytes, one.url) });
  const items = outcome.kind === 'feed' ? outcome.feed.items : [];
  const first = items[0];
  const faults: Fault[] = [];
  for (const field of FIELDS) {
    const expected = one.expectFirst[field];
    if (expected === undefined) continue;
    const got = first === undefined ? 'no item' : valueOf(first, field);
    const same = field === 'date' ? Date.parse(expected) === Date.parse(got) : expected === got;
    if (!same) faults.push({ field, expected, got: outcome.kind === 'feed' ? got : outcome.reason });
  }
  if (one.expectItems !== undefined && one.expectItems !== items.length)
    faults.push({ field: 'items', expected: String(one.expectItems), got: String(items.length) });
  return faults;
}

/** The address of a document; Python feedparser's cases write the header that they are to be served with into a comment. */
function servedFrom(bytes: Uint8Array, url: string): string {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const location = /^<!--\s*Header:\s*Content-Location:\s*(\S+)/i.exec(head)?.[1];
  return location === undefined ? url : (URL.parse(location, url)?.href ?? url);
}

function valueOf(item: Item, field: Field): string {
  switch (field) {
    case 'title':
      return item.title;
    case 'link':
      return item.link ?? '';
    case 'id':
      return itemIdentity(item);
    case 'date': {
      const date = item.published ?? item.updated;
      return date === undefined ? '' : new Date(date).toISOString();
    }
  }
}

const asserts = (one: Case, field: Fault['field']): boolean =>
  (field === 'items' ? one.expectItems : one.expectFirst[field]) !== undefined;

const percent = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
