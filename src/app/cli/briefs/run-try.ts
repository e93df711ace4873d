/** Runs a trial for the command line: opens what the entries stand in, tries the briefs, prints what came of it. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeBytes } from '../../../core/feed/read/decode.ts';
import type { Entry } from '../../../core/feed/entry.ts';
import { parseDuration } from '../../../core/time/duration.ts';
import { systemClock } from '../../../edges/clock/clock.ts';
import { createLog } from '../../../edges/log/log.ts';
import { sqliteDialect, postgresDialect } from '../../../edges/store/engine/dialect.ts';
import { isPostgresUrl } from '../../../edges/store/engine/postgres-url.ts';
import { openStoreReadOnly } from '../../../edges/store/open-store.ts';
import { type BriefsRead, readBriefs } from '../read-briefs.ts';
import { storeTarget } from '../store-target.ts';
import { readRecording } from '../../replay/recorded-feeds.ts';
import { replay } from '../../replay/replay.ts';
import { describeTry } from '../../archive/describe-try.ts';
import { readHeadlines } from '../../archive/plain-headlines.ts';
import type { Archive } from '../../archive/scan-archive.ts';
import { tryBriefs } from '../../archive/try-briefs.ts';

type Options = {
  readonly root: string;
  readonly brief: readonly string[];
  /** A duration or a date. */
  readonly since: string;
  readonly source: string | undefined;
};

type Opened = { readonly archive: Archive; readonly now: number; readonly close: () => Promise<void> };

/** The exit code. Throws, with what to mend, where there is nothing to try the briefs on. */
export async function runTry(options: Options): Promise<number> {
  const read = await readBriefs(options.brief, options.root);
  if (read === undefined) return 1;
  const { archive, now, close } =
    options.source === undefined ? await openStored(options.root) : await openHeadlines(options.source, read);
  try {
    const span = parseDuration(options.since);
    const since = span === undefined ? Date.parse(options.since) : now - span;
    const bounds = { since, until: now };
    const tried = await tryBriefs(archive, { briefs: read.briefs, ...bounds, patience: Infinity });
    process.stdout.write(`${describeTry(tried, bounds).join('\n')}\n`);
    return 0;
  } finally {
    await close();
  }
}

const elapsed = (): number => performance.now();

async function openStored(root: string): Promise<Opened> {
  const target = await storeTarget(root);
  const shared = isPostgresUrl(target);
  if (!shared && !existsSync(target))
    throw new Error(
      `${target} does not exist; run the bot first, or name a folder of recorded feeds or a file of headlines`,
    );
  const { db, close } = await openStoreReadOnly(target);
  const dialect = shared ? postgresDialect : sqliteDialect;
  return { archive: { db, dialect, elapsed }, now: systemClock.now(), close };
}

/** Puts headlines into a store of their own, with the stories that they make. */
async function openHeadlines(source: string, { briefs, lists }: BriefsRead): Promise<Opened> {
  const entries = await entriesOf(source);
  const { store } = await replay({
    entries,
    briefs,
    lists,
    route: { match: {}, receiver: 'nobody', continue: false, routes: [] },
    groupWait: 0,
    sinks: new Map([
      [
        'nobody',
        (send) => Promise.resolve({ kind: 'sent', ref: { channel: 'none', message: send.deliveryId } }),
      ],
    ]),
    log: createLog({ level: 'error', secrets: [] }),
  });
  // What the replay has read with these briefs is no running configuration to compare them with.
  await store.db.deleteFrom('signals').execute();
  const now = entries.reduce((latest, { publishedAt }) => Math.max(latest, publishedAt), 0);
  return { archive: { db: store.db, dialect: store.dialect, elapsed }, now, close: store.close };
}

async function entriesOf(source: string): Promise<readonly Entry[]> {
  const found = await stat(source).catch(() => {
    throw new Error(
      `${source} cannot be read; name a folder of recorded feeds, a CSV or a list of headlines`,
    );
  });
  if (!found.isDirectory())
    return readHeadlines(decodeBytes(await readFile(source), undefined), source, systemClock.now());
  const { entries, feeds, skipped } = await readRecording(source);
  for (const { file, reason } of skipped)
    process.stderr.write(`${source}/${basename(file)}: skipped: ${reason}\n`);
  if (feeds === 0) throw new Error(`${source} holds no feed document; name a folder of recorded feeds`);
  return entries;
}
