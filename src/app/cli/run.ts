/** `signpost run`: the bot itself, until it is told to stop. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../../config/load-config.ts';
import { formatIssue } from '../../config/issue.ts';
import { showPlace } from '../../config/show-place.ts';
import { systemClock } from '../../edges/clock/clock.ts';
import { createLog } from '../../edges/log/log.ts';
import { keepRunning, type LastReload, type Loaded } from '../keep-running.ts';
import { checkConfig, configFiles } from '../read-config.ts';
import { readReceiverValues } from '../receiver-secrets.ts';
import { readSecrets, secretValues } from '../secrets.ts';
import type { Bot } from '../wire.ts';
import { hearSignals } from './hear-signals.ts';
import { terminal } from './terminal.ts';

/** Docker waits ten seconds after SIGTERM; so do we, less what the exit itself takes. */
const STOP_WITHIN = 9_000;

export function addRun(program: Command): void {
  program
    .command('run', { isDefault: true })
    .description('poll the feeds, post alerts, answer commands')
    .action(async () => {
      process.exitCode = await run(program.opts<{ root: string }>().root);
    });
}

async function run(root: string): Promise<number> {
  const signals = hearSignals();
  const envFile = join(root, '.env');
  // What the environment says already wins over the file.
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const secrets = await readSecrets(process.env);
  const loaded = await soundConfig(root);
  if (loaded.kind === 'bad') {
    process.stderr.write(
      'signpost does not start with a faulty configuration; mend the above, then try again\n',
    );
    return 1;
  }
  const { config } = loaded;
  const own = await readReceiverValues(config.settings.receivers, process.env);
  const log = createLog({
    level: 'info',
    secrets: [...secretValues(secrets), ...own.secrets],
    forPeople: process.stderr.isTTY,
  });
  if (secrets.DISCORD_TOKEN === undefined && secrets.SLACK_BOT_TOKEN === undefined)
    process.stdout.write('Neither DISCORD_TOKEN nor SLACK_BOT_TOKEN is set: alerts are printed here.\n\n');
  // The chat platforms' clients take most of a second to load; no other command needs them.
  const { startBot } = await import('../wire.ts');
  const start = (wanted: Config, lastReload: () => LastReload | undefined): Promise<Bot> =>
    startBot({
      config: wanted,
      secrets,
      env: { ...process.env, ...own.env },
      clock: systemClock,
      log,
      random: Math.random,
      out: { write: (text) => process.stdout.write(text), ...terminal() },
      lastReload,
    });
  const { now } = systemClock;
  const stopping = signals.told.then((signal) => {
    log.info({ signal }, 'stopping');
    // A peer that never answers must not keep the container from ending.
    setTimeout(() => {
      log.warn({}, 'some work did not end in time; what was under way is taken up at the next start');
      process.exit(0);
    }, STOP_WITHIN).unref();
  });
  const keeper = await keepRunning({ config, start, load: () => soundConfig(root), log, now });
  // Reloads come one after another; one that is asked for during another sees the files as they are then.
  signals.onReload(keeper.reload);
  await stopping;
  await keeper.stop();
  log.info({}, 'stopped');
  return 0;
}

/** The configuration of the root, or its first error after all of them were printed. */
async function soundConfig(root: string): Promise<Loaded> {
  const files = await configFiles(root);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const loaded = checkConfig(files);
  const issues = loaded.kind === 'ok' ? loaded.warnings : loaded.issues;
  for (const issue of issues) process.stderr.write(`${showPlace(issue, texts.get(issue.file))}\n`);
  if (loaded.kind === 'ok') return loaded;
  const errors = loaded.issues.filter(({ severity }) => severity === 'error');
  const [first] = errors.map((issue) => formatIssue(issue).split('\n')[0] ?? '');
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return { kind: 'bad', fault: `${first ?? 'it cannot be read'}${more}` };
}
