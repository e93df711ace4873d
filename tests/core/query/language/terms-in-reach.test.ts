import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/core/query/engine/engine.ts';
import { compileBriefs, compileForText } from '../../../../src/core/query/language/compile-briefs.ts';
import { termsInReach } from '../../../../src/core/query/language/terms-in-reach.ts';
import type { MatchText } from '../../../../src/core/query/words/text.ts';
import { readShippedBrief } from '../../../shipped-lists.ts';
import { LISTS_TO_NAME as lists, query, text } from '../random-text.ts';

const BRIEF = new URL('../../../../config/briefs/nato-loyalty.yaml', import.meta.url);

const textOf = (title: string, lang = ''): MatchText => ({ title, summary: '', outlet: '', lang, feed: '' });

describe('termsInReach', () => {
  it.each([
    ['keeps a word that occurs', 'resigns', 'Minister resigns'],
    ['keeps the beginning of a word', 'resig*', 'Minister resigns'],
    ['keeps a phrase by its first word', 'steps down', 'Steps were taken'],
    ['keeps what is spelled in another way', '=Śląsk', 'SLASK VOTES'],
    ['keeps the first of two joined words', 'l’alliance', 'Per l alliance'],
    ['keeps what begins anyhow', '*minister', 'Nothing'],
    ['keeps entries with operators', 'gone OR resigns', 'Minister resigns'],
    ['keeps entries with lists', '$posts', 'Nothing'],
    ['keeps phrases in quotation marks', '"steps down"', 'Nothing'],
  ])('%s', (_, term, title) => {
    expect(termsInReach({ a: [term] }, [textOf(title)])).toEqual({ a: [term] });
  });

  it.each([
    ['a word that does not occur', 'resign', 'Minister resigns'],
    ['a phrase whose first word does not occur', 'stepping down', 'Steps down'],
    ['an ending that nothing has', 'resigned*', 'Minister resigns'],
  ])('leaves out %s', (_, term, title) => {
    expect(termsInReach({ a: [term] }, [textOf(title)])).toEqual({ a: [] });
  });

  it('leaves lists alone that are not wanted, and goes into languages and actors', () => {
    const written = { own: ['gone'], 'x.a': { de: ['geht', 'kommt'] }, 'x.b': { anna: { en: ['gone'] } } };
    expect(termsInReach(written, [textOf('Er kommt')], (name) => name.includes('.'))).toEqual({
      own: ['gone'],
      'x.a': { de: ['kommt'] },
      'x.b': { anna: { en: [] } },
    });
  });

  it('changes nothing that queries find in these texts', () => {
    fc.assert(
      fc.property(query, text, (each, sample) => {
        const whole = compileRules([{ id: 'x', query: each, lists }]);
        const near = compileRules([{ id: 'x', query: each, lists: termsInReach(lists, [sample]) }]);
        expect(near.kind).toBe(whole.kind);
        if (whole.kind === 'errors' || near.kind === 'errors') return;
        expect(near.engine.match(sample)).toEqual(whole.engine.match(sample));
      }),
      { numRuns: 500 },
    );
  });
});

describe('compileForText', () => {
  const brief = readShippedBrief(BRIEF);

  it('explains the shipped examples as the whole brief does', () => {
    const whole = compileBriefs([brief]);
    const examples = brief.indicators.flatMap(({ examples: { hits, misses } }) => [...hits, ...misses]);
    expect(examples.length).toBeGreaterThan(30);
    // Each third, since the rest would say the same once more.
    for (const { title } of examples.filter((__, at) => at % 3 === 0)) {
      const sample = textOf(title);
      const near = compileForText([brief], sample)?.explainAll(sample);
      expect(near?.map(({ explanation, words }) => ({ explanation, words }))).toEqual(
        whole.explainAll(sample).map(({ explanation, words }) => ({ explanation, words })),
      );
    }
  });

  it('makes nothing of a brief whose query has a mistake', () => {
    const [first] = brief.indicators;
    if (first === undefined) throw new Error('the shipped brief has no indicator');
    const broken = { ...brief, indicators: [{ ...first, query: '$acts.resgn' }] };
    expect(compileForText([broken], textOf('Minister resigns'))).toBeUndefined();
  });
});
