/** All words of a query that a text holds are counted, also those that its NEAR does not join. */
import { describe, expect, it } from 'vitest';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../../src/core/query/language/compile-briefs.ts';

const examples = { hits: ['x'], misses: ['y'] };

function counted(query: string, title: string, summary = ''): number | undefined {
  const brief = Brief.parse({
    id: 'b',
    title: 'B',
    happened: 'h',
    leverage: 'l',
    mechanism: 'm',
    matters: 'm',
    watch: 'w',
    lists: { acts: ['resign*', 'step down'], who: { mayor: ['mayor', 'city hall'] } },
    indicators: [{ id: 'i', name: 'I', quote: 'q', query, examples }],
  });
  const text = { title, summary, outlet: 'Mayor Gazette', lang: 'en', feed: 'f' };
  return compileBriefs([brief]).wordCount('b', 'i', text);
}

describe('the words of a query that a text holds', () => {
  it.each([
    ['$who NEAR/3 $acts', 'Mayor resigns', '', 2],
    ['$who NEAR/3 $acts', 'Mayor resigns', 'The mayor resigned late; city hall is silent', 5],
    ['$who NEAR/3 $acts', 'Mayor steps aside, says she will step down', '', 3],
    ['$who AND $acts AND NOT film', 'Mayor resigns in new film', '', 2],
    ['$who AND NOT (film AND NOT festival)', 'Mayor opens festival', '', 2],
    ['mayor OR mayor OR MAYOR', 'Mayor, mayor', '', 1],
    ['mayor AND outlet:gazette', 'Mayor sleeps', '', 1],
    ['walrus', 'Mayor resigns', '', 0],
  ])('%s in "%s" / "%s": %i', (query, title, summary, words) => {
    expect(counted(query, title, summary)).toBe(words);
  });

  it('is asked of indicators that there are', () => {
    const none = compileBriefs([]).wordCount('b', 'i', {
      title: '',
      summary: '',
      outlet: '',
      lang: '',
      feed: '',
    });
    expect(none).toBeUndefined();
  });
});
