/** `signpost replay DIR`: what the bot would have said about recorded feeds. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { showPlace } from '../../config/show-place.ts';
import { readBrief } from '../../config/read-brief.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { checkBrief } from '../../core/query/check-brief.ts';
import { consoleSink } from '../../edges/console/sink.ts';
import { createLog } from '../../edges/log/log.ts';
import { labelEntries } from '../label-entries.ts';
import { readRecording } from '../recorded-feeds.ts';
import { replay } from '../replay.ts';
import { terminal } from './terminal.ts';

const Instant = z
  .string()
  .refine(
    (text) => !Number.isNaN(Date.parse(text)),
    'is not a date; write 2026-09-01 or 2026-09-01T12:00:00Z',
  )
  .transform((text) => Date.parse(text));

const Options = z.object({
  brief: z.array(z.string()).min(1),
  format: z.enum(['text', 'jsonl'], 'the format is text or jsonl'),
  since: Instant.optional(),
  until: Instant.optional(),
});
type Options = z.infer<typeof Options>;

export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('play recorded feeds through the whole pipeline and print what would have been said')
    .argument('<folder>', 'recorded feed documents: RSS, Atom, RDF or JSON Feed')
    .requiredOption('-b, --brief <file...>', 'the brief, or briefs, to watch with')
    .option(
      '-f, --format <format>',
      'text: the alerts; jsonl: one line per entry with its labels and story',
      'text',
    )
    .option('--since <date>', 'leave out what was published before')
    .option('--until <date>', 'leave out what was published from then on')
    .action(async (folder: string, raw: unknown) => {
      const options = Options.safeParse(raw);
      if (!options.success) throw new Error(z.prettifyError(options.error));
      process.exitCode = await run(folder, options.data);
    });
}

async function run(folder: string, options: Options): Promise<number> {
  const briefs = await readBriefs(options.brief);
  if (briefs === undefined) return 1;
  const recording = await readRecording(folder);
  for (const { file, reason } of recording.skipped)
    process.stderr.write(`${folder}/${file}: skipped: ${reason}\n`);
  if (recording.feeds === 0)
    throw new Error(`${folder} holds no feed document; name a folder of recorded feeds`);
  const entries = recording.entries.filter(
    ({ publishedAt }) =>
      publishedAt >= (options.since ?? Number.NEGATIVE_INFINITY) &&
      publishedAt < (options.until ?? Number.POSITIVE_INFINITY),
  );
  const text = options.format === 'text';
  const print: Sink = text
    ? consoleSink({ write: (line) => process.stdout.write(line), ...terminal() })
    : (send) => Promise.resolve({ kind: 'sent', ref: { channel: 'none', message: send.deliveryId } });
  const { store } = await replay({
    entries,
    briefs,
    route: { match: {}, receiver: 'print', continue: false, routes: [] },
    groupWait: 0,
    sinks: new Map([['print', print]]),
    log: createLog({ level: 'error', secrets: [] }),
  });
  if (!text)
    for (const line of await labelEntries(store, entries)) process.stdout.write(`${JSON.stringify(line)}\n`);
  await store.close();
  return 0;
}

/** Reads and checks briefs; undefined after the issues of a bad one were printed. */
export async function readBriefs(paths: readonly string[]): Promise<readonly Brief[] | undefined> {
  const briefs: Brief[] = [];
  let bad = false;
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => {
      throw new Error(
        `${path} cannot be read; give the path of a brief, such as config/briefs/nato-loyalty.yaml`,
      );
    });
    const { brief, issues } = readBrief(path, text, checkBrief);
    if (brief === undefined) bad = true;
    else briefs.push(brief);
    for (const issue of issues) process.stderr.write(`${showPlace(issue, text)}\n`);
  }
  return bad ? undefined : briefs;
}
