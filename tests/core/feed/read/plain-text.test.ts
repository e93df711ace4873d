import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collapse,
  decodeHtmlEntities,
  htmlToText,
  cutText,
} from '../../../../src/core/feed/read/plain-text.ts';

describe('htmlToText', () => {
  it.each([
    ['Example <b>Atom</b>', 'Example Atom'],
    ['Q&amp;A', 'Q&A'],
    ['AT&T and R&amp;amp;D', 'AT&T and R&amp;D'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['one<br/>two<p>three</p>four', 'one two three four'],
    ['re<b>tag</b>ged', 'retagged'],
    ['<script>alert("x < y")</script>safe<style>p{}</style>', 'safe'],
    ['<!-- not said -->said', 'said'],
    ['caf&eacute; &#8211; &#x2019;s &#146;', 'café – ’s ’'],
    ['  a\n\tb&nbsp;c ', 'a b c'],
    ['Ver\u00adteidigungs\u00administer', 'Verteidigungsminister'],
    ['\u202eevil\u202c \u0007bell', 'evil bell'],
    ['quote\u0093d\u0094', 'quote“d”'],
    ['cut off <a href="x', 'cut off'],
  ])('%j reads %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('leaves no tag, control character or double blank, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (html) => {
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be left
        expect(htmlToText(html)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|\s\s|^\s|\s$/);
      }),
    );
  });

  it('is done with plain text after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(collapse(collapse(text))).toBe(collapse(text));
      }),
    );
  });
});

describe('shorten', () => {
  it('never cuts through a character and marks the cut', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('abcd', 3)).toBe('ab…');
    expect(cutText('a😀bcd', 3)).toBe('a…');
  });
});

describe('decodeHtmlEntities', () => {
  it('decodes once and keeps tags', () => {
    expect(decodeHtmlEntities('&lt;b&gt; <i> &amp;amp; &bogus;')).toBe('<b> <i> &amp; &bogus;');
  });
});
