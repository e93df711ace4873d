import { describe, expect, it } from 'vitest';
import { safeLink } from '../../../src/core/delivery/safe-link.ts';

describe('safeLink', () => {
  it.each([
    ['https://a.example/b?utm_source=rss&id=3', 'https://a.example/b?id=3'],
    ['HTTPS://A.example', 'https://a.example/'],
    ['https://user@a.example/b', undefined],
    ['javascript:alert(1)', undefined],
    [undefined, undefined],
  ])('makes of %s', (link, shown) => {
    expect(safeLink(link)).toBe(shown);
  });

  it('measures what is shown', () => {
    const link = `https://a.example/b?utm_source=${'x'.repeat(50)}`;
    expect(safeLink(link, 40)).toBe('https://a.example/b');
    expect(safeLink(`${link}&id=${'3'.repeat(50)}`, 40)).toBeUndefined();
  });
});
