import { describe, expect, it } from 'vitest';
import { cutNeedless, pasteBody } from '../../../../../src/core/feed/read/xml/cut-needless.ts';
import { interpret } from '../../../../../src/core/feed/read/interpret.ts';
import { readWithRssParser } from '../../../../../src/core/feed/read/xml/rss-parser-reader.ts';
import { type PlainSurvey, survey } from '../../../../../src/core/feed/read/xml/survey.ts';

const ADDRESS = 'https://x.example/feed';
const LONG = 'some words that make a text long enough to be cut';
const rss = (item: string): string =>
  `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title><item>${item}</item></channel></rss>`;
const plain = (xml: string): PlainSurvey => {
  const found = survey(xml, ADDRESS);
  if (found.kind === 'odd') throw new Error(found.why);
  return found;
};
const cut = (xml: string) => cutNeedless(xml, plain(xml).needless);

describe('cutNeedless', () => {
  it('leaves an item what is read of it, and hands its texts over', async () => {
    const xml = rss(
      `<title>T</title><category>c</category><media:content url="a"/><media:group><media:title>m</media:title></media:group>` +
        `<x><link>other</link><description>${LONG}</description></x><description>a &lt;b&gt; &#8217; &#x2019; &amp;amp; ${LONG}</description>`,
    );
    const { xml: lean, bodies } = cut(xml);
    expect(lean).toBe(
      rss(
        '<title>T</title><media:group><media:title>m</media:title></media:group><description>\ue0000</description>',
      ),
    );
    expect(bodies).toEqual([`a <b> ’ ’ &amp; ${LONG}`]);
    const raw = await readWithRssParser(xml, plain(xml));
    expect(raw === undefined ? undefined : interpret(raw).items).toMatchObject([
      { title: 'T', summary: `a ’ ’ & ${LONG}` },
    ]);
  });

  it.each([
    ['a CDATA section', `<![CDATA[<p>${LONG}]]>`, `<p>${LONG}`],
    ['one with room around it', `\n <![CDATA[${LONG}]]> `, LONG],
    ['none', LONG, LONG],
  ])('hands over the text of %s', (_, written, text) => {
    expect(cut(rss(`<description>${written}</description>`)).bodies).toEqual([text]);
  });

  it.each([
    ['is short', 'short'],
    ['is blank', ' '.repeat(80)],
    ['is a blank section', `<![CDATA[${' '.repeat(80)}]]>`],
    ['is two sections', `<![CDATA[${LONG}]]><![CDATA[${LONG}]]>`],
    ['has a comment inside', `${LONG}<!-- x -->`],
  ])('leaves a text that %s', (_, written) => {
    const xml = rss(`<description>${written}</description>`);
    expect(cut(xml)).toEqual({ xml, bodies: [] });
  });

  it('cuts a whole element only once where items nest in it', () => {
    const xml = rss(
      `<x><item><description>${LONG}</description></item></x><description>${LONG}</description>`,
    );
    expect(cut(xml).xml).toBe(rss('<description>\ue0000</description>'));
  });

  it('does not take what a publisher writes for its own mark', () => {
    expect(pasteBody('\ue0007', ['a'])).toBe('\ue0007');
    const xml = rss(`<description>\ue0000</description><content>${LONG}</content>`);
    expect(cut(xml)).toEqual({ xml, bodies: [] });
  });
});
