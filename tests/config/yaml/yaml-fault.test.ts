/** Files that are not YAML are explained at the place where the slip was made, once for each. */
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/config/issue.ts';
import { readYaml } from '../../../src/config/yaml/yaml-source.ts';

const said = (text: string): readonly string[] =>
  readYaml('f', text).issues.map((issue) => formatIssue(issue));

const AFTER_QUOTE =
  'the text goes on after its closing quotation mark; put all of it between quotation marks of the other kind, or begin it with | and a new line';
const INDENT =
  'the indentation here or in the next line does not fit; begin lines that belong together in the same column, with spaces';

describe('a file that is YAML', () => {
  it('may name a part and ask for it below', () => {
    expect(said('a: &words [x, y]\nb: *words\n')).toEqual([]);
  });
});

describe('a file that is not YAML', () => {
  it.each([
    ['query: "North Atlantic" AND treaty\n', `f:1:25 ${AFTER_QUOTE}`],
    ["a: 'it's'\nb: 1\n", `f:1:8 ${AFTER_QUOTE}`],
    ['hits: [Rise, "and" fall]\n', `f:1:20 ${AFTER_QUOTE}`],
    [
      'a: 1\nb: "x\nc: 2\n',
      'f:2:4 this quotation mark is never closed; add the closing one where the text ends',
    ],
    ['a: [x, y\nb: 2\n', 'f:1:4 this [ is never closed; add ] after it where the list ends'],
    ['a: { x: 1\nb: 2\n', 'f:1:4 this { is never closed; add } after it where the list ends'],
    ['a: 1\n  b: 2\nc: 3\n', `f:1:4 ${INDENT}`],
    ['a:\n  - x\n - y\n', `f:3:1 ${INDENT}`],
    ['  a: 1\nb: 2\n', `f:2:1 ${INDENT}`],
    ['title: A: B\n', 'f:1:8 a text holds a colon and a space; put the text in quotes'],
    ['a: @foo\n', 'f:1:4 text cannot begin with this character; put the text in quotes'],
    ['a:\n\tb: 1\n', 'f:2:1 a tab is used as indentation; use spaces'],
    ['a: |x\n  b\n', 'f:1:5 text follows the | or >; begin the text in the next line, indented'],
    ['a: - b\n', 'f:1:4 a list begins in the line of its key; begin it in the next line, indented'],
    [
      'a 1\nb: 2\n',
      'f:1:1 a colon is missing after this key, or a line is indented wrongly; write key: value, one a line',
    ],
    [
      'list: [*minister*, b]\n',
      'f:1:8 *minister* begins with a star, by which YAML means something that is named &minister* above; put it in quotes: "*minister*"',
    ],
    [
      'a: 1\nquery: &walrus seal\n',
      "f:2:8 &walrus: YAML reads this as a name for what follows, and nothing below asks for it, not as text; put all of it in quotes: '&walrus seal', or write | and begin it on a new line",
    ],
    [
      'hits: [!seal, b]\n',
      'f:1:8 !seal: YAML reads this as a type of what follows, not as text; put it in quotes: "!seal"',
    ],
  ])('%j', (text, issue) => {
    expect(said(text)).toEqual([issue]);
  });
});
