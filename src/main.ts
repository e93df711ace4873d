#!/usr/bin/env node
/** The command line: arguments in, exit code out. Of the commands it loads the one that is named. */
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };

type Add = (program: Command) => void;

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  run: async () => (await import('./app/cli/run.ts')).addRun,
  init: async () => (await import('./app/cli/init.ts')).addInit,
  check: async () => (await import('./app/cli/check.ts')).addCheck,
  demo: async () => (await import('./app/cli/demo.ts')).addDemo,
  replay: async () => (await import('./app/cli/replay.ts')).addReplay,
  try: async () => (await import('./app/cli/briefs/try.ts')).addTry,
  tune: async () => (await import('./app/cli/briefs/tune.ts')).addTune,
  explain: async () => (await import('./app/cli/briefs/explain.ts')).addExplain,
  new: async () => (await import('./app/cli/new.ts')).addNew,
  parse: async () => (await import('./app/cli/parse.ts')).addParse,
  feeds: async () => (await import('./app/cli/feeds/feeds.ts')).addFeeds,
  manifest: async () => (await import('./app/cli/manifest.ts')).addManifest,
  backup: async () => (await import('./app/cli/backup.ts')).addBackup,
  restore: async () => (await import('./app/cli/restore.ts')).addRestore,
  move: async () => (await import('./app/cli/move.ts')).addMove,
  doctor: async () => (await import('./app/cli/doctor.ts')).addDoctor,
  'test-post': async () => (await import('./app/cli/test-post.ts')).addTestPost,
  schema: async () => (await import('./app/cli/schema.ts')).addSchema,
};

const args = process.argv.slice(2);
const program = new Command('signpost')
  .description(packageJson.description)
  .version(packageJson.version)
  .option('-r, --root <folder>', 'the folder that holds config/ and feeds/', '.')
  .exitOverride()
  .showHelpAfterError('(run with --help for the usage)')
  .showSuggestionAfterError();
for (const load of wanted()) (await load())(program);

// A reader that has seen enough, as `| head` does, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  if (args.length === 0) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    process.stderr.write(`signpost: ${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env['SIGNPOST_DEBUG'] !== undefined) console.error(error);
    process.exitCode = 1;
  }
}

/**
 * The commands to load: loading all of them takes longer than most of them run. The first argument that is no option
 * names one; where none does, the help or a suggestion has to know them all.
 */
function wanted(): readonly (() => Promise<Add>)[] {
  const [first = '', second = '', third = ''] = args;
  const name = first === '-r' || first === '--root' ? third : first.startsWith('--root=') ? second : first;
  if (name === '--version' || name === '-V') return [];
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return named === undefined ? Object.values(COMMANDS) : [named];
}
