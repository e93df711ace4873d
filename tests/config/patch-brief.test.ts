/** Changes are written where they belong, whatever style the file is in, and nothing else of it is touched. */
import { describe, expect, it } from 'vitest';
import { patchBrief, saysTheSame } from '../../src/config/patch-brief.ts';
import { readBrief } from '../../src/config/read-brief.ts';
import { type Change, withChange } from '../../src/core/tune/change.ts';

const SHARED = { 'acts.leave': { en: ['leaves', 'quits'], de: ['geht'] } };

function briefText(query: string, lists: string): string {
  return `# Kept as it is.
id: mayors
title: Mayors
happened: h
leverage: l
mechanism: m
matters: m
watch: q
${lists}indicators:
  - id: going   # who goes
    name: Mayors go
    quote: q
    query: ${query}
    examples:
      hits: [Mayor quits]
      misses: [Fair]
`;
}

const OWN = 'lists:\n  people:\n    - mayor # of any town\n    - alderman\n  acts: [quits, resigns]\n';

/** The patched text, of which it is seen that it means what was meant and kept every line but those that differ. */
function patched(text: string, ...changes: readonly Change[]): string {
  const placed = changes.map((change) => ({ indicatorId: 'going', change }));
  const result = patchBrief('b.yaml', text, placed);
  const before = readBrief('b.yaml', text, { shared: SHARED });
  expect(before.issues).toEqual([]);
  const meant = changes.reduce((brief, change) => brief && withChange(brief, 'going', change), before.brief);
  const after = readBrief('b.yaml', result ?? '', { shared: SHARED });
  expect(after.issues).toEqual([]);
  expect(meant !== undefined && after.brief !== undefined && saysTheSame(after.brief, meant)).toBe(true);
  return result ?? '';
}

/** Lines of one text that the other has not. */
function news(text: string, than: string): readonly string[] {
  const known = new Set(than.split('\n'));
  return text.split('\n').filter((line) => !known.has(line));
}

describe('changes of a query', () => {
  it.each([
    ['$people AND $acts', ['    query: $people AND $acts AND NOT film']],
    ["'$people AND $acts'", ["    query: '$people AND $acts AND NOT film'"]],
    ['"$people AND $acts"', ['    query: "$people AND $acts AND NOT film"']],
    ['$people OR $acts', ['    query: ($people OR $acts) AND NOT film']],
    ['|\n      $people\n      AND $acts', ['      AND $acts AND NOT film']],
    ['>-\n      $people\n      OR $acts', ['      ($people', '      OR $acts) AND NOT film']],
    ['$people AND\n      $acts', ['      $acts AND NOT film']],
  ])('%j gets a NOT', (query, lines) => {
    const text = briefText(query, OWN);
    expect(news(patched(text, { kind: 'not', term: 'film' }), text)).toEqual(lines);
  });

  it('quotes a phrase as the style asks', () => {
    const text = briefText('"$people AND $acts"', OWN);
    const [line] = news(patched(text, { kind: 'not', term: '"in film"' }), text);
    expect(line).toBe('    query: "$people AND $acts AND NOT \\"in film\\""');
  });

  it('shortens a distance and adds an alternative, each on top of the other', () => {
    const query = '|\n      $people NEAR/12 (quits\n      OR resigns)';
    const text = briefText(query, OWN);
    const value = '$people NEAR/12 (quits\nOR resigns)\n';
    const or = value.indexOf(')');
    const result = patched(
      text,
      { kind: 'or', offset: or, term: 'departs', beside: '' },
      { kind: 'nearer', offset: value.indexOf('12'), length: 2, from: 12, to: 7 },
    );
    expect(news(result, text)).toEqual(['      $people NEAR/7 (quits', '      OR resigns OR departs)']);
  });
});

describe('changes of a list', () => {
  const QUERY = '$people AND ($acts OR $acts.leave)';

  it('puts a term behind the last one', () => {
    const text = briefText(QUERY, OWN);
    const add = { kind: 'add', lang: undefined } as const;
    const both = patched(
      text,
      { ...add, list: 'acts', term: 'departs' },
      { ...add, list: 'people', term: 'bailiff' },
    );
    expect(news(both, text)).toEqual(['    - bailiff', '  acts: [quits, resigns, departs]']);
  });

  it('keeps a term to one language, and takes one out', () => {
    const text = briefText(QUERY, OWN);
    const scoped = patched(text, { kind: 'scope', list: 'acts', term: 'resigns', lang: 'en' });
    expect(news(scoped, text)).toEqual(['  acts: {mul: [quits], en: [resigns]}']);
    const removed = patched(text, { kind: 'remove', list: 'people', term: 'alderman' });
    expect(news(removed, text)).toEqual(['    [mayor]']);
  });

  it('extends a shared list that the brief does not touch yet, and one that it does', () => {
    const text = briefText(QUERY, OWN);
    const add = { kind: 'add', list: 'acts.leave', term: 'departs', lang: 'en' } as const;
    const once = patched(text, add);
    expect(news(once, text)).toEqual(['  acts.leave: {add: {en: [departs]}}']);
    expect(news(patched(once, { ...add, term: 'bows' }), text)).toEqual([
      '  acts.leave: {add: {en: [departs, bows]}}',
    ]);
    expect(news(patched(once, { ...add, lang: 'de', term: 'tritt ab' }), text)).toEqual([
      '  acts.leave: {add: {en: [departs], de: [tritt ab]}}',
    ]);
    const removed = patched(once, { kind: 'remove', list: 'acts.leave', term: 'quits' });
    expect(news(removed, text)).toEqual(['  acts.leave: {add: {en: [departs]}, remove: [quits]}']);
    const taken = patched(once, { kind: 'scope', list: 'acts.leave', term: 'leaves', lang: 'en' });
    expect(news(taken, text)).toEqual(['  acts.leave: {add: {en: [departs, leaves]}, remove: [leaves]}']);
  });

  it('makes lists where there are none', () => {
    const text = briefText('mayor AND $acts.leave', '');
    const result = patched(text, { kind: 'add', list: 'acts.leave', term: 'departs', lang: 'en' });
    expect(news(result, text)).toEqual(['lists:', '  acts.leave: {add: {en: [departs]}}']);
  });
});
