/** `signpost feeds add` and `feeds verify`: what asks publishers from the command line. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { addressKey } from '../../../config/check-feeds.ts';
import { formatIssue } from '../../../config/issue.ts';
import type { Config } from '../../../config/load-config.ts';
import { stopWordsByLanguage } from '../../../core/lists/lexicon.ts';
import { languagesOfBriefs } from '../../../core/lists/spoken-languages.ts';
import { compileBriefs } from '../../../core/query/language/compile-briefs.ts';
import { MINUTE } from '../../../core/time/duration.ts';
import { openHttp } from '../../../edges/http/open-http.ts';
import { examineFeeds } from '../../doctor/examine-feeds.ts';
import { findFeed } from '../../poll/find-feed.ts';
import { type Proposal, proposeFeed } from '../../poll/propose-feed.ts';
import { detectInHelper, openBotHelper, openHelpedParser } from '../../run/open-bot-helper.ts';
import { readConfig } from '../../run/read-config.ts';
import { readValue } from '../../run/secrets.ts';
import { userAgent } from '../../run/user-agent.ts';
import { loadEnv } from '../load-env.ts';
import { feedsOfChat } from '../made-in-chat.ts';
import { configBefore, feedPlace, writeFeed } from './feed-place.ts';

const AddOptions = z.object({
  desk: z.string().optional(),
  file: z.string().optional(),
  dryRun: z.boolean().default(false),
});
type AddOptions = z.infer<typeof AddOptions>;

const ADD_WITHIN = 5 * MINUTE;
const VERIFY_WITHIN = 30 * MINUTE;
const HOSTS_AT_ONCE = 16;
/** Other feeds of a page that are named. */
const MOST_OTHERS = 10;

export function addOnlineFeeds(program: Command, feeds: Command): void {
  const root = (): string => program.opts<{ root: string }>().root;
  feeds
    .command('add')
    .description('find the feed of an address, show a trial poll, and write its line')
    .argument('<address>', 'a feed, a home page, a YouTube channel, a subreddit, a Google News search …')
    .option('--file <file>', 'the file to write to; the only one in feeds/, or feeds/added.yaml')
    .option('--desk <desk>', 'the desk it belongs to')
    .option('--dry-run', 'write nothing')
    .action(async (address: string, options: unknown) => {
      process.exitCode = await add(root(), address, AddOptions.parse(options));
    });
  feeds
    .command('verify')
    .description('ask every feed once, and print which moved or answer no more; the line to write for each')
    .action(async () => {
      process.exitCode = await verify(root());
    });
}

async function configOf(root: string): Promise<Config> {
  const loaded = await readConfig(root);
  if (loaded.kind === 'ok') return loaded.config;
  for (const issue of loaded.issues) process.stderr.write(`${formatIssue(issue)}\n`);
  throw new Error('the configuration has errors; mend the above first');
}

/** The HTTP client and parser of the settings, and what closes them. */
function openAsking({ settings: { polling } }: Config) {
  const http = openHttp({ userAgent: userAgent(polling.contact), allowHosts: polling.allow_hosts });
  const helper = openBotHelper();
  const parser = openHelpedParser(helper);
  return {
    deps: {
      fetchFeed: http.fetchFeed,
      parse: (...document: Parameters<typeof parser.parse>) => parser.parse(...document),
      proxy: polling.proxy,
      readSecret: (name: string) => readValue(name, process.env),
    },
    detect: async (text: string) => (await detectInHelper(helper, [text]))[0],
    close: async (): Promise<void> => {
      await helper.close();
      await http.close();
    },
  };
}

async function add(root: string, address: string, options: AddOptions): Promise<number> {
  const place = await feedPlace(root, options);
  const config = await configBefore(root, place);
  // What the chat added is polled as well; a line with the same id would end that.
  const known = [...config.feeds, ...(await feedsOfChat(root, config)).feeds];
  const asking = openAsking(config);
  try {
    const found = await findFeed({ ...asking.deps, trusted: true }, address, AbortSignal.timeout(ADD_WITHIN));
    if (found.kind === 'not-found') {
      process.stderr.write(`${found.reason}\n`);
      return 1;
    }
    const twin = known.find(({ url }) => addressKey(url) === addressKey(found.url));
    if (twin !== undefined) {
      process.stderr.write(`${found.url} is polled already, as ${twin.id}\n`);
      return 1;
    }
    const proposal = await proposeFeed(found, {
      desk: place.desk,
      taken: new Set(known.map(({ id }) => id)),
      matcher: compileBriefs(config.briefs),
      detect: asking.detect,
      now: Date.now(),
    });
    process.stdout.write(describe(proposal, found.others));
    if (options.dryRun) return 0;
    await writeFeed(root, place, proposal.feed);
    process.stdout.write(
      `written to ${place.shown} as ${proposal.feed.id}; a running bot takes it over on SIGHUP\n`,
    );
    return 0;
  } finally {
    await asking.close();
  }
}

function describe(
  { feed, langBy, items, pace, newest, matches }: Proposal,
  others: readonly string[],
): string {
  const lang = {
    document: 'it says so',
    detected: 'by its words',
    nothing: 'nothing tells; write lang: yourself',
  }[langBy];
  const rhythm = pace ?? 'no dates to tell how often it publishes';
  const left = others.length - MOST_OTHERS;
  const hits = [...matches].map(([name, count]) => `  would match ${name}: ${count}`);
  return [
    `${feed.outlet}: ${feed.url}`,
    `  ${items} ${items === 1 ? 'item' : 'items'}, ${rhythm}; language ${feed.lang} (${lang})`,
    ...newest.map((title) => `  · ${title}`),
    ...(hits.length === 0 ? ['  matches no indicator now'] : hits),
    ...others.slice(0, MOST_OTHERS).map((other) => `  also there: ${other}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
    '',
  ].join('\n');
}

async function verify(root: string): Promise<number> {
  loadEnv(root);
  const config = await configOf(root);
  const asking = openAsking(config);
  try {
    const deps = {
      ...asking.deps,
      concurrency: HOSTS_AT_ONCE,
      sleep: (ms: number) => sleep(ms),
      now: Date.now,
      stopWords: stopWordsByLanguage(config.lists),
      spoken: languagesOfBriefs(config.briefs),
    };
    const findings = await examineFeeds(deps, config.feeds, AbortSignal.timeout(VERIFY_WITHIN));
    for (const finding of findings) {
      const remedy = finding.kind === 'good' ? '' : `; ${finding.remedy}`;
      process.stdout.write(`${finding.about}: ${finding.said}${remedy}\n`);
    }
    return findings.some(({ kind }) => kind !== 'good') ? 1 : 0;
  } finally {
    await asking.close();
  }
}
