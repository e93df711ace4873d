import { describe, expect, it } from 'vitest';
import {
  escapeMarkdown,
  foreign,
  linked,
  marked,
  plain,
  relativeTime,
  webAddress,
} from '../../../../src/edges/discord/render/markdown.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['a *b* _c_ ~~d~~ `e` ||f||', String.raw`a \*b\* \_c\_ \~\~d\~\~ \`e\` \|\|f\|\|`],
    ['[text](https://a.example)', String.raw`\[text\](https\://a.example)`],
    ['# heading', String.raw`\# heading`],
    ['#hashtag', '#hashtag'],
    ['-# small', String.raw`\-# small`],
    ['- item', String.raw`\- item`],
    ['+ item', String.raw`\+ item`],
    ['1. item', String.raw`1\. item`],
    ['1.5 percent', '1.5 percent'],
    ['> quote', String.raw`\> quote`],
    ['@everyone @HERE @nato', '＠everyone ＠HERE @nato'],
    [
      '<@1> <@&1> <#1> </a:1> <:a:1> <t:1:R>',
      String.raw`\<＠1\> \<＠&1\> \<#1\> \</a:1\> \<:a:1\> \<t:1:R\>`,
    ],
    ['back\\slash', String.raw`back\\slash`],
    ['Ministers’ talks – day 2: “no deal” (again)', 'Ministers’ talks – day 2: “no deal” (again)'],
  ])('%s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });
});

describe('foreign and plain', () => {
  it('counts the escapes, and never cuts one in two', () => {
    for (let max = 1; max < 30; max += 1) {
      const shown = foreign('*'.repeat(40), max);
      expect(shown.length).toBeLessThanOrEqual(max);
      expect(shown.length).toBeGreaterThanOrEqual(max - 1);
      expect(shown).toMatch(/^(?:\\\*)*…$/);
    }
  });

  it('does not escape where there is no markdown', () => {
    expect(plain('a *b* @everyone <@1> <#1> 2 < 3', 99)).toBe('a *b* ＠everyone <＠1> ‹#1> 2 < 3');
  });
});

describe('marked', () => {
  it('puts marks in bold and merges those that touch', () => {
    const marks = [
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 5, end: 6 },
    ];
    expect(marked({ text: 'abcd *', marks }, 99)).toBe(String.raw`**abcd** **\***`);
  });

  it('closes what it cuts', () => {
    expect(marked({ text: 'abcdefghij', marks: [{ start: 0, end: 10 }] }, 8)).toBe('**abc**…');
  });
});

describe('links and times', () => {
  it.each([
    ['https://a.example/x_(y)', 'https://a.example/x_%28y%29'],
    ['https://a.example/#back\\slash', 'https://a.example/#back%5Cslash'],
    ['https://a.example/@everyone', 'https://a.example/%40everyone'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
    ['http://[::1]/', undefined],
    ['http://localhost/', undefined],
    ['javascript:alert(1)', undefined],
    [`https://a.example/${'('.repeat(20)}`, undefined],
  ])('%s', (link, safe) => {
    expect(webAddress(link, 60)).toBe(safe);
  });

  it('leaves text without a safe address as it is', () => {
    expect(linked('text', 'ftp://a.example', 99)).toBe('text');
    expect(linked('text', 'https://a.example', 99)).toBe('[text](https://a.example/)');
  });

  it.each([
    [1_700_000_000_999, '<t:1700000000:R>'],
    [-5, '<t:0:R>'],
    [Number.NaN, '<t:0:R>'],
  ])('%d', (at, shown) => {
    expect(relativeTime(at)).toBe(shown);
  });
});
