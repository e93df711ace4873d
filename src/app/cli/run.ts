/** `signpost run`: the bot itself, until it is told to stop. */
import type { Command } from 'commander';
import type { Config } from '../../config/load-config.ts';
import { STALL_LIMITS } from '../../core/health/stall.ts';
import { systemClock } from '../../edges/clock/clock.ts';
import { createLog, type Log, logLevel } from '../../edges/log/log.ts';
import { checkInThread } from '../run/check-in-thread.ts';
import type { LastReload } from '../run/bot-base.ts';
import { keepRunning, type Loaded } from '../run/keep-running.ts';
import { PLATFORMS } from '../run/platforms.ts';
import { readReceiverValues } from '../run/receiver-secrets.ts';
import { readSecrets, secretValues } from '../run/secrets.ts';
import type { Bot } from '../run/wire.ts';
import { hearFaults } from './hear-faults.ts';
import { hearSignals } from './hear-signals.ts';
import { loadEnv } from './load-env.ts';
import { terminal } from './terminal.ts';

/** Docker waits ten seconds after SIGTERM; so do we, less what the exit itself takes. */
const STOP_WITHIN = 9_000;

export function addRun(program: Command): void {
  program
    .command('run')
    .description('poll the feeds, post alerts, answer commands')
    .action(async () => {
      process.exitCode = await run(program.opts<{ root: string }>().root);
    });
}

async function run(root: string): Promise<number> {
  const signals = hearSignals();
  loadEnv(root);
  const secrets = await readSecrets(process.env);
  const ending = new AbortController();
  void signals.told.then(() => ending.abort());
  // The chat platforms' clients take most of a second to load; no other command needs them.
  const wiring = import('../run/wire.ts');
  // Until the receivers' own secrets are read nothing of theirs is logged.
  const early = openLog(secretValues(secrets));
  const loaded = await soundConfig(root, ending.signal, early).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  if (loaded === undefined) {
    early.info({}, 'stopped before the configuration was read');
    return 0;
  }
  if (loaded.kind === 'bad') {
    early.error(
      { fault: loaded.fault },
      'signpost does not start with a faulty configuration; mend the above, then try again',
    );
    return 1;
  }
  const { config } = loaded;
  const own = await readReceiverValues(PLATFORMS, config.settings.receivers, process.env);
  const log = openLog([...secretValues(secrets), ...own.secrets]);
  hearFaults(log);
  const tokens = [...new Set(PLATFORMS.flatMap(({ receivers }) => receivers.flatMap(({ needs }) => needs)))];
  if (tokens.every((name) => secrets[name] === undefined))
    process.stdout.write(`None of ${tokens.join(', ')} is set: alerts are printed here.\n\n`);
  const { startBot } = await wiring;
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
      stallLimits: STALL_LIMITS,
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
  const keeper = await keepRunning({
    config,
    start,
    load: (signal) => soundConfig(root, signal, log),
    log,
    now,
  }).catch((error: unknown) => notStarted(log, error));
  if (keeper === undefined) return 1;
  // Reloads come one after another; one that is asked for during another sees the files as they are then.
  signals.onReload(keeper.reload);
  await stopping;
  await keeper.stop();
  log.info({}, 'stopped');
  return 0;
}

/** Says why in the log where a collector reads it, and otherwise to whoever sits at the terminal. */
function notStarted(log: Log, error: unknown): undefined {
  if (process.stderr.isTTY) throw error;
  const why = error instanceof Error ? error.message : String(error);
  log.error({ err: error }, `signpost does not start: ${why}`);
}

/** The log of a run, with the least level that LOG_LEVEL names. */
function openLog(secrets: readonly string[]): Log {
  return createLog({ level: logLevel(process.env['LOG_LEVEL']), secrets, forPeople: process.stderr.isTTY });
}

/**
 * The configuration of the root, or its first error, after everything that is wrong with it was said: with its place and a
 * picture to a person at a terminal, and as lines of the log where a collector reads.
 */
async function soundConfig(root: string, signal: AbortSignal, log: Log): Promise<Loaded> {
  const { loaded, said, issues } = await checkInThread(root, signal);
  if (process.stderr.isTTY) for (const lines of said) process.stderr.write(`${lines}\n`);
  else
    for (const { severity, ...issue } of issues)
      log[severity === 'error' ? 'error' : 'warn'](
        issue,
        `${issue.file}: ${issue.what.split('\n')[0] ?? ''}`,
      );
  return loaded;
}
