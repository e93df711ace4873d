/** Checks every query, list and example of a brief before it may be loaded. */
import type { Brief, Example, Indicator } from '../../indicator/brief.ts';
import { checkLists } from './check-lists.ts';
import { compileQuery } from './compile-query.ts';
import { lintQuery } from './lint.ts';
import { parseQuery } from './parse.ts';
import type { QueryIssue } from './query-issue.ts';
import { renderExplanation } from '../explain/render-explanation.ts';
import type { MatchText } from '../words/text.ts';

/**
 * Everything that is wrong or odd in the queries, lists and examples of a brief, each with its path: mistakes, lint
 * warnings, examples that fail. A failing example carries the verdict tree.
 */
export function checkBrief(brief: Brief): readonly QueryIssue[] {
  return [
    ...checkLists(brief),
    ...brief.indicators.flatMap((indicator, index) => checkIndicator(indicator, index, brief)),
  ];
}

function checkIndicator(indicator: Indicator, index: number, { lists }: Brief): readonly QueryIssue[] {
  const path = ['indicators', index, 'query'];
  const { query } = indicator;
  const compiled = compileQuery(query, lists);
  if (compiled.kind === 'errors') {
    return compiled.errors.flatMap(({ entry, offset, what, remedy }) =>
      // Mistakes in list entries are told where the list stands.
      entry === undefined ? [{ path, offset, severity: 'error' as const, what, remedy }] : [],
    );
  }
  const parsed = parseQuery(query);
  const warnings = parsed.kind === 'ok' ? lintQuery(parsed.ast, { source: query, mode: 'query' }) : [];
  const issues = warnings.map(({ offset, what, remedy }) => ({
    path,
    offset,
    severity: 'warning' as const,
    what,
    remedy,
  }));
  const examples = (['hits', 'misses'] as const).flatMap((kind) =>
    indicator.examples[kind].flatMap((example, at) => {
      const explanation = compiled.query.explain(textOf(example));
      if (explanation.matched === (kind === 'hits')) return [];
      return [
        {
          path: ['indicators', index, 'examples', kind, at],
          severity: 'error' as const,
          what: `${kind === 'hits' ? 'should match, but does not' : 'should not match, but does'}: ${example.title}\n${renderExplanation(explanation, { color: false })}`,
          remedy: 'change the query, or move the example',
        },
      ];
    }),
  );
  return [...issues, ...examples];
}

/** An example as a text to match; what it leaves out is empty. */
function textOf(example: Example): MatchText {
  const sample: { readonly title: string } & Partial<
    Record<'summary' | 'outlet' | 'lang', string | undefined>
  > = example;
  const { title, summary = '', outlet = '', lang = '' } = sample;
  return { title, summary, outlet, lang, feed: '' };
}
