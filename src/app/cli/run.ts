/** `signpost run`: the bot itself, until it is told to stop. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { formatIssue } from '../../config/issue.ts';
import { systemClock } from '../../edges/clock/clock.ts';
import { createLog } from '../../edges/log/log.ts';
import { readConfig } from '../read-config.ts';
import { readSecrets, secretValues } from '../secrets.ts';
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
  const envFile = join(root, '.env');
  // What the environment says already wins over the file.
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const secrets = await readSecrets(process.env);
  const loaded = await readConfig(root);
  const issues = loaded.kind === 'ok' ? loaded.warnings : loaded.issues;
  for (const issue of issues) process.stderr.write(`${formatIssue(issue)}\n`);
  if (loaded.kind === 'bad') {
    process.stderr.write(
      'signpost does not start with a faulty configuration; mend the above, then try again\n',
    );
    return 1;
  }
  const log = createLog({ level: 'info', secrets: secretValues(secrets) });
  if (secrets.DISCORD_TOKEN === undefined && secrets.SLACK_BOT_TOKEN === undefined)
    process.stdout.write('Neither DISCORD_TOKEN nor SLACK_BOT_TOKEN is set: alerts are printed here.\n\n');
  // The chat platforms' clients take most of a second to load; no other command needs them.
  const { startBot } = await import('../wire.ts');
  const bot = await startBot({
    config: loaded.config,
    secrets,
    env: process.env,
    clock: systemClock,
    log,
    random: Math.random,
    out: { write: (text) => process.stdout.write(text), ...terminal() },
  });
  const signal = await new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  log.info({ signal }, 'stopping');
  // A peer that never answers must not keep the container from ending.
  setTimeout(() => {
    log.warn({}, 'some work did not end in time; what was under way is taken up at the next start');
    process.exit(0);
  }, STOP_WITHIN).unref();
  await bot.stop();
  log.info({}, 'stopped');
  return 0;
}
