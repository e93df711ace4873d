/** The names under which one entry is recognised again within its feed, whatever its guid or date says today. */
import { DAY } from '../time/duration.ts';
import type { Entry } from './entry.ts';
import { withoutCounter } from './normalise.ts';

/** A title that says less than so many Latin letters may honestly come again ("Morning briefing"), so it names nothing. */
const SHORTEST_TITLE = 20;

/** How long a name of 0.1.0, which held for every feed, still stands for its entry after it was last seen. */
const EARLIER_FADES_AFTER = 30 * DAY;

/** Names of an entry, surest first; those that it does not have are undefined. */
export type EntryNames = {
  /** Its id, or title and date where there is no other. */
  readonly id: string | undefined;
  /** Its canonical address. */
  readonly page: string | undefined;
  /** Its title: it names an entry only near in time, and only where nothing else is left. */
  readonly said: string;
  /** What 0.1.0 called it, there in every feed alike. */
  readonly earlier: {
    readonly id: string;
    readonly page: string | undefined;
    readonly said: string | undefined;
  };
};

/** The names of an entry. */
export function entryNames(entry: Entry): EntryNames {
  const { feedId, canonicalUrl: page, titleKey: title } = entry;
  const undatedTitle = entry.namedBy === 'title' && entry.undated === true;
  return {
    id: undatedTitle ? undefined : `id:${feedId}:${entry.id}`,
    page: page === undefined ? undefined : `page:${feedId}:${page}`,
    said: `said:${feedId}:${title}`,
    earlier: {
      id: `id:${feedId}:${withoutCounter(entry.id)}`,
      page: page === undefined ? undefined : `url:${page}`,
      said: title.length < SHORTEST_TITLE ? undefined : `title:${entry.via ?? entry.outlet}:${title}`,
    },
  };
}

/** The names that are kept for an entry. */
export function keptNames({ id, page, said }: EntryNames): readonly string[] {
  return [id, page, said].filter((name) => name !== undefined);
}

/** True where a name that 0.1.0 gave no longer speaks for its entry; `lastSeenAt` and `now` are epoch milliseconds. */
export function isFaded(lastSeenAt: number, now: number): boolean {
  return now - lastSeenAt > EARLIER_FADES_AFTER;
}

/** Whether a title says enough to stand for an entry. A Chinese character says as much as three or four Latin letters. */
export function isTelling(titleKey: string): boolean {
  let weight = 0;
  for (const character of titleKey) weight += HAN.test(character) ? 3.4 : SYLLABLE.test(character) ? 2 : 1;
  return weight >= SHORTEST_TITLE;
}

const HAN = /\p{Script=Han}/u;
const SYLLABLE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
