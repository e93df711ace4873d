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
import { draftBrief } from '../../core/article/draft.ts';
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
  // An article is prose, saved by whatever program wrote it: its encoding is told by its letters.
  const read = readArticle(decodeBytes(bytes, undefined));
  if (read.kind === 'unreadable') return { kind: 'faulty', said: [`${file}: ${read.what}; ${read.remedy}`] };
  const files = await sharedListFiles(root);
  const { lists } = readLists(files, await knownLists(files));
  const drafted = draftBrief(read.article, lists);
  if (drafted.indicators.length === 0) {
    const said = `${file}: no sign was found below "what to watch"; write each as "Watch for …", or as a line that begins with "- "`;
    return { kind: 'faulty', said: [said] };
  }
  const named = { ...drafted, id: id ?? drafted.id };
  const brief = writeBrief(named, await suggestFeeds(root, read.article, drafted.indicators, lists));
  const path = `config/briefs/${named.id}.yaml`;
  const { issues } = readBrief(path, brief, { shared: lists, checkQueries: checkBrief });
  const said = issues.map((issue) => showPlace(issue, brief));
  if (issues.some(({ severity }) => severity === 'error')) return { kind: 'faulty', said };
  return { kind: 'drafted', id: named.id, brief, signs: drafted.indicators.map((each) => each.id), said };
}
