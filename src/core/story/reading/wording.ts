/** The wording of a title, by which reprints are known: without articles, the outlet's name and what is set off. */
import type { Lexicon } from '../../lists/lexicon.ts';
import { fold, wordsOf } from './headline-words.ts';

/** A title this short may honestly come again ("Morning briefing"). */
const SHORTEST_IDENTITY = 20;
/** Words of a part that is set off, at most, and of what it is set off from, at least. */
const LONGEST_ASIDE = 4;
const LEAST_BARE = 5;
const ASIDE_BEHIND = /^(.*[^\s,;:–—|-])(?:[,;:]|\s+[–—|-])\s+([^,;:–—|]+)$/su;
const ASIDE_BEFORE = /^([^:|]+)[:|]\s+(.+)$/su;

/** The wording but for articles: a "not", "off" or "after" says another thing. */
export function wordingOf(words: readonly string[], lang: string, lexicon: Lexicon): string {
  const articles = lexicon.articlesOf(lang);
  const identity = words.filter((word) => !articles.has(word)).join(' ');
  return identity.length < SHORTEST_IDENTITY ? '' : identity;
}

/** A title without the few words that punctuation sets off at its end or, with a colon, at its beginning: who says so, or what it is. */
export function withoutAside(title: string): string | undefined {
  const [, head, tail] = ASIDE_BEHIND.exec(title) ?? [];
  if (head !== undefined && tail !== undefined && isAside(tail, head)) return head;
  const [, before, rest] = ASIDE_BEFORE.exec(title) ?? [];
  return before !== undefined && rest !== undefined && isAside(before, rest) ? rest : undefined;
}

/** Whether so few words are set off from so many that the rest tells the event. */
function isAside(part: string, rest: string): boolean {
  return wordsOf(part).length <= LONGEST_ASIDE && wordsOf(rest).length >= LEAST_BARE;
}

/** The title without a last part that only names the outlet: `… | Politico`, `… - Reuters`. */
export function withoutOutlet(title: string, outlet: string): string {
  const match = /^(.*\S)\s+[|–—-]\s+([^|–—]{2,40})$/s.exec(title);
  const [, head, tail] = match ?? [];
  if (head === undefined || tail === undefined) return title;
  const name = fold(outlet).trim();
  const said = fold(tail).trim();
  return name !== '' && (name.includes(said) || said.includes(name)) ? head : title;
}
