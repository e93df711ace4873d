/** Writes a drafted brief as YAML that people go on with: every guess is marked by a comment. */
import { stringify } from 'yaml';
import { ACTORS, type Draft, type DraftIndicator } from '../core/article/draft.ts';
import { SECTIONS } from '../core/article/headings.ts';

const GUESS = '# guess:';

/** The text of a brief that loads as it is. `feeds` are lines of YAML to suggest, each a feed. */
export function writeBrief(draft: Draft, feeds: readonly string[]): string {
  const { article, actors, indicators, left } = draft;
  const guessed = new Set<string>(article.guessed);
  const lines = [
    '# Drafted from the article by signpost new. What is marked "guess" was guessed: read it, change it, and take the mark away.',
    '# Then: signpost check, and signpost explain "a headline" for headlines that you know.',
    '# yaml-language-server: $schema=../schema/brief.json',
    `id: ${draft.id}`,
    ...(guessed.has('title') ? [`${GUESS} the article has no title`] : []),
    `title: ${inline(article.title)}`,
    ...SECTIONS.flatMap((section) => [
      ...(guessed.has(section) ? [`${GUESS} no heading of the article names this section`] : []),
      `${section}: ${block(article[section])}`,
    ]),
    '',
    `${GUESS} what a sign speaks for; say it in your own words`,
    'hypotheses:',
    `  at-work: ${inline(firstSentence(article.mechanism))}`,
    ...(indicators.some(({ against }) => against)
      ? ['  held-back: The opposite holds, or somebody stops it']
      : []),
    '',
    ...(actors.size === 0
      ? []
      : [
          `${GUESS} names that the article uses; alerts name those they find. Take out what is too common a word.`,
          'lists:',
          `  ${ACTORS}:`,
          ...[...actors].map(([key, term]) => `    ${key}: [${inline(term)}]`),
          '',
        ]),
    ...left.map((quote) => `${GUESS} no query was found for: ${quote}`),
    'indicators:',
    ...indicators.flatMap(indicatorLines),
    ...(feeds.length === 0
      ? []
      : [
          '',
          `${GUESS} feeds that may carry these signs; put those that you want into a file in feeds/`,
          ...feeds.map((feed) => `#   ${feed}`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function indicatorLines({
  id,
  name,
  quote,
  against,
  query,
  hits,
  misses,
}: DraftIndicator): readonly string[] {
  return [
    `  - id: ${id}`,
    `    name: ${inline(name)}`,
    `    quote: ${inline(quote)}`,
    `    supports: ${against ? 'held-back' : 'at-work'}`,
    `    ${GUESS} shared lists whose words the clause holds; config/lists has them all`,
    '    query: |',
    ...query.split('\n').map((line) => `      ${line}`),
    '    examples:',
    '      # made up from the words of the article: replace them by headlines that were really published',
    `      hits: [${hits.map(inline).join(', ')}]`,
    '      # made up: add headlines that use the same words and are no sign',
    `      misses: [${misses.map(inline).join(', ')}]`,
    '',
  ];
}

/** A text on one line, quoted where YAML needs it, also within brackets. */
function inline(text: string): string {
  return stringify([text], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
    .trim()
    .slice(1, -1);
}

/** A text of several lines as a folded block. */
function block(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return `>-\n${lines.map((line) => `  ${line.trim()}`).join('\n\n')}`;
}

function firstSentence(text: string): string {
  return (/^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text).replaceAll(/\s+/g, ' ').trim();
}
