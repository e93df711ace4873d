/** `signpost feeds`: lists the catalogue, exports it as OPML, and imports what another reader exported. */
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Command } from 'commander';
import { CHAT_DESK } from '../../../config/chat-made.ts';
import { adoptOpml, nothingSeen } from '../../../config/check-feeds.ts';
import { formatIssue } from '../../../config/issue.ts';
import { readOpml, writeOpml } from '../../../config/opml/opml.ts';
import { type FeedState, NEVER, reconcile } from '../../../core/feed/poll/feed-state.ts';
import { afterHeld, heldHosts, nextDue } from '../../../core/feed/poll/next-due.ts';
import { policyOf } from '../../../core/feed/poll/poll-interval.ts';
import { decodeBytes } from '../../../core/feed/read/decode.ts';
import { formatDuration } from '../../../core/time/duration.ts';
import { whyNext } from '../../../core/feed/poll/why-next.ts';
import { clockFrom } from '../../../core/time/local-time.ts';
import { readFeedStates } from '../../../edges/store/copies/read-feed-states.ts';
import { readConfig } from '../../run/read-config.ts';
import { addOnlineFeeds } from './feeds-online.ts';
import { feedsOfChat } from '../made-in-chat.ts';
import { storeTarget } from '../store-target.ts';

export function addFeeds(program: Command): void {
  const feeds = program
    .command('feeds')
    .description('list, find and add, verify, export and import the feeds that are polled');
  addOnlineFeeds(program, feeds);
  const config = async () => {
    const loaded = await readConfig(program.opts<{ root: string }>().root);
    if (loaded.kind === 'ok') return loaded.config;
    for (const issue of loaded.issues) process.stderr.write(`${formatIssue(issue)}\n`);
    throw new Error('the configuration has errors; mend the above first');
  };
  feeds
    .command('list')
    .description('one line a feed, with when it is polled next and why')
    .action(async () => {
      const states = await readFeedStates(await storeTarget(program.opts<{ root: string }>().root));
      const now = Date.now();
      const files = await config();
      const { polling, time_zone: zone } = files.settings;
      const policy = policyOf(polling);
      const held = heldHosts(states.values(), now);
      const chat = await feedsOfChat(program.opts<{ root: string }>().root, files);
      const resting = new Set(chat.resting);
      const ids = new Set(files.feeds.map(({ id }) => id));
      const added = chat.feeds.filter(({ id }) => !ids.has(id));
      for (const feed of [...files.feeds, ...added.map((each) => ({ ...each, desk: CHAT_DESK }))]) {
        const state = states.get(feed.id);
        const due = state && afterHeld(nextDue(reconcile(state, feed, now), feed, policy, now), held);
        const health = resting.has(feed.id)
          ? 'at rest until somebody resumes it'
          : due === undefined
            ? 'not polled yet'
            : healthOf(due, now, zone);
        const { id, desk, lang, outlet, url } = feed;
        process.stdout.write(`${desk}\t${id}\t${lang}\t${outlet}\t${url}\t${health}\n`);
      }
    });
  feeds
    .command('export')
    .description('print all feeds as OPML, which every feed reader imports')
    .action(async () => {
      process.stdout.write(writeOpml((await config()).feeds));
    });
  feeds
    .command('import')
    .description('print an OPML file as a feeds/*.yaml file')
    .argument('<file>', 'what another reader exported')
    .action(async (file: string) => {
      process.exitCode = await importOpml(file);
    });
}

/** What is left out is named on the error output, and the rest printed; 1 where nothing is left. */
async function importOpml(file: string): Promise<number> {
  const bytes = await readFile(file).catch(() => {
    throw new Error(`${file} cannot be read; check the name`);
  });
  const read = readOpml(file, decodeBytes(bytes, undefined));
  const adopted = adoptOpml(file, read.feeds, nothingSeen());
  for (const issue of [...read.issues, ...adopted.issues]) process.stderr.write(`${formatIssue(issue)}\n`);
  const twins = read.feeds.length - adopted.feeds.length;
  if (twins > 0) process.stderr.write(`${twins} feeds are listed more than once; each is printed once\n`);
  if (adopted.feeds.length === 0) return 1;
  const [first] = Map.groupBy(adopted.feeds, ({ desk }) => desk).keys();
  const desk = first ?? 'feeds';
  const lines = adopted.feeds.map((feed) => ({
    ...feed,
    every: feed.every === undefined ? undefined : formatDuration(feed.every),
    desk: feed.desk === desk ? undefined : feed.desk,
  }));
  process.stdout.write(stringify({ desk, feeds: lines }, { lineWidth: 0 }));
  return read.issues.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** `ok, next 14:30 (publisher asks 24 h)`, in the zone of the settings, as `/feeds` has it. */
function healthOf(state: FeedState, now: number, zone: string): string {
  const clock = (at: number): string => clockFrom(now, at, zone);
  const why = whyNext(state, clock);
  const because = why === undefined ? '' : ` (${why})`;
  const next = state.nextPollAt === NEVER ? 'never asked again' : `next ${clock(state.nextPollAt)}`;
  const error = state.status === 'ok' || state.error === undefined ? '' : `, ${state.error}`;
  const odd = [
    ...(state.silentSince === undefined ? [] : ['says nothing new for far longer than usual']),
    ...(state.waiting === undefined ? [] : [`${state.waiting.items} new items wait`]),
    ...(state.truncated === true ? ['lists more than 5,000 items; the newest are read'] : []),
  ].map((each) => `, ${each}`);
  return `${state.status}, ${next}${because}${odd.join('')}${error}`;
}
