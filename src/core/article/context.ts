/** What an article is about: the names it uses, and the lists that its sections speak of again and again. */
import { foldWords } from '../query/words/fold.ts';
import type { Article } from './sections.ts';
import { isAct, type Vocabulary } from './vocabulary.ts';

/** So many lists say what the article is about. */
const MOST_LISTS = 5;
const MOST_NAMES = 16;
/** Words with a capital in the middle of a sentence, one or several side by side. */
const NAME = /(?<=[\p{Ll},;)] )(?:\p{Lu}[\p{L}'’-]+)(?: (?:of |de |du |la |von )?\p{Lu}[\p{L}'’-]+)*/gu;
/** The first word of a sentence is a name where it owns something. */
const OWNER = /(?<=^|[.!?] )\p{Lu}[\p{L}-]+(?=['’]s )/gu;
/** Words of titles and institutions that are names of nobody by themselves. */
const NO_NAMES =
  /^(?:The|Mr|Mrs|Ms|Dr|Sir|President|Minister|Prime Minister|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|European|American|Western|Eastern|Northern|Southern|Federal|National|English|French|German|Citizens|Courts?|State|States|Parliament|Senate|Congress|Cour|État|Etat|Sénat|Parlement|Gouvernement|Conseil|Commission|Assemblée|Corte|Stato|Senato|Parlamento|Governo|Consiglio|Estado|Senado|Gobierno|Congreso|Consejo|Tribunal|Kabinet|Kamer|Sejm|Rząd|Trybunał)$/;

/** Names of people, places and bodies that the article uses, the most frequent first. */
export function namesIn(article: Article, lang: string = 'en'): readonly string[] {
  const { title, happened, leverage, mechanism, matters, watch } = article;
  const counts = new Map<string, number>();
  for (const text of [title, happened, leverage, mechanism, matters, watch]) {
    for (const [written] of [...text.matchAll(NAME), ...text.matchAll(OWNER)]) {
      const name =
        lang === 'de' ? lastOfSeveral(written) : written.replace(/['’]s?$/, '').replace(/^The /, '');
      if (name === undefined || NO_NAMES.test(name) || name.length < 3) continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_NAMES)
    .map(([name]) => name);
}

/** In German every noun has a capital: of several side by side the last is a name, "Bürgermeisterin Hedda Kroll". */
function lastOfSeveral(written: string): string | undefined {
  const words = written.split(' ');
  // "Verkauf von Anteilen": two common nouns.
  return words.length < 2 || words.includes('von') ? undefined : words.at(-1);
}

/** All lists of things, bodies and offices, as `$bodies.court`, that any section speaks of. */
export function spokenOf(article: Article, vocabulary: Vocabulary): ReadonlySet<string> {
  const { title, happened, leverage, mechanism, matters, watch } = article;
  return new Set(
    [title, happened, leverage, mechanism, matters, watch].flatMap((text) =>
      vocabulary.find(text).flatMap(({ lists }) => lists.map((name) => `$${name}`)),
    ),
  );
}

/** The lists of things, bodies and offices, as `$things.ship`, that most of the article's sections speak of. */
export function contextOf(article: Article, vocabulary: Vocabulary): readonly string[] {
  const counts = new Map<string, number>();
  const { title, happened, leverage, mechanism, matters, watch } = article;
  for (const text of [title, happened, leverage, mechanism, matters, watch, watch]) {
    const named = new Set(vocabulary.find(text).flatMap(({ lists }) => lists));
    for (const name of named) if (!isAct(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_LISTS)
    .map(([name]) => `$${name}`);
}

const MOST_TOPICS = 4;
const SHORTEST_TOPIC = 5;

/**
 * The article's own words for its matter, as `fever*`: they stand in its title and again in a section, or in three
 * sections, and neither in a list nor among its names.
 */
export function topicsOf(
  article: Article,
  vocabulary: Vocabulary,
  names: readonly string[],
): readonly string[] {
  const { title, happened, leverage, mechanism, matters, watch } = article;
  const named = new Set(names.flatMap((name) => foldWords(name).map(({ letters }) => letters)));
  const counts = new Map<string, number>();
  for (const text of [title, title, happened, leverage, mechanism, matters, watch]) {
    const listed = vocabulary.find(text);
    const stems = foldWords(text)
      .filter(({ start, end }) => !listed.some((each) => start < each.end && each.start < end))
      .flatMap(({ letters }) => (named.has(letters) ? [] : (stemOf(letters, vocabulary) ?? [])));
    for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= 3)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_TOPICS)
    .map(([stem]) => stem);
}

/** Words of any article: when, how many, how large. */
const NO_TOPICS =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|(?:day|week|month|year|hour|minute)s?|first|second|third|fourth|fifth|sixth|tenth|half|quarter|three|seven|eight|(?:thirty|forty|fifty|sixty)|hundred|thousand|world|people|country|countries|nothing|nobody|interior|short(?:er|en)?|larg\w*|small\w*|great\w*|whole|every|never|other|others|place|places|thing|things|makes?|takes?|means?|needs?|begun|begins?|already|without|whoever|whether)$/;

function stemOf(word: string, { isSmall }: Vocabulary): string | undefined {
  return word.length < SHORTEST_TOPIC || isSmall(word) || NO_TOPICS.test(word)
    ? undefined
    : `${word.replace(/(?:es|s|n)$/, '')}*`;
}
