/** `explain` says what matched, what nearly did and by which leaf it missed, in as many lines as a screen has. */
import { describe, expect, it } from 'vitest';
import { explanationLines } from '../../../../src/app/cli/briefs/explanation-lines.ts';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../../src/core/query/language/compile-briefs.ts';

const PLAIN = { color: false, width: 80 };

function lines(queries: Readonly<Record<string, string>>, title: string): readonly string[] {
  const brief = Brief.parse({
    id: 'b',
    title: 'B',
    happened: 'x',
    leverage: 'x',
    mechanism: 'x',
    matters: 'x',
    watch: 'x',
    lists: { actors: { ada: ['walrus'] } },
    indicators: Object.entries(queries).map(([id, query]) => ({
      id,
      name: id.toUpperCase(),
      quote: 'x',
      query,
      examples: { hits: ['x'], misses: ['y'] },
    })),
  });
  const text = { title, summary: '', outlet: '', lang: '', feed: '' };
  return explanationLines(compileBriefs([brief]).explainAll(text), PLAIN);
}

describe('explanationLines', () => {
  it('shows words and actors of a match, the missing leaf of a near miss, and counts the hopeless', () => {
    const queries = {
      match: '$actors AND swim*',
      order: 'walrus BEFORE/5 swims BEFORE/5 home',
      far: 'walrus NEAR/1 today',
      none: 'zebra AND giraffe',
    };
    expect(lines(queries, 'A walrus swims far out today')).toEqual([
      '● MATCH (match) · only 2 words matched',
      '  walrus, swims (ada)',
      'Nearly:',
      '○ FAR (far)',
      '  needs walrus right beside today (nearest: 4)',
      '○ ORDER (order)',
      '  needs home',
      '1 more: none of its words occur; --tree shows every part.',
    ]);
  });

  it('keeps of a long miss how far apart the words were', () => {
    const query = 'walrus NEAR/2 (today OR "some very long alternative" OR "another very long alternative")';
    expect(lines({ far: query }, 'A walrus swims far out today').at(3)).toMatch(
      /^ {2}needs walrus within 2 words of \(today OR .{1,40}… \(nearest: 4\)$/,
    );
  });

  it('fits 24 lines of 80 columns however many indicators there are', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `sign-${at}`,
        at % 2 === 0
          ? `walrus OR w${at}`
          : `walrus AND (${'some very long alternative OR '.repeat(9)} z${at})`,
      ]),
    );
    const shown = lines(many, 'A walrus');
    expect(shown.length).toBeLessThanOrEqual(22);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(80);
    expect(shown).toContain('and 25 more that match');
  });

  it('says that no indicator is near', () => {
    expect(lines({ one: 'zebra', two: 'giraffe' }, 'A walrus')).toEqual([
      'No indicator matches.',
      'Of all 2 indicators none of its words occur.',
    ]);
  });
});
