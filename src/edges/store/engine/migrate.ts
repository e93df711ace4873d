/** Brings a database to the newest tables; the list is append-only. */
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { SqlDialect } from './dialect.ts';
import { firstTables } from '../migrations/0001-first-tables.ts';
import { peopleTables } from '../migrations/0002-people-tables.ts';
import { heldBack } from '../migrations/0003-held-back.ts';
import { leases } from '../migrations/0004-leases.ts';
import { facts } from '../migrations/0005-facts.ts';
import { auditPlace } from '../migrations/0006-audit-place.ts';
import { relations } from '../migrations/0007-relations.ts';
import { refusals } from '../migrations/0014-refusals.ts';
import { adoptions } from '../migrations/0013-adoptions.ts';
import { identity } from '../migrations/0008-identity.ts';
import { firstReadings } from '../migrations/0009-first-readings.ts';
import { chatMade } from '../migrations/0019-chat-made.ts';
import { messages } from '../migrations/0010-messages.ts';
import { entryWords } from '../migrations/0012-entry-words.ts';
import { judgedMisses } from '../migrations/0016-judged-misses.ts';
import { startedTrials } from '../migrations/0017-started-trials.ts';
import { storyLabels } from '../migrations/0018-story-labels.ts';
import { signalWords } from '../migrations/0015-signal-words.ts';

const STEPS: Readonly<Record<string, (db: Kysely<unknown>, dialect: SqlDialect) => Promise<void>>> = {
  '0001-first-tables': firstTables,
  '0002-people-tables': peopleTables,
  '0003-held-back': heldBack,
  '0004-leases': leases,
  '0005-facts': facts,
  '0006-audit-place': auditPlace,
  '0007-relations': relations,
  '0008-identity': identity,
  '0009-first-readings': firstReadings,
  '0010-messages': messages,
  '0012-entry-words': entryWords,
  '0013-adoptions': adoptions,
  '0014-refusals': refusals,
  '0015-signal-words': signalWords,
  '0016-judged-misses': judgedMisses,
  '0017-started-trials': startedTrials,
  '0018-story-labels': storyLabels,
  '0019-chat-made': chatMade,
};

/** Whether this release knows a step that was run on a database; newer releases know more. */
export function isKnownStep(name: string): boolean {
  return Object.hasOwn(STEPS, name);
}

/** Runs what has not run yet. Throws, with the step's name, if one fails; that step leaves nothing behind. */
export async function migrate<T>(db: Kysely<T>, dialect: SqlDialect): Promise<void> {
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(STEPS).map(([name, up]) => [
      name,
      { up: (target: Kysely<unknown>) => up(target, dialect) },
    ]),
  );
  const { error, results } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  if (error === undefined) return;
  const newer = (await stepsOn(db)).filter((name) => !isKnownStep(name));
  if (newer.length > 0)
    throw new Error(
      `the database was written by a newer Signpost (${newer.join(', ')}); start that release again, or restore a backup from before it`,
      { cause: error },
    );
  const failed = results?.find((result) => result.status === 'Error');
  throw new Error(
    `the database could not be brought up to date (${failed?.migrationName ?? 'no step ran'})`,
    {
      cause: error,
    },
  );
}

/** The names of the steps that were run on a database. */
async function stepsOn<T>(db: Kysely<T>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}
