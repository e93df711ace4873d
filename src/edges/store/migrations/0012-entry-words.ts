/** An index of the words of entries, as queries fold them; it is filled afterwards, in slices. */
import { type Kysely, sql } from 'kysely';
import type { SqlDialect } from '../engine/dialect.ts';

export async function entryWords(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  if (dialect.name === 'postgres') {
    await sql`create table entry_words (
      seq bigint primary key references entries (seq) on delete cascade, words tsvector not null)`.execute(
      db,
    );
    await sql`create index entry_words_words on entry_words using gin (words)`.execute(db);
  } else {
    // The words come folded: nothing is left to fold but to cut them at spaces, also after a point or percent sign.
    await sql`create virtual table entry_words using fts5(words, content='', contentless_delete=1, detail=none,
      tokenize="ascii tokenchars '.%'")`.execute(db);
    await sql`create trigger entries_without_words after delete on entries begin
      delete from entry_words where rowid = old.seq; end`.execute(db);
  }
  // The index's own vocabulary counts every entry of every word before it says the word: seconds for a million.
  await sql`create table entry_vocabulary (word text primary key)`.execute(db);
  await sql`create table stale_words (seq ${dialect.name === 'postgres' ? sql`bigint` : sql`integer`} primary key)`.execute(
    db,
  );
  await notice(db, dialect);
}

/** An entry that was edited is noted by the database itself, whoever edits it. */
async function notice(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  if (dialect.name === 'sqlite') {
    await sql`create trigger entries_with_stale_words after update of title, summary on entries begin
      insert or ignore into stale_words (seq) values (new.seq); end`.execute(db);
    return;
  }
  await sql`create function note_stale_words() returns trigger language plpgsql as $$ begin
    insert into stale_words (seq) values (new.seq) on conflict do nothing; return new; end $$`.execute(db);
  await sql`create trigger entries_with_stale_words after update of title, summary on entries
    for each row execute function note_stale_words()`.execute(db);
}
