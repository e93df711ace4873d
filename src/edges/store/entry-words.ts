/** The index of the words that stored entries hold: kept up in slices, asked for candidates. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { WordQuery } from '../../core/query/engine/word-query.ts';
import { distinctWords, WORDS_VERSION } from '../../core/query/words/distinct-words.ts';
import type { MatchText } from '../../core/query/words/text.ts';
import type { SqlDialect } from './engine/dialect.ts';
import { readFact, setFact } from './engine/facts.ts';
import { fromJson, toJson } from './engine/json.ts';
import type { Db, Store } from './open-store.ts';

/** Entries above `low` and up to `high` are in the index, except those that were edited since. */
const Extent = z.object({ version: z.number(), low: z.number(), high: z.number() });
export type IndexExtent = z.infer<typeof Extent>;

/** Entries that are indexed in one transaction: about ten milliseconds. */
const SLICE = 100;
/** Younger rows of a shared database are left for the next time: their neighbours may not be committed yet. */
const SETTLED = 60_000;

/** What of the entries is in the index; nothing where its words are of another version. */
export async function indexExtent(db: Db): Promise<IndexExtent> {
  const kept = await readFact(db, 'indexed-words');
  const known = kept === undefined ? undefined : fromJson(Extent, kept);
  if (known?.version === WORDS_VERSION) return known;
  const row = await db
    .selectFrom('entries')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  const high = row?.seq ?? 0;
  return { version: WORDS_VERSION, low: high, high };
}

/**
 * Indexes one slice: entries that were edited, that are new, or else older ones that never were indexed, newest first.
 * The answer counts them; 0 where nothing is left to do. `now` is in epoch milliseconds.
 */
export async function indexSlice(store: Store, now: number): Promise<number> {
  const { dialect } = store;
  return store.transaction(async (tx) => {
    const extent = await indexExtent(tx);
    const stale = await tx.selectFrom('stale_words').select('seq').limit(SLICE).execute();
    if (stale.length > 0) {
      const seqs = stale.map(({ seq }) => seq);
      // Those outside the extent are indexed in their turn.
      const within = seqs.filter((seq) => seq > extent.low && seq <= extent.high);
      const rows = await tx.selectFrom('entries').selectAll().where('seq', 'in', within).execute();
      await keepWords(tx, dialect, rows);
      await tx.deleteFrom('stale_words').where('seq', 'in', seqs).execute();
      return seqs.length;
    }
    const fresh = tx
      .selectFrom('entries')
      .selectAll()
      .where('seq', '>', extent.high)
      .orderBy('seq')
      .limit(SLICE);
    const rows = await (dialect.shared ? fresh.where('seen_at', '<', now - SETTLED) : fresh).execute();
    if (rows.length > 0) {
      await keepWords(tx, dialect, rows);
      await keepExtent(tx, { ...extent, high: rows.at(-1)?.seq ?? extent.high });
      return rows.length;
    }
    if (extent.low === 0) return 0;
    const older = await tx
      .selectFrom('entries')
      .selectAll()
      .where('seq', '<=', extent.low)
      .orderBy('seq', 'desc')
      .limit(SLICE)
      .execute();
    await keepWords(tx, dialect, older);
    await keepExtent(tx, { ...extent, low: older.length < SLICE ? 0 : (older.at(-1)?.seq ?? 1) - 1 });
    return older.length;
  });
}

function keepExtent(tx: Db, extent: IndexExtent): Promise<void> {
  return setFact(tx, 'indexed-words', toJson(extent));
}

type Row = Omit<MatchText, 'feed'> & { readonly seq: number; readonly feed_id: string };

async function keepWords(tx: Db, dialect: SqlDialect, rows: readonly Row[]): Promise<void> {
  const vocabulary = new Set<string>();
  for (const { seq, feed_id: feed, ...text } of rows) {
    const words = distinctWords({ ...text, feed });
    for (const each of words) vocabulary.add(each);
    await (
      dialect.name === 'sqlite'
        ? sql`insert or replace into entry_words (rowid, words) values (${seq}, ${words.join(' ')})`
        : sql`insert into entry_words (seq, words)
          values (${seq}, array_to_tsvector(array_remove(string_to_array(${words.join(' ')}, ' '), '')))
          on conflict (seq) do update set words = excluded.words`
    ).execute(tx);
  }
  const all = JSON.stringify([...vocabulary]);
  await (
    dialect.name === 'sqlite'
      ? sql`insert or ignore into entry_vocabulary (word) select value from json_each(${all})`
      : sql`insert into entry_vocabulary (word) select json_array_elements_text(${all}::json) on conflict do nothing`
  ).execute(tx);
}

export type WordCandidate = { readonly seq: number; readonly publishedAt: number };

type Bounds = {
  /** Publication, epoch milliseconds, both included. */
  readonly since: number;
  readonly until: number;
  readonly most: number;
};

/**
 * Entries that may match, newest first: those whose words answer, and those that the index does not know. Undefined
 * where more than `most` do, or where the index cannot tell.
 */
export async function findCandidates(
  db: Db,
  dialect: SqlDialect,
  query: WordQuery,
  bounds: Bounds,
): Promise<readonly WordCandidate[] | undefined> {
  const asked = await indexQuery(db, dialect, query);
  if (asked === undefined) return undefined;
  const { low, high } = await indexExtent(db);
  const { since, until, most } = bounds;
  const indexed =
    dialect.name === 'sqlite'
      ? sql<Found>`select e.seq, e.published_at from entry_words join entries e on e.seq = entry_words.rowid
          where entry_words match ${asked} and e.published_at between ${since} and ${until} limit ${most + 1}`
      : sql<Found>`select e.seq, e.published_at from entry_words w join entries e on e.seq = w.seq
          where w.words @@ ${asked}::tsquery and e.published_at between ${since} and ${until} limit ${most + 1}`;
  // The index of dates, which leads to nearly all entries, is kept out of it by the zero.
  const unknown = sql<Found>`select seq, published_at from entries
    where published_at + 0 between ${since} and ${until}
      and (seq <= ${low} or seq > ${high} or seq in (select seq from stale_words)) limit ${most + 1}`;
  const found = new Map<number, WordCandidate>();
  for (const part of [indexed, unknown]) {
    const { rows } = await part.execute(db);
    for (const { seq, published_at: publishedAt } of rows) found.set(seq, { seq, publishedAt });
    if (found.size > most) return undefined;
  }
  return [...found.values()].toSorted((a, b) => b.publishedAt - a.publishedAt || b.seq - a.seq);
}

type Found = { seq: number; published_at: number };

/** Words that a wildcard may stand for, and words that one question may name: more would take longer than to look. */
const MOST_WORDS = 3_000;

/** The question in the index's own language; undefined where it cannot be put. */
async function indexQuery(db: Db, dialect: SqlDialect, query: WordQuery): Promise<string | undefined> {
  const written = await write(db, dialect, query);
  return written === undefined || written.words > MOST_WORDS ? undefined : written.text;
}

type Written = { readonly text: string; readonly words: number };

async function write(db: Db, dialect: SqlDialect, query: WordQuery): Promise<Written | undefined> {
  if (query.kind === 'word') {
    if (query.match === 'exact' || query.match === 'prefix')
      return { text: word(dialect, query.letters, query.match === 'prefix'), words: 1 };
    const spelled = await vocabulary(db, dialect, query.letters, query.match === 'suffix');
    if (spelled === undefined) return undefined;
    return {
      text: join(
        dialect,
        'any',
        spelled.map((each) => word(dialect, each, false)),
      ),
      words: spelled.length,
    };
  }
  const parts: (Written | undefined)[] = [];
  for (const part of query.parts) parts.push(await write(db, dialect, part));
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0 || (query.kind === 'any' && known.length < parts.length)) return undefined;
  const text = join(
    dialect,
    query.kind,
    known.map((part) => part.text),
  );
  return { text, words: known.reduce((sum, { words }) => sum + words, 0) };
}

/** A word that no entry holds. */
const NO_WORD = '%%';

function join(dialect: SqlDialect, kind: 'all' | 'any', parts: readonly string[]): string {
  if (parts.length === 0) return word(dialect, NO_WORD, false);
  const [and, or] = dialect.name === 'sqlite' ? [' AND ', ' OR '] : [' & ', ' | '];
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(kind === 'all' ? and : or)})`;
}

function word({ name }: SqlDialect, letters: string, prefix: boolean): string {
  if (name === 'sqlite') return `"${letters}"${prefix ? ' *' : ''}`;
  const quoted = letters.replaceAll(/['\\]/g, '$&$&');
  return `'${quoted}'${prefix ? ':*' : ''}`;
}

/** The words in the index that end with these letters, or hold them anywhere; undefined where there are too many. */
async function vocabulary(
  db: Db,
  { name }: SqlDialect,
  letters: string,
  atEnd: boolean,
): Promise<readonly string[] | undefined> {
  const place = name === 'sqlite' ? sql`instr(word, ${letters})` : sql`strpos(word, ${letters})`;
  // A word may hold the letters before its end as well.
  const meets = atEnd
    ? sql`substr(word, length(word) - length(${letters}) + 1) = ${letters}`
    : sql`${place} > 0`;
  const { rows } = await sql<{ word: string }>`
    select word from entry_vocabulary where ${meets} limit ${MOST_WORDS + 1}`.execute(db);
  return rows.length > MOST_WORDS ? undefined : rows.map((row) => row.word);
}
