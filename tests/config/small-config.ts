/** The smallest configuration that is good, for tests that spoil one file of it. */
import type { ConfigFile } from '../../src/config/config-file.ts';
import type { CheckQueries } from '../../src/config/read-brief.ts';

export const SMALL_SETTINGS = `receivers:
  terminal: { type: console }
route: { receiver: terminal }
`;

export const SMALL_BRIEF = `id: small
title: A small brief
happened: Something happened.
leverage: Somebody gains leverage.
mechanism: A mechanism operates.
matters: It matters.
watch: Watch the sign.
indicators:
  - id: sign
    name: The sign
    quote: the sign
    query: sign
    examples: { hits: [A sign], misses: [Nothing] }
`;

export const SMALL_FEEDS = `desk: small
feeds:
  - id: example
    url: https://example.org/feed.xml
    outlet: Example
    lang: en
`;

export const SMALL_CONFIG: readonly ConfigFile[] = [
  { path: 'config/signpost.yaml', text: SMALL_SETTINGS },
  { path: 'config/briefs/small.yaml', text: SMALL_BRIEF },
  { path: 'feeds/small.yaml', text: SMALL_FEEDS },
];

/** The small configuration with files replaced or added. */
export function spoil(...changed: readonly ConfigFile[]): readonly ConfigFile[] {
  const kept = SMALL_CONFIG.filter(
    ({ path }) => !changed.some((file) => folderOf(file.path) === folderOf(path)),
  );
  return [...kept, ...changed];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Stands in for the query language: knows nothing but that a `$list` has to exist. */
export const unknownLists: CheckQueries = (brief) => {
  const texts = [
    ...brief.indicators.map(({ query }, index) => ({ text: query, path: ['indicators', index, 'query'] })),
    ...Object.entries(brief.lists).flatMap(([name, list]) =>
      Array.isArray(list) ? list.map((text, index) => ({ text, path: ['lists', name, index] })) : [],
    ),
  ];
  return texts.flatMap(({ text, path }) =>
    [...text.matchAll(/\$([a-z_]+)/g)]
      .filter(([, name = '']) => !(name in brief.lists))
      .map((match) => ({
        path,
        offset: match.index,
        severity: 'error' as const,
        what: `there is no list ${match[0]}`,
        remedy: 'add it below lists:',
      })),
  );
};
