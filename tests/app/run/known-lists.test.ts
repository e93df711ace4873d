import { describe, expect, it } from 'vitest';
import { listsDigest } from '../../../src/app/run/known-lists.ts';

const ACTS = { path: 'config/lists/acts.yaml', text: 'resign: [resigns]' };

describe('listsDigest', () => {
  it.each([
    ['a text has changed', [{ ...ACTS, text: `${ACTS.text}\n# changed` }]],
    ['a file is new', [ACTS, { path: 'config/lists/more.yaml', text: 'other: [word]' }]],
    ['a file is gone', []],
    ['a file has another name', [{ ...ACTS, path: 'config/lists/deeds.yaml' }]],
  ])('is another where %s', (_, files) => {
    expect(listsDigest(files)).not.toBe(listsDigest([ACTS]));
  });

  it('is the same whatever other files there are', () => {
    expect(listsDigest([{ path: 'config/briefs/a.yaml', text: 'id: a' }, ACTS])).toBe(listsDigest([ACTS]));
  });
});
