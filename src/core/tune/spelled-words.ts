/** The words of a headline and its summary, folded as queries compare them, each with how it was written. */
import { distinctWords } from '../query/words/distinct-words.ts';
import type { MatchText } from '../query/words/text.ts';

export type SpelledWord = {
  /** As the text has it, in small letters. */
  readonly spelling: string;
  /** True where it was written with a small letter somewhere: what never is may be a name. */
  readonly plain: boolean;
};

const NOTHING = { title: '', summary: '', outlet: '', lang: '', feed: '' };
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Every word by its folded letters. */
export function spelledWords({ title, summary }: MatchText): ReadonlyMap<string, SpelledWord> {
  const words = new Map<string, SpelledWord>();
  for (const [written] of `${title} ${summary}`.matchAll(WORD)) {
    const [folded] = distinctWords({ ...NOTHING, title: written });
    if (folded === undefined) continue;
    const plain = written === written.toLowerCase();
    const before = words.get(folded);
    words.set(folded, { spelling: written.toLowerCase(), plain: plain || before?.plain === true });
  }
  return words;
}
