/** `signpost explain "headline"`: per indicator, match or nearest miss, with the words marked. */
import type { Command } from 'commander';
import { z } from 'zod';
import { explainBrief } from '../../core/query/explain/explain-brief.ts';
import { renderExplanation } from '../../core/query/explain/render-explanation.ts';
import { collect } from './collect.ts';
import { readBriefs } from './read-briefs.ts';
import { terminal } from './terminal.ts';

const Options = z.object({
  brief: z.array(z.string()).min(1),
  summary: z.string().default(''),
  outlet: z.string().default(''),
  lang: z.string().default(''),
});

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('say which indicators a headline matches, and how nearly it missed the others')
    .argument('<headline>', 'the headline, in quotes')
    .requiredOption('-b, --brief <file>', 'the brief; may be given more than once', collect)
    .option('-s, --summary <text>', 'the summary that came with it')
    .option('--outlet <name>', 'the outlet, for queries that ask')
    .option('--lang <code>', 'the language, for queries that ask')
    .action(async (headline: string, raw: unknown) => {
      const options = Options.parse(raw);
      const briefs = await readBriefs(options.brief);
      if (briefs === undefined) {
        process.exitCode = 1;
        return;
      }
      const { summary, outlet, lang } = options;
      const text = { title: headline, summary, outlet, lang, feed: '' };
      for (const brief of briefs) {
        for (const { indicator, explanation } of explainBrief(brief, text)) {
          const mark = explanation.matched ? '●' : '○';
          process.stdout.write(`${mark} ${indicator.name} (${indicator.id})\n`);
          process.stdout.write(`${renderExplanation(explanation, terminal())}\n\n`);
        }
      }
    });
}
