/** Suggests changes of briefs for the command line, from the bot's store: prints them and a patch, and writes nothing. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseDuration } from '../../../core/time/duration.ts';
import { systemClock } from '../../../edges/clock/clock.ts';
import { postgresDialect, sqliteDialect } from '../../../edges/store/engine/dialect.ts';
import { isPostgresUrl } from '../../../edges/store/engine/postgres-url.ts';
import { openStoreReadOnly } from '../../../edges/store/open-store.ts';
import { readBriefs } from '../read-briefs.ts';
import { storeTarget } from '../store-target.ts';
import { describeTune } from '../../archive/describe-tune.ts';
import { readJudged } from '../../archive/judged-headlines.ts';
import { patchFor } from '../../archive/patch-file.ts';
import { tuneBrief } from '../../archive/tune-brief.ts';

type Options = {
  readonly root: string;
  readonly brief: readonly string[];
  readonly indicator: string | undefined;
  /** A duration or a date. */
  readonly since: string;
  readonly judged: string | undefined;
};

/** Milliseconds that looking for what one change would have added may take. */
const PATIENCE = 30_000;

/** The exit code. Throws, with what to mend, where there is nothing to learn from. */
export async function runTune(options: Options): Promise<number> {
  const { root, brief: files, judged: judgedFile } = options;
  const read = await readBriefs(files, root);
  if (read === undefined) return 1;
  const judged =
    judgedFile === undefined ? [] : readJudged(await textOf(judgedFile), judgedFile, read.briefs);
  const wanted = wantedOf(options.indicator, read.briefs);
  const target = await storeTarget(root);
  const shared = isPostgresUrl(target);
  if (!shared && !existsSync(target))
    throw new Error(`${target} does not exist; run the bot first: people's votes are what is learnt from`);
  const { db, close } = await openStoreReadOnly(target);
  const archive = {
    db,
    dialect: shared ? postgresDialect : sqliteDialect,
    elapsed: (): number => performance.now(),
  };
  try {
    const now = systemClock.now();
    const span = parseDuration(options.since);
    const bounds = { since: span === undefined ? Date.parse(options.since) : now - span, until: now };
    for (const [at, brief] of read.briefs.entries()) {
      const file = files[at] ?? '';
      if (wanted !== undefined && wanted.briefId !== brief.id) continue;
      const only = wanted === undefined ? {} : { indicatorId: wanted.indicatorId };
      const request = { brief, ...only, lists: read.lists, judged, ...bounds, patience: PATIENCE };
      const tuned = await tuneBrief(archive, request);
      process.stdout.write(`${brief.title} (${file})\n${describeTune(tuned).join('\n')}\n`);
      if (tuned.suggestions.length === 0) continue;
      const patch = patchFor(relative(root, file), await textOf(file), tuned, read.lists);
      process.stdout.write(
        patch === undefined
          ? '\nThe file has no place for a patch of these; make the changes by hand, then run signpost check.\n'
          : `\nNothing was written. To make all of these changes, in the root folder: signpost tune … | patch -p1\n\n${patch}`,
      );
    }
    return 0;
  } finally {
    await close();
  }
}

type Briefs = NonNullable<Awaited<ReturnType<typeof readBriefs>>>['briefs'];

/** The indicator that was named, by itself or as `brief/indicator`. */
function wantedOf(
  name: string | undefined,
  briefs: Briefs,
): { readonly briefId: string; readonly indicatorId: string } | undefined {
  if (name === undefined) return undefined;
  const all = briefs.flatMap(({ id, indicators }) =>
    indicators.map((each) => ({ briefId: id, indicatorId: each.id })),
  );
  const found = all.filter(
    ({ briefId, indicatorId }) => indicatorId === name || `${briefId}/${indicatorId}` === name,
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(
      `${found.length === 0 ? 'there is no indicator' : 'several briefs have an indicator'} ${name}; write one of ${(found.length === 0 ? all : found).map(({ briefId, indicatorId }) => `${briefId}/${indicatorId}`).join(', ')}`,
    );
  return only;
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} cannot be read`);
  });
}
