/** Drafts a brief from an article: signs, their queries from the shared lists, hypotheses, actors and examples. */
import { briefLanguage } from '../lists/brief-language.ts';
import type { Lists } from '../lists/list.ts';
import { compileRules } from '../query/engine/engine.ts';
import { contextOf, namesIn, spokenOf, topicsOf } from './context.ts';
import type { Section } from './headings.ts';
import { type Article, UNSAID } from './sections.ts';
import { type ClauseParts, partsOfClause } from './clause-parts.ts';
import { decidedElsewhere, isBareAct, listedActs, queryOf, decidingActs, undoingActs } from './sign-query.ts';
import { readSigns, type Sign } from './signs.ts';
import { createVocabulary } from './vocabulary.ts';

export type DraftIndicator = Sign & {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  /** Headlines made up from the article's words, which the query matches, and everyday ones that it does not. */
  readonly hits: readonly string[];
  readonly misses: readonly string[];
};

export type Draft = {
  readonly id: string;
  readonly article: Article;
  /** Names that the article uses, by the key of an actor; the query language's own spelling. */
  readonly actors: ReadonlyMap<string, string>;
  readonly indicators: readonly DraftIndicator[];
  /** Signs for which no word was found that could be looked for. */
  readonly left: readonly string[];
};

/** The name of the list that holds the article's names in a draft. */
export const ACTORS = 'actors';

const LONGEST_NAME = 60;
const EVERYDAY = [
  'Town choir wins prize at spring fair',
  'Library to open on Sunday afternoons',
  'Rain and mild winds until the weekend',
  'Bakery celebrates a hundred years',
  'Lost cat found in neighbouring village',
];
/** What is no report of a sign, whatever words it has: sport, explanations, what a market makes of it. */
const NEVER = ['$noise.sport', '$matters.explainer', '$common.reactions'];
const MISSES = 2;
/** Right before an act: it did not happen. */
const NOT_DONE = '$common.not_done';

/** A draft of everything that a brief needs; each query is one that compiles with the lists and the draft's actors. */
export function draftBrief(article: Article, shared: Lists): Draft {
  const lang = languageOf(article, shared);
  const vocabulary = createVocabulary(shared, lang);
  const names = namesIn(article, lang);
  const actors = new Map(names.map((name) => [slugOf(name), termOf(name)]));
  actors.delete('');
  const lists: Lists = {
    ...shared,
    [ACTORS]: Object.fromEntries([...actors].map(([key, term]) => [key, [term]])),
  };
  const context = [
    ...(actors.size > 0 ? [`$${ACTORS}`] : []),
    ...contextOf(article, vocabulary),
    ...topicsOf(article, vocabulary, names),
  ];
  const signs = readSigns(article.watch);
  const spoken = spokenOf(article, vocabulary);
  const parts = signs.map(({ quote }) => partsOfClause(quote.replaceAll('…', ''), vocabulary, spoken));
  const holds = (list: string): boolean => Object.hasOwn(lists, list.slice(1));
  const ids = new Set<string>();
  const left: string[] = [];
  const indicators = signs.flatMap((sign, index): DraftIndicator[] => {
    const own = parts[index];
    const query = own === undefined ? undefined : queryOf(own, context, holds);
    if (own === undefined || query === undefined) {
      left.push(sign.quote);
      return [];
    }
    const veto = vetoOf(own, parts, lists);
    const whole = [`(${vocabulary.widened(query)})`, ...veto.map(vocabulary.widened)].join('\n');
    const drafted = withExamples(sign, whole, lists, names);
    if (drafted === undefined) {
      left.push(sign.quote);
      return [];
    }
    return [{ ...sign, ...drafted, id: freeId(sign.quote, ids), name: nameOf(sign.quote) }];
  });
  return {
    id:
      slugOf(article.title)
        .slice(0, 40)
        .replace(/-[^-]*$/, '') || 'my-brief',
    article,
    actors,
    indicators,
    left,
  };
}

/** The language of what the article itself says. */
function languageOf(article: Article, shared: Lists): string {
  const said = (section: Section): string => (article[section] === UNSAID ? '' : article[section]);
  const prose = {
    title: article.title,
    happened: said('happened'),
    leverage: said('leverage'),
    mechanism: said('mechanism'),
    matters: said('matters'),
    watch: said('watch'),
  };
  return briefLanguage({ ...prose, indicators: [] }, shared);
}

/** What a headline must not say: sport and denials, and for a mere act what the other signs tell of it; as far as there are lists of it. */
function vetoOf(own: ClauseParts, all: readonly ClauseParts[], lists: Lists): readonly string[] {
  const mine = new Set([...own.subjects, ...own.acts]);
  const others = isBareAct(own) ? all.flatMap(decidingActs) : [];
  const denied = own.acts.includes('$acts.refuse') ? [] : ['$reversals.denied'];
  const acts = [...undoingActs(own), ...others.filter((term) => term.startsWith('$') && !mine.has(term))];
  const named = [...new Set([...NEVER, ...denied, ...acts])];
  const known = named.filter((term) => !term.startsWith('$') || Object.hasOwn(lists, term.slice(1)));
  const done = listedActs(own);
  if (Object.hasOwn(lists, NOT_DONE.slice(1)) && done.length > 0)
    known.push(`(${NOT_DONE} BEFORE/2 (${done.join(' OR ')}))`);
  const elsewhere = all.flatMap((other) => (other === own ? [] : (decidedElsewhere(own, other) ?? [])));
  known.push(...new Set(elsewhere));
  return known.length === 0 ? [] : [`AND NOT title:(${known.join(' OR ')})`];
}

/** The query with headlines that it matches and does not; undefined where it matches nothing that the article says. */
function withExamples(
  { quote }: Sign,
  query: string,
  lists: Lists,
  names: readonly string[],
): Pick<DraftIndicator, 'query' | 'hits' | 'misses'> | undefined {
  const compiled = compileRules([{ id: 'draft', query, lists }]);
  if (compiled.kind === 'errors')
    throw new Error(`a drafted query is unsound: ${compiled.errors[0]?.error.what}`);
  const matches = (title: string): boolean =>
    compiled.engine.match({ title, summary: '', outlet: '', feed: '', lang: '' }).length > 0;
  const said = sentenceCase(quote.replaceAll(' …', ''));
  const [name] = names;
  const hit = [said, ...names.map((each) => `${said}: ${each}`)].find(matches);
  if (hit === undefined) return undefined;
  const second = name === undefined ? [] : [`${name}: ${said.toLowerCase()}`].filter(matches);
  return {
    query,
    hits: [hit, ...second],
    misses: EVERYDAY.filter((title) => !matches(title)).slice(0, MISSES),
  };
}

function freeId(quote: string, taken: Set<string>): string {
  const words = slugOf(quote)
    .split('-')
    .filter((word) => !/^(?:a|an|the|of|or|and|that|who|which|are|is|to|in|for|by)$/.test(word));
  const base = words.slice(0, 3).join('-') || 'sign';
  let id = base;
  for (let nth = 2; taken.has(id); nth += 1) id = `${base}-${nth}`;
  taken.add(id);
  return id;
}

function nameOf(quote: string): string {
  const name = sentenceCase(quote.replace(/^(?:a|an|the) /i, ''));
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME).replace(/[\s,]+\S*$/, '')} …`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Lower-case letters, digits and hyphens. */
function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** A name as a list entry: one word counts with its capital only, since it may be an ordinary word. */
function termOf(name: string): string {
  return /^[\p{L}\p{N}]+$/u.test(name) ? `=${name}` : name;
}
