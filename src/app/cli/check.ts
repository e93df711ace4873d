/** `signpost check`: everything that is wrong with the configuration, at once, each with its place. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { showPlace } from '../../config/show-place.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { wordsIn } from '../../core/indicator/words-in.ts';
import { spokenLanguages } from '../../core/lists/spoken-languages.ts';
import { madeInChat, NOTHING } from './made-in-chat.ts';
import { knownLists } from '../run/known-lists.ts';
import { checkConfig } from '../run/read-config.ts';
import { configFiles } from '../run/config-files.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('check config/ and feeds/, run every example, and say what is wrong and how to mend it')
    .action(async () => {
      process.exitCode = await check(program.opts<{ root: string }>().root);
    });
}

async function check(root: string): Promise<number> {
  const files = await configFiles(root);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const loaded = checkConfig(files, root, await knownLists(files));
  const chat = loaded.kind === 'ok' ? await madeInChat(root, loaded.config) : NOTHING;
  const issues = [...(loaded.kind === 'ok' ? loaded.warnings : loaded.issues), ...chat.issues];
  for (const issue of issues) process.stdout.write(`${showPlace(issue, texts.get(issue.file))}\n`);
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  let warnings = issues.length - errors;
  if (loaded.kind === 'bad') {
    process.stderr.write(`${count(errors, 'error')}, ${count(warnings, 'warning')}\n`);
    return 1;
  }
  const { briefs, feeds, settings } = loaded.config;
  for (const line of await chanceWarnings(join(root, settings.store.path), briefs)) {
    process.stdout.write(`${line}\n`);
    warnings += 1;
  }
  for (const brief of briefs)
    for (const said of languagesOf(brief)) process.stdout.write(`${brief.id}: ${said}\n`);
  const indicators = briefs.reduce((sum, brief) => sum + brief.indicators.length, 0);
  process.stdout.write(
    `ok: ${[
      count(briefs.length, 'brief'),
      count(indicators, 'indicator'),
      count(feeds.length, 'feed'),
      count(warnings, 'warning'),
    ].join(', ')}\n${chat.said}`,
  );
  return 0;
}

/** Patterns that chance often completes, by the rates of what the bot has stored; none where it has not run here. */
async function chanceWarnings(store: string, briefs: readonly Brief[]): Promise<readonly string[]> {
  if (!existsSync(store) || briefs.every(({ correlations }) => correlations.length === 0)) return [];
  const { warnOfChance } = await import('./warn-of-chance.ts');
  return warnOfChance(store, briefs);
}

/** The languages that the brief's signs have words in. */
function languagesOf(brief: Brief): readonly string[] {
  return wordsIn(
    brief.indicators.map((indicator) => ({
      name: indicator.name,
      languages: spokenLanguages(indicator, brief),
    })),
  );
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
