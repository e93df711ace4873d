/** Fills a new database with entries as if they had been collected over some weeks. */
import { DatabaseSync } from 'node:sqlite';
import { DAY } from '../src/core/time/duration.ts';
import { createCorpus } from './match-corpus.ts';
import { seeded } from './seeded.ts';

/** A word in this share of the entries: what the index may leave to the engine within a second. */
const SHARE = 0.05;
const RARE = 0.001;
/** More than the index leads to: such a word is looked for by looking at every entry. */
const MUCH = 0.2;

/**
 * Headlines of the matching benchmark, of which some hold words that searches ask for, `commonthing`, `rarething` and
 * `dailything`;  * spread evenly over so many days before `now` (epoch milliseconds). The database has its tables already.
 */
export function fillEntries(
  path: string,
  { size, now, days }: { readonly size: number; readonly now: number; readonly days: number },
): void {
  const { headlines } = createCorpus(7, 20_000, 10);
  const random = seeded(11);
  const sqlite = new DatabaseSync(path);
  sqlite.exec('PRAGMA synchronous = OFF; BEGIN');
  sqlite.prepare("insert into stories (id, headline, first_at, last_at) values ('s', 'x', 0, 0)").run();
  const insert =
    sqlite.prepare(`insert into entries (feed_id, entry_id, title, summary, outlet, lang, published_at,
    seen_at, story_id, history) values ('bench', ?, ?, ?, 'Bench', 'en', ?, ?, 's', 0)`);
  for (let at = 0; at < size; at += 1) {
    const { title = '', summary = '' } = headlines[at % headlines.length] ?? {};
    const words = [
      random() < SHARE ? 'commonthing' : '',
      random() < RARE ? 'rarething' : '',
      random() < MUCH ? 'dailything' : '',
    ].join(' ');
    const published = now - Math.floor(((size - at) / size) * days * DAY);
    insert.run(String(at), `${title} ${at} ${words}`, summary, published, published);
  }
  sqlite.exec('COMMIT');
  sqlite.close();
}
