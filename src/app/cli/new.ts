/** `signpost new`: drafts a brief from an article. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { readBrief } from '../../config/read-brief.ts';
import { readLists } from '../../config/read-lists.ts';
import { showPlace } from '../../config/show-place.ts';
import { writeBrief } from '../../config/write-brief.ts';
import { draftBrief } from '../../core/article/draft.ts';
import { readArticle } from '../../core/article/sections.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { sharedListFiles } from '../run/read-config.ts';
import { suggestFeeds } from './suggest-feeds.ts';

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
  const text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file} cannot be read; check the name (${String(error)})`);
  });
  const read = readArticle(text);
  if (read.kind === 'unreadable') {
    process.stderr.write(`${file}: ${read.what}; ${read.remedy}\n`);
    return 1;
  }
  const { lists } = readLists(await sharedListFiles(root));
  const drafted = draftBrief(read.article, lists);
  if (drafted.indicators.length === 0) {
    process.stderr.write(
      `${file}: no sign was found below "what to watch"; write each as "Watch for …", or as a line that begins with "- "\n`,
    );
    return 1;
  }
  const id = options.id ?? drafted.id;
  const path = options.out ?? join(root, 'config/briefs', `${id}.yaml`);
  const feeds = await suggestFeeds(root, read.article, drafted.indicators, lists);
  const brief = writeBrief({ ...drafted, id }, feeds);
  const { issues } = readBrief(path, brief, { shared: lists, checkQueries: checkBrief });
  for (const issue of issues) process.stderr.write(`${showPlace(issue, brief)}\n`);
  if (issues.some(({ severity }) => severity === 'error')) return 1;
  if (path === '-') process.stdout.write(brief);
  else if (existsSync(path)) {
    process.stderr.write(`${path} exists; name another file with --out, or another id with --id\n`);
    return 1;
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, brief);
  }
  const count = drafted.indicators.length;
  process.stderr.write(
    `${path === '-' ? 'drafted' : `wrote ${path}`}: ${count} ${count === 1 ? 'sign' : 'signs'} (${drafted.indicators.map((each) => each.id).join(', ')})\n` +
      'Each guess is marked. Next: replace the made-up examples by real headlines, then signpost check.\n',
  );
  return 0;
}
