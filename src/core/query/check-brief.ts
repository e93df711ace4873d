/** Checks every query, list and example of a brief. */
import type { Brief } from '../indicator/brief.ts';
import { compileRules } from './engine.ts';
import type { QueryIssue } from './query-issue.ts';

/** Everything that is wrong with the queries of a brief, each with its path. */
export function checkBrief(brief: Brief): readonly QueryIssue[] {
  return brief.indicators.flatMap(({ id, query }, index) => {
    const compiled = compileRules([{ id, query, lists: brief.lists }]);
    if (compiled.kind === 'ok') return [];
    return compiled.errors.map(({ error }) => ({
      path: ['indicators', index, 'query'],
      offset: error.offset,
      severity: 'error' as const,
      what: error.what,
      mend: error.mend,
    }));
  });
}
