/** Runs a replay for the command line: alerts as text, labels as JSON lines, or a comparison of two briefs. */
import type { Sink } from '../../core/delivery/sink.ts';
import type { Entry } from '../../core/feed/entry.ts';
import { DAY } from '../../core/time/duration.ts';
import { consoleSink } from '../../edges/console/sink.ts';
import { createLog } from '../../edges/log/log.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import { type Replayed, replay } from '../replay/replay.ts';
import { compareReplays, describeChanges, type Sighting } from '../replay/compare-replays.ts';
import { labelEntries } from '../replay/label-entries.ts';
import { readRecording } from '../replay/recorded-feeds.ts';
import { type BriefsRead, readBriefs } from './read-briefs.ts';
import { terminal } from './terminal.ts';

/** What the command line was given; instants are epoch milliseconds. */
export type ReplayOptions = {
  readonly root: string;
  readonly brief: readonly string[];
  readonly format: 'text' | 'jsonl';
  readonly samples: number;
  readonly folder: string;
  readonly against?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
};

/** The exit code. Throws, with what to mend, where there is nothing to replay. */
export async function runReplay(options: ReplayOptions): Promise<number> {
  const read = await readBriefs(options.brief, options.root);
  const other = options.against === undefined ? read : await readBriefs([options.against], options.root);
  if (read === undefined || other === undefined) return 1;
  const entries = (await entriesOf(options)).filter(
    ({ publishedAt }) =>
      publishedAt >= (options.since ?? Number.NEGATIVE_INFINITY) &&
      publishedAt < (options.until ?? Number.POSITIVE_INFINITY),
  );
  if (options.against !== undefined) {
    const mine = await sightings(entries, read);
    const theirs = await sightings(entries, other);
    const changes = compareReplays(underOneStory(mine, mine), underOneStory(mine, theirs));
    const span = { days: daysOf(entries), entries: entries.length, against: options.against };
    process.stdout.write(`${describeChanges(changes, span, options.samples)}\n`);
    return 0;
  }
  const text = options.format === 'text';
  const print = consoleSink({ write: (line) => process.stdout.write(line), ...terminal() });
  const { store } = await play(entries, read, text ? print : silent);
  if (!text)
    for (const line of await labelEntries(store, entries)) process.stdout.write(`${JSON.stringify(line)}\n`);
  await store.close();
  return 0;
}

async function entriesOf(options: ReplayOptions): Promise<readonly Entry[]> {
  const recording = await readRecording(options.folder);
  for (const { file, reason } of recording.skipped)
    process.stderr.write(`${options.folder}/${file}: skipped: ${reason}\n`);
  if (recording.feeds === 0)
    throw new Error(`${options.folder} holds no feed document; name a folder of recorded feeds`);
  return recording.entries;
}

const silent: Sink = (send) =>
  Promise.resolve({ kind: 'sent', ref: { channel: 'none', message: send.deliveryId } });

function play(entries: readonly Entry[], { briefs, lists }: BriefsRead, sink: Sink): Promise<Replayed> {
  return replay({
    entries,
    briefs,
    lists,
    route: { match: {}, receiver: 'print', continue: false, routes: [] },
    groupWait: 0,
    sinks: new Map([['print', sink]]),
    log: createLog({ level: 'error', secrets: [] }),
  });
}

/** Every signal of a replay, each entry's story, and a name of the entry that both replays share. */
async function sightings(entries: readonly Entry[], read: BriefsRead): Promise<readonly Named[]> {
  const { store } = await play(entries, read, silent);
  const stored = new Map((await selectEntries(store.db, { since: 0 })).map((entry) => [entry.seq, entry]));
  const signals = await store.db.selectFrom('signals').select(['indicator_id', 'entry_seq']).execute();
  await store.close();
  const named = signals.flatMap(({ indicator_id: indicator, entry_seq: seq }) => {
    const entry = stored.get(seq);
    if (entry === undefined) return [];
    const { storyId: story, title: headline, outlet, publishedAt: at } = entry;
    return [{ name: `${entry.feedId} ${entry.id}`, sighting: { indicator, story, headline, outlet, at } }];
  });
  return named;
}

type Named = { readonly name: string; readonly sighting: Sighting };

/**
 * Other labels may move the borders of stories. So that a reprint does not look like a change, an entry that both
 * replays know counts under the story that the first of them gave it.
 */
function underOneStory(first: readonly Named[], other: readonly Named[]): readonly Sighting[] {
  const stories = new Map(first.map(({ name, sighting }) => [name, sighting.story]));
  return other.map(({ name, sighting }) => ({ ...sighting, story: stories.get(name) ?? sighting.story }));
}

function daysOf(entries: readonly Entry[]): number {
  const times = entries.map((entry) => entry.publishedAt);
  if (times.length === 0) return 0;
  const [first, last] = times.reduce(
    ([low, high], at) => [Math.min(low, at), Math.max(high, at)],
    [Infinity, 0],
  );
  return Math.max(1, Math.ceil((last - first) / DAY));
}
