/** `signpost new`: drafts a brief from an article. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeBytes } from '../../core/feed/read/decode.ts';
import type { Command } from 'commander';
import { z } from 'zod';
import { readBrief } from '../../config/read-brief.ts';
import { readLists } from '../../config/read-lists.ts';
import { showPlace } from '../../config/show-place.ts';
import { writeBrief } from '../../config/write-brief.ts';
import { type Draft, draftBrief } from '../../core/article/draft.ts';
import { readArticle } from '../../core/article/sections.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { knownLists } from '../run/known-lists.ts';
import { sharedListFiles } from '../run/config-files.ts';
import { suggestFeeds } from './feeds/suggest-feeds.ts';
import { readInput } from './read-input.ts';

const Options = z.object({ id: z.string().optional(), out: z.string().optional() });

export function addNew(program: Command): void {
  program
    .command('new')
    .description('draft a brief from an article with a list of what to watch; every guess in it is marked')
    .argument('<article>', 'the article, as text or Markdown, or - for standard input')
    .option('--id <id>', 'the id of the brief; else made from the title')
    .option(
      '-o, --out <file>',
      'where to write it, or - for standard output (default: config/briefs/<id>.yaml)',
    )
    .action(async (file: string, raw: unknown) => {
      const { root } = program.opts<{ root: string }>();
      process.exitCode = await draft(file, Options.parse(raw), root);
    });
}

async function draft(file: string, options: z.infer<typeof Options>, root: string): Promise<number> {
  const drafted = await draftFromFile(file, root, options.id);
  for (const line of drafted.said) process.stderr.write(`${line}\n`);
  if (drafted.kind === 'faulty') return 1;
  const { id, brief, signs } = drafted;
  const path = options.out ?? join(root, 'config/briefs', `${id}.yaml`);
  if (path === '-') process.stdout.write(brief);
  else if (existsSync(path)) {
    process.stderr.write(`${path} exists; name another file with --out, or another id with --id\n`);
    return 1;
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, brief);
  }
  const count = signs.length;
  process.stderr.write(
    `${path === '-' ? 'drafted' : `wrote ${path}`}: ${count} ${count === 1 ? 'sign' : 'signs'} (${signs.join(', ')})\n` +
      'Each guess is marked. Next: replace the made-up examples by real headlines, then signpost check.\n',
  );
  return 0;
}

export type DraftedBrief =
  | {
      readonly kind: 'drafted';
      readonly id: string;
      /** The text of the brief's file. */
      readonly brief: string;
      /** The ids of its indicators. */
      readonly signs: readonly string[];
      /** What is worth a look in it, each with its place. */
      readonly said: readonly string[];
    }
  | { readonly kind: 'faulty'; readonly said: readonly string[] };

/** Drafts the brief of an article file, or of standard input where it is `-`; throws where the file cannot be read. */
export async function draftFromFile(file: string, root: string, id?: string): Promise<DraftedBrief> {
  const bytes = await readInput(file);
  const made = madeBy(bytes);
  if (made !== undefined) {
    const said = `${file}: is ${made}, not text; open it, copy its text, and paste it: signpost new - (or save it as plain text)`;
    return { kind: 'faulty', said: [said] };
  }
  if (bytes.length > LARGEST) {
    const said = `${file}: has ${Math.ceil(bytes.length / 1_000_000)} MB, and an article has less than 1; is it the right file?`;
    return { kind: 'faulty', said: [said] };
  }
  // An article is prose, saved by whatever program wrote it: its encoding is told by its letters.
  const read = readArticle(decodeBytes(bytes, undefined));
  if (read.kind === 'unreadable') return { kind: 'faulty', said: [`${file}: ${read.what}; ${read.remedy}`] };
  const files = await sharedListFiles(root);
  const { lists } = readLists(files, await knownLists(files));
  const drafted = draftBrief(read.article, lists);
  if (drafted.indicators.length === 0) {
    const said = `${file}: no sign was found below "what to watch"; write each as "Watch for …", or as a line that begins with "- "`;
    return { kind: 'faulty', said: [said, ...drafted.left.map((quote) => unread(file, quote))] };
  }
  const named = { ...drafted, id: id ?? drafted.id };
  const brief = writeBrief(named, await suggestFeeds(root, read.article, drafted.indicators, lists));
  const path = `config/briefs/${named.id}.yaml`;
  const { issues } = readBrief(path, brief, { shared: lists, checkQueries: checkBrief });
  const said = [...issues.map((issue) => showPlace(issue, brief)), ...unfound(file, drafted)];
  if (issues.some(({ severity }) => severity === 'error')) return { kind: 'faulty', said };
  return { kind: 'drafted', id: named.id, brief, signs: drafted.indicators.map((each) => each.id), said };
}

/** Bytes of the longest article that is read. */
const LARGEST = 1_000_000;

/** How the files of programs that write no plain text begin. */
const BEGINNINGS: readonly (readonly [letters: string, what: string])[] = [
  ['PK\u0003\u0004', 'a file of a word processor (or another zip file)'],
  ['%PDF-', 'a PDF'],
  ['{\\rtf', 'rich text (RTF)'],
  ['\u00D0\u00CF\u0011\u00E0', 'a file of an old word processor'],
];

/** What kind of file this is, where it is none of text. */
function madeBy(bytes: Uint8Array): string | undefined {
  const begun = String.fromCharCode(...bytes.subarray(0, 8));
  return BEGINNINGS.find(([letters]) => begun.startsWith(letters))?.[1];
}

const SECTION_NAMES = {
  title: 'a title',
  happened: 'what happened',
  leverage: 'who gains leverage',
  mechanism: 'what mechanism is operating',
  matters: 'why it matters',
  watch: 'what to watch next',
} as const;

/** What the article does not say, or says so that it was not understood. */
function unfound(file: string, { article, left }: Draft): readonly string[] {
  const names = article.guessed.map((section) => SECTION_NAMES[section]);
  return [
    ...(names.length === 0
      ? []
      : [`${file}: no heading was found for ${names.join(', ')}; what stands there in the brief is guessed`]),
    ...left.map((quote) => unread(file, quote)),
  ];
}

function unread(file: string, quote: string): string {
  return `${file}: no words to look for were found in the sign "${quote}"; write its query yourself, or say the sign in other words`;
}
