/** The law of visibility on recorded feeds: what matches and stands in nothing that was sent, and how many messages an event costs. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { labelEntries } from '../src/app/replay/label-entries.ts';
import { readRecording } from '../src/app/replay/recorded-feeds.ts';
import { replay } from '../src/app/replay/replay.ts';
import { createLog } from '../src/edges/log/log.ts';
import { selectEntries, type StoredEntry } from '../src/edges/store/entries.ts';
import type { Store } from '../src/edges/store/open-store.ts';
import { selectSignals } from '../src/edges/store/signals.ts';
import type { Brief } from '../src/core/indicator/brief.ts';
import { readShippedBrief, SHIPPED_LISTS } from '../tests/shipped-lists.ts';
import { openToldRooms, type ToldRoom } from './told-rooms.ts';

const SAMPLE = new URL('../feeds/sample', import.meta.url);
const SAMPLE_GOLD = new URL('../tests/samples/expected.jsonl', import.meta.url);
const BRIEF = new URL('../config/briefs/nato-loyalty.yaml', import.meta.url);
/** Messages an event at one receiver: where all reports are in one language, and otherwise. */
const MOST = { one: 1.05, several: 1.15 } as const;

/** An item by its id or its address; one without a story is no event. */
const GoldLine = z.object({
  id: z.string().optional(),
  link: z.string().optional(),
  story: z.string().optional(),
});
/** The story of each item, by id and by address. */
type Gold = ReadonlyMap<string, string>;

export type Told = {
  /** Headlines that match and are shown in nothing that a receiver was sent. */
  readonly unseen: readonly string[];
  /** Reports that a message says are of its event and that the gold file puts into another. */
  readonly untrue: readonly string[];
  /** Posts and answers, the most that one receiver got, and the events that they tell of. */
  readonly messages: number;
  readonly events: number;
  readonly languages: number;
};

/**
 * `FOLDER [--brief FILE] [--gold GOLD.jsonl] [--list]`. A folder of feeds, or one with `feeds` and a gold file in it; the
 * sample fortnight has its gold file with the tests. Without a gold file an event is what the bot takes for one, and nothing
 * can be said about untrue lines. Exits 1 where no headline matches, too: then nothing was measured.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      brief: { type: 'string' },
      gold: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    process.stderr.write('usage: npm run bench -- told FOLDER [--brief FILE] [--gold GOLD.jsonl] [--list]\n');
    return 2;
  }
  const feeds = existsSync(join(folder, 'feeds')) ? join(folder, 'feeds') : folder;
  const goldFile = values.gold ?? goldOf(folder);
  const gold = goldFile === undefined ? undefined : await readGold(goldFile);
  const told = await measure(feeds, readShippedBrief(values.brief ?? BRIEF), gold);
  if (told.events === 0) {
    process.stderr.write(
      `no headline in ${feeds} matches; name a folder with recorded feeds (.xml, .json), and the brief they are read with\n`,
    );
    return 1;
  }
  const { unseen, untrue, messages, events, languages } = told;
  const most = languages > 1 ? MOST.several : MOST.one;
  const each = events === 0 ? 0 : messages / events;
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  say(`matches that appear in nothing that was sent: ${unseen.length} (target 0)`);
  say(
    `untrue "also reported by": ${gold === undefined ? 'not known without --gold' : untrue.length} (target 0)`,
  );
  say(
    `messages an event: ${each.toFixed(2)} (${messages} posts and answers, ${events} events, ${languages} languages; target at most ${most})`,
  );
  if (values.list) for (const line of [...unseen, ...untrue]) say(`  ${line}`);
  const met = unseen.length === 0 && untrue.length === 0 && each <= most;
  if (!met) say('BELOW TARGET');
  return met ? 0 : 1;
}

/** The gold file that belongs to a folder. */
function goldOf(folder: string): string | undefined {
  const own = join(folder, 'gold.jsonl');
  if (existsSync(own)) return own;
  return resolve(folder) === fileURLToPath(SAMPLE) ? fileURLToPath(SAMPLE_GOLD) : undefined;
}

/** Reads which item tells which event. */
export async function readGold(file: string | URL): Promise<Gold> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const items = lines.map((line) => GoldLine.parse(JSON.parse(line)));
  return new Map(
    items.flatMap(({ id, link, story }) =>
      [id, link].flatMap((name) =>
        name === undefined || story === undefined ? [] : [[name, story] as const],
      ),
    ),
  );
}

/** Replays the folder to a room of every kind, and reads what stood there. */
export async function measure(folder: string, brief: Brief, gold: Gold | undefined): Promise<Told> {
  const { entries } = await readRecording(folder);
  const rooms = openToldRooms();
  const { store } = await replay({
    entries,
    briefs: [brief],
    lists: SHIPPED_LISTS,
    route: {
      match: {},
      continue: false,
      routes: rooms.map(({ receiver }) => ({ match: {}, receiver, continue: true, routes: [] })),
    },
    groupWait: 0,
    sinks: new Map(rooms.map(({ receiver, sink }) => [receiver, sink])),
    log: createLog({ level: 'error', secrets: [] }),
  });
  try {
    const seqs = await matchedEntries(store, brief);
    const matched = await selectEntries(store.db, { seqs });
    const eventsOf = await readEvents(store, entries, gold);
    return {
      unseen: rooms.flatMap((room) =>
        matched.filter((entry) => !isSeen(room, entry)).map(({ title }) => `${room.receiver}: ${title}`),
      ),
      untrue: gold === undefined ? [] : untrueReports(rooms[0], eventsOf),
      messages: Math.max(...rooms.map(({ posts }) => posts())),
      events: new Set(
        matched.flatMap((entry) => {
          const events = eventsOf(entry.outlet, entry.title);
          return events.length === 0 ? [entry.storyId] : events;
        }),
      ).size,
      languages: new Set(matched.map(({ lang }) => lang)).size,
    };
  } finally {
    await store.close();
  }
}

/** What matches a sign that speaks for itself; the others speak in their pattern's message only. */
async function matchedEntries(store: Store, brief: Brief): Promise<readonly number[]> {
  const each = new Set(brief.indicators.filter(({ alert }) => alert === 'each').map(({ id }) => id));
  const signals = await selectSignals(store.db, { briefId: brief.id, since: 0 });
  return [...new Set(signals.filter(({ indicatorId }) => each.has(indicatorId)).map(({ entry }) => entry))];
}

/** Of a reprint its outlet's name is enough. */
function isSeen({ shows, names }: ToldRoom, entry: StoredEntry): boolean {
  return shows(entry.title) || (entry.relation === 'reprint' && names(entry.outlet));
}

/** The events that an outlet tells under a headline; it may come again over another one. */
type EventsOf = (outlet: string, headline: string) => readonly string[];

async function readEvents(
  store: Store,
  entries: Parameters<typeof labelEntries>[1],
  gold: Gold | undefined,
): Promise<EventsOf> {
  const stories = new Map<string, string[]>();
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const { id, story } of await labelEntries(store, entries)) {
    const entry = byId.get(id);
    const named =
      gold?.get(id) ?? gold?.get(id.slice(id.lastIndexOf(':') + 1)) ?? gold?.get(entry?.link ?? '');
    const event = gold === undefined ? story : named;
    if (entry === undefined || event === undefined) continue;
    const name = `${entry.outlet}\n${entry.title}`;
    stories.set(name, [...(stories.get(name) ?? []), event]);
  }
  return (outlet, headline) => stories.get(`${outlet}\n${headline}`) ?? [];
}

/** Every report that a message of the room gives for its event and that is another's. */
function untrueReports(room: ToldRoom | undefined, eventsOf: EventsOf): readonly string[] {
  const found = new Set<string>();
  for (const n of room?.alerts() ?? []) {
    const own = eventsOf(n.outlet, n.headline.text);
    for (const { outlet, headline } of n.reports) {
      const other = eventsOf(outlet, headline);
      const known = own.length > 0 && other.length > 0;
      if (known && !own.some((event) => other.includes(event)))
        found.add(`“${n.headline.text}” also reported by ${outlet}: “${headline}”`);
    }
  }
  return [...found];
}
