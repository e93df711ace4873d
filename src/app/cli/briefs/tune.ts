/** `signpost tune`: what to change in a brief, by what people judged. */
import type { Command } from 'commander';
import { z } from 'zod';
import { parseDuration } from '../../../core/time/duration.ts';
import { briefsOf } from '../read-briefs.ts';
import { collect } from '../collect.ts';

const Options = z.object({
  brief: z.array(z.string()).default([]),
  indicator: z.string().optional(),
  judged: z.string().optional(),
  since: z
    .string()
    .refine(
      (text) => parseDuration(text) !== undefined || !Number.isNaN(Date.parse(text)),
      'says nothing of time; write a duration such as 90d, or a date such as 2026-09-01',
    ),
});

export function addTune(program: Command): void {
  program
    .command('tune')
    .description('suggest changes of a brief by what people judged, with proof, as a patch; writes nothing')
    .option(
      '-b, --brief <file>',
      'a brief; may be given more than once (default: all in config/briefs)',
      collect,
    )
    .option('-i, --indicator <id>', 'one indicator only')
    .option('--judged <file>', 'a CSV of headlines judged elsewhere: title, indicator, relevant (yes or no)')
    .option('--since <when>', 'how far back changes are tried on what is stored: a duration or a date', '90d')
    .action(async (raw: unknown) => {
      const options = Options.safeParse(raw);
      if (!options.success) throw new Error(z.prettifyError(options.error));
      const { root } = program.opts<{ root: string }>();
      const { brief, indicator, judged, since } = options.data;
      const { runTune } = await import('./run-tune.ts');
      const files = brief.length > 0 ? brief : briefsOf(root);
      process.exitCode = await runTune({ root, brief: files, indicator, judged, since });
    });
}
