import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../../../src/core/query/language/compile-query.ts';
import { compileRules } from '../../../../src/core/query/engine/engine.ts';
import { foldWords, capitalsOf } from '../../../../src/core/query/words/fold.ts';
import type { Explanation } from '../../../../src/core/query/explain/explanation.ts';
import { LISTS_TO_NAME as lists, query, text, words } from '../random-text.ts';
import { slowMatch } from './slow-evaluator.ts';
import { slowWords } from '../words/slow-tokeniser.ts';

const RUNS = { numRuns: 1000 };
const PATIENCE = 180_000;

/** Random queries of which about one in ten matches too much or is otherwise refused. */
const sound = query.filter((each) => compileQuery(each, lists).kind === 'ok');

describe('words', () => {
  it(
    'are those of the slow tokeniser',
    () => {
      fc.assert(
        fc.property(words, (sample) => {
          const found = foldWords(sample).map((word) => ({
            ...word,
            capitals: capitalsOf(sample, word.start, word.end),
          }));
          expect(found).toEqual(slowWords(sample, 128));
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'slice to a text that folds to the word',
    () => {
      fc.assert(
        fc.property(words, (sample) => {
          for (const { letters, start, end } of foldWords(sample)) {
            expect(foldWords(sample.slice(start, end)).map((word) => word.letters)).toEqual([letters]);
          }
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});

describe('the engine', () => {
  it(
    'matches what the slow evaluator matches, with the same spans and actors',
    () => {
      fc.assert(
        fc.property(
          fc.array(sound, { minLength: 1, maxLength: 3 }),
          fc.array(text, { minLength: 1, maxLength: 2 }),
          (queries, texts) => {
            const compiled = compileRules(
              queries.map((each, index) => ({ id: String(index), query: each, lists })),
            );
            if (compiled.kind === 'errors') throw new Error('sound queries do not compile together');
            for (const sample of texts) {
              const hits = compiled.engine
                .match(sample)
                .map(({ id, spans, actors }) => ({ id, spans, actors: actors.toSorted() }));
              const expected = queries.flatMap((each, index) => {
                const { matched, spans, actors } = slowMatch(each, lists, sample);
                return matched ? [{ id: String(index), spans, actors }] : [];
              });
              expect(hits).toEqual(expected);
            }
          },
        ),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'agrees with explain',
    () => {
      fc.assert(
        fc.property(sound, text, (each, sample) => {
          const engine = compileRules([{ id: 'x', query: each, lists }]);
          const single = compileQuery(each, lists);
          if (engine.kind === 'errors' || single.kind === 'errors')
            throw new Error('a sound query does not compile');
          const [hit] = engine.engine.match(sample);
          const explanation = single.query.explain(sample);
          expect(explanation.matched).toBe(hit !== undefined);
          expect(single.query.match(sample) === undefined).toBe(hit === undefined);
          const { spans, actors } = hit ?? explanation;
          expect({ spans, actors }).toEqual({ spans: explanation.spans, actors: explanation.actors });
          expect(consistent(explanation)).toBe(true);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});

/** Whether every part of a verdict follows from its own parts. */
function consistent(explanation: Explanation): boolean {
  switch (explanation.kind) {
    case 'term':
      return explanation.matched === explanation.spans.length > 0;
    case 'list':
      return explanation.matched === explanation.spans.length > 0;
    case 'all':
      return (
        explanation.matched === explanation.parts.every(({ matched }) => matched) &&
        explanation.parts.every(consistent)
      );
    case 'any':
      return (
        explanation.matched === explanation.parts.some(({ matched }) => matched) &&
        explanation.parts.every(consistent)
      );
    case 'not':
      return explanation.matched === !explanation.part.matched && consistent(explanation.part);
    case 'near':
      return (
        (!explanation.matched || (explanation.left.matched && explanation.right.matched)) &&
        consistent(explanation.left)
      );
  }
}
