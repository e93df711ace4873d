/** `signpost explain "headline"`: which indicators match, which nearly did and what they lacked. */
import type { Command } from 'commander';
import { z } from 'zod';
import { compileBriefs } from '../../../core/query/language/compile-briefs.ts';
import { renderExplanation } from '../../../core/query/explain/render-explanation.ts';
import { collect } from '../collect.ts';
import { explanationLines } from './explanation-lines.ts';
import { briefsOf, readBriefs } from '../read-briefs.ts';
import { terminal } from '../terminal.ts';

const Options = z.object({
  brief: z.array(z.string()).default([]),
  summary: z.string().default(''),
  outlet: z.string().default(''),
  lang: z.string().default(''),
  tree: z.boolean().default(false),
});

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('say which indicators a headline matches, and how nearly it missed the others')
    .argument('<headline>', 'the headline, in quotes')
    .option(
      '-b, --brief <file>',
      'a brief; may be given more than once (default: all in config/briefs)',
      collect,
    )
    .option('-s, --summary <text>', 'the summary that came with it')
    .option('--outlet <name>', 'the outlet, for queries that ask')
    .option('--lang <code>', 'the language, for queries that ask')
    .option('--tree', 'every part of every query, with the words that it found')
    .action(async (headline: string, raw: unknown) => {
      const { brief, tree, ...fields } = Options.parse(raw);
      const { root } = program.opts<{ root: string }>();
      const read = await readBriefs(brief.length > 0 ? brief : await briefsOf(root), root);
      if (read === undefined) {
        process.exitCode = 1;
        return;
      }
      const explained = compileBriefs(read.briefs).explainAll({ title: headline, ...fields, feed: '' });
      const style = terminal();
      if (!tree) {
        process.stdout.write(`${explanationLines(explained, style).join('\n')}\n`);
        return;
      }
      for (const { indicator, explanation } of explained) {
        const mark = explanation.matched ? '●' : '○';
        process.stdout.write(`${mark} ${indicator.name} (${indicator.id})\n`);
        process.stdout.write(`${renderExplanation(explanation, style)}\n\n`);
      }
    });
}
