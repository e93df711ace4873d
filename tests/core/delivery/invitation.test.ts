import { describe, expect, it } from 'vitest';
import { withoutInvitation } from '../../../src/core/delivery/invitation.ts';

const bare = (text: string): string => withoutInvitation({ text, marks: [] }).text;

describe('withoutInvitation', () => {
  it.each([
    ['The ambassador leaves. Continue reading...', 'The ambassador leaves.'],
    ['The ambassador leaves. Continue reading…', 'The ambassador leaves.'],
    ['“It is over.” Read more »', '“It is over.”'],
    ['Der Botschafter geht. Weiterlesen', 'Der Botschafter geht.'],
    ['L’ambassadeur part. [Lire la suite]', 'L’ambassadeur part.'],
    ['He leaves. The post Ambassador leaves appeared first on Coast Gazette.', 'He leaves.'],
    ['Continue reading', ''],
  ])('shortens %s', (text, kept) => {
    expect(bare(text)).toBe(kept);
  });

  it.each([
    'Children read more',
    'Ministers want pupils to continue reading',
    'The general read on. He left',
    'Read more. That is the advice of the minister',
  ])('leaves %s alone', (text) => {
    expect(bare(text)).toBe(text);
  });

  it('drops the marks that stood in what it took', () => {
    const text = 'Summit opens. Read more';
    const marks = [
      { start: 0, end: 6 },
      { start: 14, end: 18 },
    ];
    expect(withoutInvitation({ text, marks })).toEqual({
      text: 'Summit opens.',
      marks: [{ start: 0, end: 6 }],
    });
  });
});
