/** Checks every query, list and example of a brief before it may be loaded. */
import type { Brief, Example, Indicator } from '../../indicator/brief.ts';
import { isShared } from '../../lists/list.ts';
import { checkLists } from './check-lists.ts';
import { readRule } from '../engine/engine.ts';
import { createProgram } from '../engine/program.ts';
import { createScanner } from '../engine/scan.ts';
import { createNumbering } from '../engine/numbering.ts';
import { createExplainer, type Explainer } from '../explain/explainer.ts';
import type { Ast } from './ast.ts';
import { createLinker, type LinkError } from './link.ts';
import { lintQuery } from './lint.ts';
import type { QueryIssue } from './query-issue.ts';
import { termsInReach } from './terms-in-reach.ts';
import { renderExplanation } from '../explain/render-explanation.ts';
import type { MatchText } from '../words/text.ts';

/**
 * Everything that is wrong or odd in the queries, lists and examples of a brief, each with its path: mistakes, lint
 * warnings, examples that fail. A failing example carries its explanation.
 */
export function checkBrief(checked: Brief): readonly QueryIssue[] {
  // Shared lists are checked where they stand, so that only what the examples hold of them is needed here.
  const brief = { ...checked, lists: termsInReach(checked.lists, examplesOf(checked), isShared) };
  const numbering = createNumbering();
  const linker = createLinker(numbering);
  const queries = brief.indicators.map(({ query }) => readRule(linker, query, brief.lists));
  const listIssues = checkLists(brief, linker);
  const sound = queries.flatMap((read, index) =>
    read.kind === 'ok' ? [{ id: String(index), node: read.node }] : [],
  );
  const explain = createExplainer(sound, createScanner(createProgram(sound, numbering.finish())));
  const issues = queries.flatMap((read, index) => {
    const indicator = brief.indicators[index];
    if (indicator === undefined) return [];
    return read.kind === 'errors'
      ? mistakes(read.errors, index)
      : [...oddities(read.ast, indicator, index), ...failing(indicator, index, explain)];
  });
  return [...listIssues, ...issues];
}

function examplesOf({ indicators }: Brief): readonly MatchText[] {
  return indicators.flatMap(({ examples }) => [...examples.hits, ...examples.misses].map(textOfExample));
}

function mistakes(errors: readonly LinkError[], index: number): readonly QueryIssue[] {
  const path = ['indicators', index, 'query'];
  return errors.flatMap(({ entry, offset, what, remedy, unknownList }) => {
    // Mistakes in list entries are told where the list stands; what a brief adds to shared lists has no place here.
    if (entry !== undefined && !isShared(String(entry.path[0]))) return [];
    const named = unknownList === undefined ? {} : { unknownList };
    return [{ path, offset, severity: 'error' as const, what, remedy, ...named }];
  });
}

function oddities(ast: Ast, { query }: Indicator, index: number): readonly QueryIssue[] {
  return lintQuery(ast, { source: query, mode: 'query' }).map(({ offset, what, remedy }) => ({
    path: ['indicators', index, 'query'],
    offset,
    severity: 'warning' as const,
    what,
    remedy,
  }));
}

/** Examples that match and should not, or the other way round. */
function failing(indicator: Indicator, index: number, explainer: Explainer): readonly QueryIssue[] {
  return (['hits', 'misses'] as const).flatMap((kind) =>
    indicator.examples[kind].flatMap((example, at) => {
      const wanted = kind === 'hits';
      const text = textOfExample(example);
      if (explainer.matches(String(index), text) === wanted) return [];
      const explanation = renderExplanation(explainer.explain(String(index), text), { color: false });
      return [
        {
          path: ['indicators', index, 'examples', kind, at],
          severity: 'error' as const,
          what: `${wanted ? 'should match, but does not' : 'should not match, but does'}: ${example.title}\n${explanation}`,
          remedy: 'change the query, or move the example',
        },
      ];
    }),
  );
}

/** An example as a text to match; what it leaves out is empty. */
export function textOfExample(example: Example): MatchText {
  const sample: { readonly title: string } & Partial<
    Record<'summary' | 'outlet' | 'lang', string | undefined>
  > = example;
  const { title, summary = '', outlet = '', lang = '' } = sample;
  return { title, summary, outlet, lang, feed: '' };
}
