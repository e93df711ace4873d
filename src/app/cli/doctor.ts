/** `signpost doctor`: looks over configuration, tokens, rights, feeds, clock and disk, and says what to mend. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Config } from '../../config/load-config.ts';
import type { PlatformOptions } from '../../core/delivery/platform.ts';
import { bad, badAsSaid, doubtful, type Finding, good } from '../../core/health/finding.ts';
import { stopWordsByLanguage } from '../../core/lists/lexicon.ts';
import { languagesOfBriefs } from '../../core/lists/spoken-languages.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { readAdoptions } from '../../edges/store/copies/read-adoptions.ts';
import { openHttp } from '../../edges/http/open-http.ts';
import type { ClockServer } from '../../edges/http/server-clock.ts';
import { examineClock } from '../doctor/examine-clock.ts';
import { examineStore } from '../doctor/examine-disk.ts';
import { examineFeeds } from '../doctor/examine-feeds.ts';
import { examineReceivers } from '../doctor/examine-receivers.ts';
import { openOwnParser } from '../run/open-bot-helper.ts';
import { readConfig } from '../run/read-config.ts';
import { PLATFORMS } from '../run/platforms.ts';
import { readReceiverValues } from '../run/receiver-secrets.ts';
import { readSecrets, readValue, type Secrets, variablesOf } from '../run/secrets.ts';
import { loadEnv } from './load-env.ts';
import { terminal } from './terminal.ts';

const MARKS = { good: ['✓', 32], doubtful: ['!', 33], bad: ['✗', 31] } as const;
const FEED_HOSTS_AT_ONCE = 16;
/** Ten thousand feeds of one host take three hours; nobody waits for that. */
const LONGEST = 30 * MINUTE;

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look over configuration, tokens, rights, feeds, clock and disk, and say what to mend')
    .option('--no-feeds', 'leave the feeds alone')
    .action(async (options: { feeds: boolean }) => {
      process.exitCode = await doctor(program.opts<{ root: string }>().root, options.feeds);
    });
}

async function doctor(root: string, withFeeds: boolean): Promise<number> {
  loadEnv(root);
  const counts = { good: 0, doubtful: 0, bad: 0 };
  const say = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      counts[finding.kind] += 1;
      process.stdout.write(line(finding));
    }
  };
  const secrets = await readSecrets(process.env).catch(asError);
  if (secrets instanceof Error) {
    say([badAsSaid('secrets', secrets.message, 'mend what the message names')]);
    return 1;
  }
  const loaded = await readConfig(root);
  say(configFindings(loaded));
  if (loaded.kind === 'ok') await examine(loaded.config, secrets, withFeeds, say);
  process.stdout.write(`\n${summaryOf(counts)}\n`);
  return counts.bad === 0 ? 0 : 1;
}

function summaryOf({ doubtful, bad }: Readonly<Record<'doubtful' | 'bad', number>>): string {
  const look =
    doubtful === 1 ? '1 line marked ! is worth a look.' : `${doubtful} lines marked ! are worth a look.`;
  const remedy = bad === 0 ? 'Nothing to mend' : `${bad} to mend`;
  if (doubtful > 0) return `${remedy}; ${look}`;
  return bad === 0 ? 'All is well.' : `${remedy}.`;
}

async function examine(
  config: Config,
  secrets: Secrets,
  withFeeds: boolean,
  say: (findings: readonly Finding[]) => void,
): Promise<void> {
  const { settings, feeds } = config;
  const signal = AbortSignal.timeout(LONGEST);
  const values = await readReceiverValues(PLATFORMS, settings.receivers, process.env).catch(asError);
  if (values instanceof Error) say([badAsSaid('secrets', values.message, 'mend what the message names')]);
  const env = { ...process.env, ...(values instanceof Error ? {} : values.env) };
  const target = secrets['DATABASE_URL'] ?? settings.store.path;
  say(await examineStore(target, Date.now));
  const variable = variablesOf(secrets, env);
  say(
    await examineReceivers(
      { platforms: PLATFORMS, settings, variable, adoptions: await readAdoptions(target) },
      signal,
    ),
  );
  say([await examineClock(timeServers(variable, config), Date.now)]);
  if (!withFeeds) return;
  const http = openHttp({
    userAgent: userAgentOf(settings.polling.contact),
    allowHosts: settings.polling.allow_hosts,
  });
  const parser = openOwnParser();
  const deps = {
    fetchFeed: http.fetchFeed,
    parse: (...document: Parameters<typeof parser.parse>) => parser.parse(...document),
    proxy: settings.polling.proxy,
    readSecret: (name: string) => readValue(name, process.env),
    concurrency: FEED_HOSTS_AT_ONCE,
    sleep: (ms: number) => sleep(ms),
    now: Date.now,
    stopWords: stopWordsByLanguage(config.lists),
    spoken: languagesOfBriefs(config.briefs),
  };
  say(await examineFeeds(deps, feeds, signal));
  await parser.close();
  await http.close();
}

function configFindings(loaded: Awaited<ReturnType<typeof readConfig>>): readonly Finding[] {
  const issues = loaded.kind === 'ok' ? loaded.warnings : loaded.issues;
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = issues.length - errors;
  if (errors > 0)
    return [bad('configuration', `${errors} error(s)`, 'signpost check says where, and how to mend them')];
  if (warnings > 0)
    return [doubtful('configuration', `sound, with ${warnings} warning(s)`, 'signpost check names them')];
  return [good('configuration', 'sound')];
}

/** Whom to ask the time: the chat platforms that are used, then publishers. */
function timeServers(
  variable: PlatformOptions['variable'],
  { feeds, settings }: Config,
): readonly ClockServer[] {
  const servers = feeds.slice(0, 3).map(({ url }) => ({
    url: new URL('/robots.txt', url).href,
    userAgent: userAgentOf(settings.polling.contact),
    allowHosts: settings.polling.allow_hosts,
  }));
  const platforms = PLATFORMS.flatMap(({ clock }) => {
    if (clock === undefined || variable(clock.where) === undefined) return [];
    const { pathname, origin } = new URL(clock.url);
    const url = new URL(pathname, variable(clock.origin) ?? origin);
    const agent = clock.userAgent?.(packageJson.version) ?? userAgentOf(undefined);
    // Where a platform is, is the operator's word.
    return [{ url: url.href, userAgent: agent, allowHosts: [url.hostname] }];
  });
  return [...platforms, ...servers];
}

function userAgentOf(contact: string | undefined): string {
  return `Signpost/${packageJson.version}${contact === undefined ? '' : ` (+${contact})`}`;
}

function line(finding: Finding): string {
  const [mark, colour] = MARKS[finding.kind];
  const shown = terminal().color ? `\u001b[${colour}m${mark}\u001b[0m` : mark;
  const remedy = finding.kind === 'good' ? '' : `\n    → ${finding.remedy}`;
  return `${shown} ${finding.about}: ${finding.said}${remedy}\n`;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
