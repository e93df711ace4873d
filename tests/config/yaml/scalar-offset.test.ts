import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScalar, parseDocument, Scalar, stringify } from 'yaml';
import { offsetInFile } from '../../../src/config/yaml/scalar-offset.ts';

/** The text under `query` of a file, undefined where the file holds none. */
function textScalar(text: string): { scalar: Scalar; value: string } | undefined {
  const node: unknown = parseDocument(text).getIn(['a', 0, 'query'], true);
  return isScalar(node) && typeof node.value === 'string' ? { scalar: node, value: node.value } : undefined;
}

function scalarOf(text: string): { scalar: Scalar; value: string } {
  const found = textScalar(text);
  if (found === undefined) throw new Error(`no text in ${text}`);
  return found;
}

describe('offsetInFile', () => {
  it.each([
    ['plain', 'a:\n  - query: alpha AND $beta\n'],
    ['plain over lines', 'a:\n  - query: alpha\n      AND   \n\n      $beta\n'],
    ['single quotes', "a:\n  - query: 'it''s  AND\n      ''$beta'''\n"],
    ['double quotes', 'a:\n  - query: "\\"\\u00e9\\x41\\U0001F600\\" \\\n      AND\\n   \n      $beta"\n'],
    ['literal', 'a:\n  - query: |\n      alpha\n        AND\n\n      $beta\n'],
    ['literal, header and comment', 'a:\n  - query: |2-   # note\n        alpha\n      $beta\n\n'],
    ['literal after blank lines', 'a:\n  - query: |+\n\n   \n      alpha\n      $beta\n\n\n'],
    ['folded', 'a:\n  - query: >\n      alpha\n      AND\n\n      $beta\n       more\n'],
    ['tagged and anchored', 'a:\n  - query: !!str &q alpha $beta\n'],
    ['flow map', 'a: [ { query: alpha $beta } ]\n'],
  ])('points at the very character: %s', (_name, text) => {
    const { scalar, value } = scalarOf(text);
    expect(offsetInFile(text, scalar, value.indexOf('$'))).toBe(text.indexOf('$'));
    expect(
      offsetInFile(
        text.replaceAll('\n', '\r\n'),
        scalarOf(text.replaceAll('\n', '\r\n')).scalar,
        value.indexOf('$'),
      ),
    ).toBe(text.replaceAll('\n', '\r\n').indexOf('$'));
  });

  it('points behind the last character for an offset at the end', () => {
    const text = 'a:\n  - query: alpha  # note\n';
    expect(offsetInFile(text, scalarOf(text).scalar, 5)).toBe(text.indexOf('alpha') + 5);
  });

  const letters = fc.string({
    unit: fc.constantFrom('a', 'Z', '$', '(', "'", '"', '\\', 'é', '😀', ' ', '\n', ':'),
    minLength: 1,
    maxLength: 40,
  });
  it.each(['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL'] as const)(
    'finds every character that stands in the file as it is: %s',
    (style) => {
      fc.assert(
        fc.property(letters, fc.constantFrom(0, 30, 80), (wanted, lineWidth) => {
          const written = new Scalar(wanted);
          written.type = style;
          const text = stringify({ a: [{ query: written }] }, { lineWidth });
          const found = textScalar(text);
          // The library writes a few texts in a way that it reads differently itself.
          fc.pre(found?.value === wanted);
          const places = wanted
            .split('')
            .map((char, offset) => ({ char, at: offsetInFile(text, found?.scalar ?? written, offset) }))
            .filter(({ char }) => !/[\s'"\\]/.test(char));
          expect(places.map(({ at }) => text.charAt(at))).toEqual(places.map(({ char }) => char));
          expect(places).toEqual(places.toSorted((one, other) => one.at - other.at));
          expect(new Set(places.map(({ at }) => at)).size).toBe(places.length);
        }),
        { numRuns: 400 },
      );
    },
  );
});
