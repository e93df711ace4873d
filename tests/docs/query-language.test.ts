/** Everything that docs/query-language.md says of a query is true of the compiler that the bot matches with. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { List } from '../../src/core/lists/list.ts';
import { compileQuery } from '../../src/core/query/language/compile-query.ts';
import { lintQuery } from '../../src/core/query/language/lint.ts';
import { parseQuery } from '../../src/core/query/language/parse.ts';
import { renderExplanation } from '../../src/core/query/explain/render-explanation.ts';
import { FIELDS, type MatchText } from '../../src/core/query/words/text.ts';
import { checkConfig } from '../../src/app/run/read-config.ts';
import { showPlace } from '../../src/config/show-place.ts';

const page = readFileSync(new URL('../../docs/query-language.md', import.meta.url), 'utf8');

/** Fenced blocks, without their fences. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text = '']) => text);
}

/** The rows under every table head that reads so, as cells. */
function rows(head: string): readonly (readonly string[])[] {
  return page
    .split('\n\n')
    .filter((part) => part.startsWith(`| ${head} |`))
    .flatMap((table) => table.trim().split('\n').slice(2))
    .map((row) =>
      row
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

const queryOf = (cell = ''): string => cell.replace(/^`(.*)`$/, '$1');

/** A headline, and fields after it as ` / lang: it`. */
function textOf(cell: string): MatchText {
  const [title = '', ...others] = cell.split(' / ');
  const text = { title, summary: '', outlet: '', lang: '', feed: '' };
  for (const other of others) {
    const [name = '', value = ''] = other.split(': ', 2);
    expect(FIELDS).toContain(name);
    Object.assign(text, { [name]: value });
  }
  return text;
}

const [listBlock = '', indicatorBlock = ''] = blocks('yaml');
const { lists } = z.object({ lists: z.record(z.string(), List) }).parse(parse(listBlock));

function compiled(query: string) {
  const outcome = compileQuery(query, lists);
  if (outcome.kind === 'errors') throw new Error(outcome.errors.map(({ what }) => what).join('; '));
  return outcome.query;
}

const cases = rows('query | matches | does not match').flatMap(([query, hits = '', misses = '']) =>
  [
    { cell: hits, expected: true },
    { cell: misses, expected: false },
  ].flatMap(({ cell, expected }) =>
    cell.split('<br>').map((text) => ({ query: queryOf(query), text, expected })),
  ),
);

describe('the examples of the query language', () => {
  it('are found on the page', () => {
    expect(cases.length).toBeGreaterThan(90);
    expect(rows('query | the check says').length).toBeGreaterThan(20);
  });

  it.each(cases)('$query on "$text" gives $expected', ({ query, text, expected }) => {
    expect(compiled(query).match(textOf(text)) !== undefined).toBe(expected);
    expect(parseQuery(query).kind).toBe('ok');
  });

  it.each(rows('query | the check says'))('%s is answered as the page says', (cell, said) => {
    const query = queryOf(cell);
    const outcome = compileQuery(query, lists);
    const parsed = parseQuery(query);
    const warnings = parsed.kind === 'ok' ? lintQuery(parsed.ast, { source: query, mode: 'query' }) : [];
    const found = outcome.kind === 'errors' ? outcome.errors : warnings;
    expect(found.map(({ what, remedy }) => `${what}; ${remedy}`)).toContain(said);
  });

  it('draw no warnings but for the one that shows what binds tighter', () => {
    const warned = cases.filter(({ query }) => {
      const parsed = parseQuery(query);
      return parsed.kind === 'ok' && lintQuery(parsed.ast, { source: query, mode: 'query' }).length > 0;
    });
    expect(new Set(warned.map(({ query }) => query))).toEqual(new Set(['a OR b c']));
  });
});

describe('the longer examples', () => {
  it('have an indicator whose own examples hold', () => {
    const { query, examples } = z
      .object({
        query: z.string(),
        examples: z.object({ hits: z.array(z.string()), misses: z.array(z.string()) }),
      })
      .parse(parse(indicatorBlock));
    for (const hit of examples.hits)
      expect([hit, compiled(query).match(textOf(hit))]).not.toContain(undefined);
    for (const miss of examples.misses)
      expect([miss, compiled(query).match(textOf(miss))]).toEqual([miss, undefined]);
  });

  it('show the caret as the check draws it', () => {
    const shown = blocks('').find((block) => block.includes('^')) ?? '';
    const [, query = ''] = /query: (.*)/.exec(shown) ?? [];
    const path = 'config/briefs/example.yaml';
    const text = `id: example
title: An example
happened: It happened.
leverage: Somebody can.
mechanism: So it works.
matters: It matters.
watch: Watch for a sign.
lists: { leaders: [premier] }
indicators:
  - id: sign
    name: A sign
    quote: a sign
    query: ${query}
    examples: { hits: [Treaty praises premier], misses: [Nothing] }
`;
    const loaded = checkConfig([{ path, text }]);
    const issues = loaded.kind === 'bad' ? loaded.issues : [];
    const errors = issues.filter(({ file, severity }) => file === path && severity === 'error');
    expect(errors.map((issue) => showPlace(issue, text))).toEqual([shown.trimEnd()]);
  });

  it('print the verdict as explain does', () => {
    const tree = blocks('').find((block) => block.startsWith('nearest miss')) ?? '';
    const [, query = '', headline = ''] = /That was `(.*)`, asked of \*(.*)\*/.exec(page) ?? [];
    expect(renderExplanation(compiled(query).explain(textOf(headline)), { color: false })).toBe(
      tree.trimEnd(),
    );
  });
});
