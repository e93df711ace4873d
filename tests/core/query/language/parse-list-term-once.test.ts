import { describe, expect, it } from 'vitest';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../../src/core/query/language/compile-briefs.ts';
import { forgetEntries, parseEntryOnce } from '../../../../src/core/query/language/parse-list-term-once.ts';
import { parseListEntry } from '../../../../src/core/query/language/parse.ts';

describe('reading an entry once', () => {
  it('gives what parsing gives, mistakes included', () => {
    const lists = { allies: ['alliance NEAR/3 chief', 'NOT'] };
    for (const entry of lists.allies) expect(parseEntryOnce(lists, entry)).toEqual(parseListEntry(entry));
  });

  it('gives the same tree again for the same lists, and another one for others', () => {
    const lists = { allies: ['ally'] };
    expect(parseEntryOnce(lists, 'ally')).toBe(parseEntryOnce(lists, 'ally'));
    expect(parseEntryOnce({ allies: ['ally'] }, 'ally')).not.toBe(parseEntryOnce(lists, 'ally'));
  });

  it('parses anew what was forgotten', () => {
    const lists = { allies: ['ally'] };
    const before = parseEntryOnce(lists, 'ally');
    forgetEntries(lists);
    expect(parseEntryOnce(lists, 'ally')).not.toBe(before);
  });

  it('keeps nothing of a brief once its queries are compiled', () => {
    const brief = Brief.parse({
      id: 'allies',
      title: 'Allies',
      happened: 'x',
      leverage: 'x',
      mechanism: 'x',
      matters: 'x',
      watch: 'ally',
      lists: { allies: ['ally'] },
      indicators: [
        {
          id: 'ally',
          name: 'Ally',
          quote: 'ally',
          query: '$allies',
          examples: { hits: ['Ally speaks'], misses: ['Nobody speaks'] },
        },
      ],
    });
    const before = parseEntryOnce(brief.lists, 'ally');
    compileBriefs([brief]);
    expect(parseEntryOnce(brief.lists, 'ally')).not.toBe(before);
  });
});
