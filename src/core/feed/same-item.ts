/** Whether an entry that carries a known name is the item that the name stood for, or another one under an old name. */
import { HOUR, MINUTE } from '../time/duration.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { Entry } from './entry.ts';
import { isTelling } from './entry-keys.ts';
import { withoutCounter } from './normalise.ts';
import { hasNewWords, isRewording } from './rewording.ts';
import { titleKey } from './title-key.ts';

/** What is stored of the entry that a name stands for. */
export type Namesake = Pick<
  Entry,
  'feedId' | 'id' | 'title' | 'summary' | 'link' | 'canonicalUrl' | 'outlet' | 'publishedAt'
>;

/** A title speaks for an entry whose date is no further than this from the date that it was last seen with. */
const NEAR = 12 * HOUR;

/**
 * Found by its id: the same item, unless link, date and headline are all new, as where a generator writes one id for all.
 * (RSS 2.0 and RFC 4287 have the id identify the item.)
 */
export function isSameById(entry: Entry, known: Namesake): boolean {
  if (entry.namedBy === 'title') return true;
  if (entry.namedBy === 'link') return isSameByPage(entry, known);
  const moved =
    entry.canonicalUrl !== undefined &&
    known.canonicalUrl !== undefined &&
    entry.canonicalUrl !== known.canonicalUrl;
  return !moved || hasSameDate(entry, known) || isRewording(entry.title, known.title);
}

/**
 * Found by the address: another item where the publisher gave a new id with a new date and new words, or no id, another
 * date and a headline that has nothing to do with the old one: pages that show what is current link to themselves.
 */
export function isSameByPage(entry: Entry, known: Namesake): boolean {
  const sameTitle = isSameTitle(entry, known);
  if (entry.namedBy === undefined && !isOneId(entry, known)) {
    if (sameTitle) return hasSameDate(entry, known) || !hasNewWords(known.summary, entry.summary);
    return hasSameDate(entry, known) && isRewording(entry.title, known.title);
  }
  return (
    sameTitle ||
    (isOneId(entry, known) && entry.namedBy === undefined) ||
    hasSameDate(entry, known) ||
    isRewording(entry.title, known.title)
  );
}

/**
 * Found by nothing but the title. `saidAt` is the date (epoch milliseconds) that the title was last seen with: search
 * feeds change id, address and date at every poll, and the date moves on with them.
 */
export function isSameByTitle(entry: Entry, known: Namesake, saidAt: number | undefined): boolean {
  const sameDate = hasSameDate(entry, known);
  const near = sameDate || Math.abs(entry.publishedAt - (saidAt ?? known.publishedAt)) <= NEAR;
  if (!near) return false;
  return (
    sameDate ||
    entry.namedBy === 'title' ||
    isTelling(entry.titleKey) ||
    (isTelling(entry.summary) && entry.summary === known.summary)
  );
}

/** Whether an entry is dated no later than what its name stood for was last seen with; of that only the name is left. */
export function isStillNear(entry: Entry, saidAt: number): boolean {
  return entry.publishedAt <= saidAt + NEAR;
}

/** Whether headline and date are those of the stored entry, so that it is that one whatever its id names else. */
export function isVerySame(entry: Entry, known: Namesake): boolean {
  return isSameTitle(entry, known) && hasSameDate(entry, known);
}

/** Whether the words of the headline are those of the stored entry. */
export function isSameTitle(entry: Entry, known: Namesake): boolean {
  return entry.titleKey === titleKey(known.title, known.outlet, entry.outlet, entry.via ?? '');
}

function hasSameDate(entry: Entry, known: Namesake): boolean {
  return entry.undated !== true && Math.abs(entry.publishedAt - known.publishedAt) <= MINUTE;
}

/** Whether both ids are one: as written, by another scheme, or counted up (`…#0`, `…#1`) where the link is not. */
function isOneId(entry: Entry, known: Namesake): boolean {
  // What was named by its link had no id that could differ.
  if (entry.id === known.id || known.id === known.link) return true;
  const isCounted = URL.parse(entry.link ?? '')?.hash === '';
  if (isCounted && withoutCounter(entry.id) === withoutCounter(known.id)) return true;
  const [own, other] = [URL.parse(entry.id), URL.parse(known.id)];
  return (
    own !== null &&
    other !== null &&
    own.hash === other.hash &&
    canonicalUrl(entry.id) !== undefined &&
    canonicalUrl(entry.id) === canonicalUrl(known.id)
  );
}
