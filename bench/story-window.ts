/** Generates a window of headlines: events told by one to five outlets in their own words, seeded, in order of time. */
import type { StoryEntry } from '../src/core/story/cluster.ts';
import { termGroups } from '../src/core/lists/list.ts';
import { SHIPPED_LISTS } from '../tests/shipped-lists.ts';
import { seeded } from './seeded.ts';

const VOCABULARY = 60_000;
const STOP_WORDS = 100;
const SYLLABLES =
  'ba be bo da de do fa fe ga go ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve'.split(
    ' ',
  );

/** `count` headlines over `span` milliseconds. A tenth carries a label, a tenth a summary of twenty words. */
export function generateHeadlines(count: number, span: number): readonly StoryEntry[] {
  const random = seeded(20_261_030);
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = (list: readonly string[]) => list[below(list.length)] ?? '';
  const places = forms(/^places\./);
  const topics = forms(/^(?:acts|bodies|offices|things)\./);
  // Zipf without its head, which stop words are: a word's rank is spread evenly over its logarithm.
  const word = () => spell(Math.floor(STOP_WORDS * Math.exp(random() * Math.log(VOCABULARY / STOP_WORDS))));

  const event = () => {
    const concepts = [oneOf(places), ...Array.from({ length: 1 + below(3) }, () => oneOf(topics))];
    return { words: [...concepts, ...Array.from({ length: 4 + below(4) }, word)], label: below(10) === 0 };
  };
  const entries: StoryEntry[] = [];
  while (entries.length < count) {
    const { words, label } = event();
    const at = random() * span;
    for (let report = below(5); report >= 0; report -= 1) {
      const own = words.map((each) => (random() < 0.3 ? word() : each));
      entries.push({
        key: `generated/${entries.length}`,
        title: own.join(' '),
        summary: below(10) === 0 ? Array.from({ length: 20 }, word).join(' ') : '',
        lang: 'en',
        outlet: `Outlet ${below(40)}`,
        publishedAt: Math.min(span, at + random() * 12 * 3_600_000),
        labels: label ? [`indicator-${below(6)}`] : [],
      });
    }
  }
  return entries.slice(0, count).toSorted((a, b) => a.publishedAt - b.publishedAt);
}

/** The first plain word of every line, and of every prefix the prefix itself. */
/** One word of each shared list whose name is like this. */
function forms(names: RegExp): readonly string[] {
  return Object.entries(SHIPPED_LISTS)
    .filter(([name]) => names.test(name))
    .flatMap(([, list]) => {
      const words = termGroups(list).flatMap(({ terms }) => terms);
      return words.find((term) => /^[a-z]+\*?$/.test(term))?.replace('*', '') ?? [];
    });
}

function spell(rank: number): string {
  let rest = rank;
  let word = '';
  do {
    word += SYLLABLES[rest % SYLLABLES.length] ?? '';
    rest = Math.floor(rest / SYLLABLES.length);
  } while (rest > 0);
  return `${word}x`;
}
