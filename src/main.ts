#!/usr/bin/env node
/** The command line: arguments in, exit code out. */
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addBackup } from './app/cli/backup.ts';
import { addCheck } from './app/cli/check.ts';
import { addDemo } from './app/cli/demo.ts';
import { addDoctor } from './app/cli/doctor.ts';
import { addExplain } from './app/cli/briefs/explain.ts';
import { addFeeds } from './app/cli/feeds/feeds.ts';
import { addInit } from './app/cli/init.ts';
import { addManifest } from './app/cli/manifest.ts';
import { addMove } from './app/cli/move.ts';
import { addNew } from './app/cli/new.ts';
import { addParse } from './app/cli/parse.ts';
import { addReplay } from './app/cli/replay.ts';
import { addTry } from './app/cli/briefs/try.ts';
import { addTune } from './app/cli/briefs/tune.ts';
import { addRestore } from './app/cli/restore.ts';
import { addRun } from './app/cli/run.ts';
import { addSchema } from './app/cli/schema.ts';
import { addTestPost } from './app/cli/test-post.ts';

const program = new Command('signpost')
  .description(packageJson.description)
  .version(packageJson.version)
  .option('-r, --root <folder>', 'the folder that holds config/ and feeds/', '.')
  .exitOverride()
  .showHelpAfterError('(run with --help for the usage)')
  .showSuggestionAfterError();

for (const add of [
  addRun,
  addInit,
  addCheck,
  addDemo,
  addReplay,
  addTry,
  addTune,
  addExplain,
  addNew,
  addParse,
  addFeeds,
  addManifest,
  addBackup,
  addRestore,
  addMove,
  addDoctor,
  addTestPost,
  addSchema,
])
  add(program);

// A reader that has seen enough, as `| head` does, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    process.stderr.write(`signpost: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env['SIGNPOST_DEBUG'] !== undefined) console.error(error);
    process.exitCode = 1;
  }
}
