/** `signpost explain "headline"`: which indicators match, which nearly did and what they lacked. */
import type { Command } from 'commander';
import { z } from 'zod';
import { type BriefMatcher, compileForText } from '../../../core/query/language/compile-briefs.ts';
import { renderExplanation } from '../../../core/query/explain/render-explanation.ts';
import type { MatchText } from '../../../core/query/words/text.ts';
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
      const text = { title: headline, ...fields, feed: '' };
      const matcher = await compiled(brief.length > 0 ? brief : briefsOf(root), root, text);
      if (matcher === undefined) {
        process.exitCode = 1;
        return;
      }
      const explained = matcher.explainAll(text);
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

/**
 * A matcher for the text, without a look at the examples: one that fails is what people want explained. Undefined after
 * everything was printed that is wrong with a brief that cannot be compiled.
 */
async function compiled(
  paths: readonly string[],
  root: string,
  text: MatchText,
): Promise<BriefMatcher | undefined> {
  const read = await readBriefs(paths, root, () => []);
  const matcher = read === undefined ? undefined : compileForText(read.briefs, text);
  if (matcher === undefined && read !== undefined) await readBriefs(paths, root);
  return matcher;
}
