import { describe, expect, it } from 'vitest';
import { typedText } from '../../../../src/edges/slack/chat/typed.ts';

describe('typedText', () => {
  it.each([
    [' signals 7 ', 'signals 7'],
    ['test A &lt;b&gt; &amp; c', 'test A <b> & c'],
    ['test &amp;lt;', 'test &lt;'],
    ['why <https://a.example/x?a=1&amp;b=2>', 'why https://a.example/x?a=1&b=2'],
    ['why <https://a.example/|a.example>', 'why https://a.example/'],
    ['test <@U012AB3CD|jane> in <#C012AB3CD|news>', 'test jane in news'],
    ['test <!channel>', 'test !channel'],
  ])('%s', (typed, meant) => expect(typedText(typed)).toBe(meant));
});
