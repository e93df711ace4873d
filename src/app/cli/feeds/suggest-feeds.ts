/** Feeds that may carry an article's signs: those of the root about its places, and a news search for each sign. */
import { loadConfig } from '../../../config/load-config.ts';
import type { DraftIndicator } from '../../../core/article/draft.ts';
import type { Article } from '../../../core/article/sections.ts';
import type { Lists } from '../../../core/lists/list.ts';
import { compileRules } from '../../../core/query/engine/engine.ts';
import { PLATFORMS } from '../../run/platforms.ts';
import { configFiles } from '../../run/config-files.ts';

const SEARCH = 'https://news.google.com/rss/search?hl=en&q=';
const MOST_WORDS = 5;

/** Lines of YAML, each a feed; those that the root polls already are only named. */
export async function suggestFeeds(
  root: string,
  article: Article,
  indicators: readonly DraftIndicator[],
  lists: Lists,
): Promise<readonly string[]> {
  const loaded = loadConfig(await configFiles(root), { platforms: PLATFORMS });
  const feeds = loaded.kind === 'ok' ? loaded.config.feeds : [];
  const places = placesIn(article, lists);
  const near = feeds.filter(
    ({ country }) => country !== undefined && places.has(`places.${placeName(country)}`),
  );
  return [
    ...near.map(({ id, outlet }) => `already polled, of a country that the article names: ${outlet} (${id})`),
    ...indicators.map(({ id, quote }) => {
      const words =
        quote
          .match(/[\p{L}-]{4,}/gu)
          ?.filter((word) => !/^(?:that|which|with|from|their|they)$/.test(word)) ?? [];
      const query = encodeURIComponent(words.slice(0, MOST_WORDS).join(' '));
      return `- { id: search-${id}, url: "${SEARCH}${query}", outlet: "News search: ${id}", lang: en }`;
    }),
  ];
}

/** The shared lists of places that the article has words of. */
function placesIn(article: Article, lists: Lists): ReadonlySet<string> {
  const names = Object.keys(lists).filter((name) => name.startsWith('places.'));
  const compiled = compileRules(names.map((name) => ({ id: name, query: `$${name}`, lists })));
  if (compiled.kind === 'errors') return new Set();
  const { title, happened, leverage, mechanism, matters, watch } = article;
  const text = [title, happened, leverage, mechanism, matters, watch].join('\n');
  return new Set(
    compiled.engine.match({ title: text, summary: '', outlet: '', feed: '', lang: 'en' }).map(({ id }) => id),
  );
}

/** How the shared list of a country is called: its English name in lower case, joined by underscores. */
function placeName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code.toLowerCase();
  const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  return name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}
