/** `signpost try`: what briefs would have brought, from the bot's stored entries or from any headlines. */
import type { Command } from 'commander';
import { z } from 'zod';
import { parseDuration } from '../../../core/time/duration.ts';
import { collect } from '../collect.ts';

const Options = z.object({
  brief: z.array(z.string()).min(1),
  since: z
    .string()
    .refine(
      (text) => parseDuration(text) !== undefined || !Number.isNaN(Date.parse(text)),
      'says nothing of time; write a duration such as 30d, or a date such as 2026-09-01',
    )
    .default('30d'),
});

export function addTry(program: Command): void {
  program
    .command('try')
    .description('say how much a brief would have brought, before it is saved: stories, alerts, near misses')
    .argument(
      '[source]',
      "a folder of recorded feeds, a CSV with a column of headlines, or a list of them (default: the bot's own stored entries)",
    )
    .requiredOption('-b, --brief <file>', 'the brief to try; may be given more than once', collect)
    .option('--since <when>', 'how far back: a duration or a date', '30d')
    .action(async (source: string | undefined, raw: unknown) => {
      const options = Options.safeParse(raw);
      if (!options.success) throw new Error(z.prettifyError(options.error));
      const { runTry } = await import('./run-try.ts');
      const { root } = program.opts<{ root: string }>();
      process.exitCode = await runTry({ ...options.data, root, source });
    });
}
