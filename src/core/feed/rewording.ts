/** How far two texts say the same: what tells an edit from something new under an old name. */
import { HOUR } from '../time/duration.ts';

/** The words of a text in lower case, without marks; characters of scripts that write no spaces count one by one. */
function wordsIn(text: string): ReadonlySet<string> {
  return new Set(
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036f'’‘ʼ`]/g, '')
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu) ??
      [],
  );
}

/** Share of the words of the shorter text that the longer one has, too; 1 where either has none. */
function overlap(a: string, b: string): number {
  const [first, second] = [wordsIn(a), wordsIn(b)];
  const fewer = Math.min(first.size, second.size);
  return fewer === 0 ? 1 : first.intersection(second).size / fewer;
}

/** Below this the words of two headlines have nothing to do with each other. */
const ALIKE = 0.5;

/** Whether two headlines may be two wordings of one. */
export function isRewording(a: string, b: string): boolean {
  return overlap(a, b) >= ALIKE;
}

const FEW_WORDS = 3;

/**
 * Whether `after` has so much that `before` has not that a publisher means something new by it: at least three words
 * (numbers aside, which count comments and minutes), and they are a good part of it.
 */
export function hasNewWords(before: string, after: string): boolean {
  const [old, now] = [wordsIn(before), wordsIn(after)];
  const added = [...now].filter((word) => !old.has(word) && !/^\p{N}+$/u.test(word));
  return added.length >= FEW_WORDS && added.length > 0.3 * now.size;
}

type Wording = { readonly title: string; readonly summary: string; readonly publishedAt: number };

/** Summaries are rewritten all day; one under the same headline is news where the publisher dates it anew. */
const DATED_ANEW = 12 * HOUR;

/**
 * Whether a changed text says another thing than before and not the same in other words: its headline has little in
 * common with the old one, or stands over new words with a new date. `bySummary` is true where it is the summary alone
 * that speaks of the matter, as on pages that keep one headline.
 */
export function saysAnother(before: Wording, after: Wording, bySummary: boolean): boolean {
  if (!isRewording(before.title, after.title)) return true;
  return (
    bySummary &&
    after.publishedAt - before.publishedAt >= DATED_ANEW &&
    hasNewWords(before.summary, after.summary)
  );
}
