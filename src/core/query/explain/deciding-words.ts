/** Which words decide: what would be lost without each. */
import type { MatchText, Span } from '../words/text.ts';

/** A word without which so many stories would be none. */
export type Deciding = { readonly word: string; readonly stories: number };

type Hit = { readonly story: string; readonly text: MatchText; readonly spans: readonly Span[] };

type Matches = (text: MatchText) => boolean;

/** Hits that are looked at. */
const MOST_WEIGHED = 1_000;

/** For each word that was found, the stories of which no hit would be left without it, most first. */
export function weighWords(matches: Matches, hits: readonly Hit[]): readonly Deciding[] {
  const needed = new Map<string, Set<string>>();
  const byStory = Map.groupBy(hits.slice(0, MOST_WEIGHED), ({ story }) => story);
  for (const [story, reports] of byStory) {
    const [first = [], ...others] = reports.map((hit) => neededWords(matches, hit));
    for (const word of first) {
      if (!others.every((each) => each.includes(word))) continue;
      const stories = needed.get(word) ?? new Set();
      needed.set(word, stories.add(story));
    }
  }
  return [...needed]
    .map(([word, stories]) => ({ word, stories: stories.size }))
    .toSorted((a, b) => b.stories - a.stories || (a.word < b.word ? -1 : 1));
}

/** The words of a hit without any one of which it would be none, in small letters. */
export function neededWords(matches: Matches, { text, spans }: Omit<Hit, 'story'>): readonly string[] {
  const words = new Map<string, Span[]>();
  for (const span of spans) {
    const word = text[span.field].slice(span.start, span.end).toLowerCase();
    words.set(word, [...(words.get(word) ?? []), span]);
  }
  return [...words].flatMap(([word, places]) => (matches(places.reduce(blanked, text)) ? [] : [word]));
}

/** The text with a word in place of a span that no query asks for. */
function blanked(text: MatchText, { field, start, end }: Span): MatchText {
  const filler = 'q'.repeat(Math.max(1, end - start));
  return { ...text, [field]: text[field].slice(0, start) + filler + text[field].slice(end) };
}
