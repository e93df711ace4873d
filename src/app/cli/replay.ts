/** `signpost replay`: what the bot would have said about recorded feeds. */
import type { Command } from 'commander';
import { z } from 'zod';
import { collect } from './collect.ts';

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
  against: z.string().optional(),
  since: Instant.optional(),
  until: Instant.optional(),
  samples: z.coerce.number().int().min(0).max(1_000),
});
export function addReplay(program: Command): void {
  program
    .command('replay')
    .description('play recorded feeds through the whole pipeline and print what would have been said')
    .argument('<folder>', 'recorded feed documents: RSS, Atom, RDF or JSON Feed')
    .requiredOption('-b, --brief <file>', 'the brief to watch with; may be given more than once', collect)
    .option(
      '-f, --format <format>',
      'text: the alerts; jsonl: one line per entry with its labels, story and relation',
      'text',
    )
    .option('--against <brief>', 'say what the brief adds and removes compared with this one')
    .option('--samples <number>', 'with --against: headlines shown each way and indicator', '5')
    .option('--since <date>', 'leave out what was published before')
    .option('--until <date>', 'leave out what was published from then on')
    .action(async (folder: string, raw: unknown) => {
      const options = Options.safeParse(raw);
      if (!options.success) throw new Error(z.prettifyError(options.error));
      const { runReplay } = await import('./run-replay.ts');
      const { root } = program.opts<{ root: string }>();
      process.exitCode = await runReplay({ ...options.data, root, folder });
    });
}
