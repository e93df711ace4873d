import { describe, expect, it } from 'vitest';
import { readArticle } from '../../../src/core/article/sections.ts';

const PARTS = [
  ['What happened', 'The dam at Morrow Gate was closed for a week.'],
  ['Who gains leverage', 'The Water Office decides who is served.'],
  ['What mechanism is operating', 'Scarcity is steered by permits.'],
  ['Why it matters', 'Two towns drink from one lake.'],
  ['What to watch next', 'Watch for farms that lose their water permits.'],
] as const;
const written = (heading: (text: string) => string, glue: string): string =>
  PARTS.map(([title, text]) => `${heading(title)}${glue}${text}`).join('\n\n');

// One by one these would take minutes.
it.each(['\n', '\t', ' ', ' \n', '\u00a0'])('is done with any number of blanks: %j', (blank) => {
  const text = `The lamp${blank.repeat(60_000)}\n\nWhat to watch next\n${blank.repeat(60_000)}\n- a lamp that goes out\n`;
  const read = readArticle(text);
  expect(read.kind === 'ok' ? read.article.watch : read.what).toContain('a lamp that goes out');
});

describe('readArticle', () => {
  it.each([
    ['plain headings', written((text) => text, '\n')],
    ['Markdown', `# The lake is closed\n\n${written((text) => `## ${text}`, '\n\n')}`],
    ['bold headings', written((text) => `**${text}**`, '\n')],
    ['headings on the line of the text', written((text) => `${text}:`, ' ')],
    ['numbers and capitals', written((text) => `1. ${text.toUpperCase()}`, '\r\n')],
  ])('finds the five sections under %s', (_, text) => {
    const read = readArticle(text);
    expect(read).toMatchObject({
      kind: 'ok',
      article: {
        happened: PARTS[0][1],
        leverage: PARTS[1][1],
        mechanism: PARTS[2][1],
        matters: PARTS[3][1],
        watch: PARTS[4][1],
      },
    });
  });

  it('takes the title from a heading, and says where it had to make one', () => {
    const titled = readArticle(`# The lake is closed\n\n${written((text) => `## ${text}`, '\n')}`);
    const bare = readArticle(written((text) => text, '\n'));
    expect(titled).toMatchObject({ article: { title: 'The lake is closed', guessed: [] } });
    expect(bare).toMatchObject({
      article: { title: 'The dam at Morrow Gate was closed for a week', guessed: ['title'] },
    });
  });

  it('takes paragraphs in the usual order where there are no headings', () => {
    const read = readArticle(PARTS.map(([, text]) => text).join('\n\n'));
    expect(read).toMatchObject({ kind: 'ok', article: { happened: PARTS[0][1], watch: PARTS[4][1] } });
    expect(read.kind === 'ok' && read.article.guessed).toContain('watch');
  });

  it('says what is missing where nothing is to be watched', () => {
    expect(readArticle('A lake. A dam. Nobody knows.')).toMatchObject({ kind: 'unreadable' });
  });
});
