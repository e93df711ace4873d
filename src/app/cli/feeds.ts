/** `signpost feeds`: lists the catalogue, exports it as OPML, and imports what another reader exported. */
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Command } from 'commander';
import { formatIssue } from '../../config/issue.ts';
import { readOpml, writeOpml } from '../../config/opml.ts';
import { type FeedState, NEVER, reconcile } from '../../core/feed/poll/feed-state.ts';
import { whyNext } from '../../core/feed/poll/why-next.ts';
import { clockFrom } from '../../core/time/local-time.ts';
import { readFeedStates } from '../../edges/store/copies/read-feed-states.ts';
import { readConfig } from '../run/read-config.ts';
import { storeTarget } from './store-target.ts';

export function addFeeds(program: Command): void {
  const feeds = program.command('feeds').description('list, export and import the feeds that are polled');
  const feedList = async () => {
    const loaded = await readConfig(program.opts<{ root: string }>().root);
    if (loaded.kind === 'ok') return loaded.config.feeds;
    for (const issue of loaded.issues) process.stderr.write(`${formatIssue(issue)}\n`);
    throw new Error('the configuration has errors; mend the above first');
  };
  feeds
    .command('list')
    .description('one line a feed, with when it is polled next and why')
    .action(async () => {
      const states = await readFeedStates(await storeTarget(program.opts<{ root: string }>().root));
      const now = Date.now();
      for (const feed of await feedList()) {
        const state = states.get(feed.id);
        const health = state === undefined ? 'not polled yet' : healthOf(reconcile(state, feed, now), now);
        const { id, desk, lang, outlet, url } = feed;
        process.stdout.write(`${desk}\t${id}\t${lang}\t${outlet}\t${url}\t${health}\n`);
      }
    });
  feeds
    .command('export')
    .description('print all feeds as OPML, which every feed reader imports')
    .action(async () => {
      process.stdout.write(writeOpml(await feedList()));
    });
  feeds
    .command('import')
    .description('print an OPML file as a feeds/*.yaml file, one document a desk')
    .argument('<file>', 'what another reader exported')
    .action(async (file: string) => {
      const text = await readFile(file, 'utf8').catch(() => {
        throw new Error(`${file} cannot be read; check the name`);
      });
      const read = readOpml(file, text);
      for (const issue of read.issues) process.stderr.write(`${formatIssue(issue)}\n`);
      if (read.issues.some((issue) => issue.severity === 'error')) {
        process.exitCode = 1;
        return;
      }
      const desks = Map.groupBy(read.feeds, ({ feed }) => feed.desk);
      const documents = [...desks].map(([desk, own]) =>
        stringify({ desk, feeds: own.map(({ feed }) => ({ ...feed, desk: undefined })) }, { lineWidth: 0 }),
      );
      process.stdout.write(documents.join('---\n'));
    });
}

/** `ok, next 14:30 (publisher asks 24 h)`, in UTC. */
function healthOf(state: FeedState, now: number): string {
  const clock = (at: number): string => clockFrom(now, at, 'UTC');
  const why = whyNext(state, clock);
  const because = why === undefined ? '' : ` (${why})`;
  const next = state.nextPollAt === NEVER ? 'never asked again' : `next ${clock(state.nextPollAt)}`;
  const error = state.status === 'ok' || state.error === undefined ? '' : `, ${state.error}`;
  const waiting = state.waiting === undefined ? '' : `, ${state.waiting.items} new items wait`;
  return `${state.status}, ${next}${because}${waiting}${error}`;
}
