/** That thousands of mistakes cost what each of them costs: work is counted, not timed. */
import { isMap } from 'yaml';
import { describe, expect, it } from 'vitest';
import { adoptOpml, nothingSeen } from '../../src/config/check-feeds.ts';
import { resolveLists } from '../../src/config/resolve-lists.ts';
import { suggest } from '../../src/config/suggest.ts';
import { asMap } from '../../src/config/yaml/untyped.ts';
import { issueAt, nodeAt, readYaml } from '../../src/config/yaml/yaml-source.ts';
import { readBrief } from '../../src/config/read-brief.ts';
import { BriefFile } from '../../src/core/indicator/brief.ts';
import { checkBrief } from '../../src/core/query/language/check-brief.ts';

/** The array, and how many of its items were looked at. */
function counted<T>(items: readonly T[]): { readonly list: readonly T[]; readonly looks: () => number } {
  let looks = 0;
  const list = new Proxy(items, {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  return { list, looks: () => looks };
}

const keys = (n: number): string => Array.from({ length: n }, (_, i) => `key${i}: x\n`).join('');

const BRIEF = `id: b
title: t
happened: x
leverage: x
mechanism: x
matters: x
watch: x
`;

const indicator = (query: string): string => `indicators:
  - { id: i, name: n, quote: x, query: ${JSON.stringify(query)}, examples: { hits: [zebra], misses: [horse] } }
`;

describe('a file with thousands of mistakes', () => {
  it.each([1_000, 2_000, 4_000])('has each of %d keys found by one look at its map', (n) => {
    const { source } = readYaml('x.yaml', keys(n));
    const map = source?.document.contents;
    if (source === undefined || !isMap(map)) throw new Error('it is a map');
    const { list, looks } = counted(map.items);
    Object.assign(map, { items: list });
    const issues = Array.from({ length: n }, (_, i) =>
      issueAt(source, [`key${i}`], { atKey: true, what: 'unknown', remedy: 'remove it' }),
    );
    expect(issues.map(({ line }) => line)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
    expect(looks()).toBeLessThanOrEqual(2 * n);
  });

  it('is looked into without being copied', () => {
    const value = { a: 1 };
    expect(asMap(value)).toBe(value);
  });

  it('tells of keys that are written twice, of the first ten of them, and goes on with the last', () => {
    const { source, issues } = readYaml('x.yaml', `${keys(3)}${keys(30)}key1: last\n`);
    expect(issues).toHaveLength(4);
    expect(issues[0]).toMatchObject({ line: 4, column: 1, what: 'key0 is written twice' });
    expect(source?.value).toMatchObject({ key1: 'last' });
    expect(nodeAt(source ?? raise(), ['key1'])?.toString()).toBe('last');
    expect(readYaml('x.yaml', `${keys(40)}${keys(40)}`).issues).toHaveLength(10);
  });

  it('tells of the first ten aliases that stand for nothing', () => {
    const { source, issues } = readYaml('x.yaml', `list:\n${'  - *nobody\n'.repeat(5_000)}`);
    expect(source).toBeUndefined();
    expect(issues).toHaveLength(10);
  });

  it.each(['a: &x [*x]', 'a: &x { b: { c: *x } }'])(
    'finds the alias that stands in what it means: %s',
    (text) => {
      const { issues } = readYaml('x.yaml', text);
      expect(issues.map(({ what }) => what)).toEqual(['&x contains itself']);
    },
  );

  it('takes the anchor before the alias, also where one is given twice', () => {
    const { source, issues } = readYaml('x.yaml', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n');
    expect(issues).toEqual([]);
    expect(source?.value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('compares the first mistyped names with the valid ones, and not thousands with thousands', () => {
    const { list, looks } = counted(Array.from({ length: 4_000 }, (_, i) => `name-of-${i}-letters`));
    const remedies = Array.from({ length: 4_000 }, () => suggest('nmae-of-7-letters', list, 'remove it'));
    expect(remedies[0]).toBe('did you mean name-of-7-letters?');
    expect(remedies.at(-1)).toBe('remove it, or use one of the 4000 that exist');
    expect(looks()).toBeLessThan(1_000_000);
  });

  it('numbers thousands of outlines of one name without trying every number for each', () => {
    const seen = nothingSeen();
    let tries = 0;
    const ids = Object.assign(new Map<string, string>(), {
      has: (id: string) => {
        tries += 1;
        return Map.prototype.has.call(ids, id);
      },
    });
    const feeds = Array.from({ length: 2_000 }, (_, i) => ({
      feed: { id: 'same', url: `https://a.example/${i}`, outlet: 'A' },
      place: { line: 1, column: 1 },
      idMadeUp: true,
    }));
    const adopted = adoptOpml('x.opml', feeds as never, { ...seen, ids });
    expect(adopted.feeds.slice(0, 3).map(({ id }) => id)).toEqual(['same', 'same-2', 'same-3']);
    expect(new Set(adopted.feeds.map(({ id }) => id)).size).toBe(2_000);
    expect(tries).toBeLessThanOrEqual(3 * 2_000);
  });
});

describe('lists that name lists twice', () => {
  const shapes: readonly (readonly [string, (next: string) => string])[] = [
    ['twice', (next) => `[${next}, ${next}, w]`],
    ['in three fields', (next) => `["title:${next}", "summary:${next}", ${next}]`],
    ['on both sides of NEAR', (next) => `["${next} NEAR/3 ${next}", w]`],
    ['in an AND with an OR', (next) => `["${next} AND (${next} OR ${next})"]`],
    ['for two actors', (next) => `{ a: [${next}], b: [${next}] }`],
    ['in two languages', (next) => `{ en: [${next}], de: [${next}] }`],
  ];
  const lists = (depth: number, shape: (next: string) => string): string =>
    `lists:\n${Array.from({ length: depth }, (_, i) => `  l${i}: ${shape(`$l${i + 1}`)}\n`).join('')}  l${depth}: [zebra]\n`;

  it.each(shapes)('%s are read to the end, 24 deep', (_, shape) => {
    const { issues } = readBrief('x', `${BRIEF}${lists(24, shape)}${indicator('zebra OR $l0')}`, {
      checkQueries: checkBrief,
    });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(shapes)('%s are refused with the limit, 60 deep', (_, shape) => {
    const { issues } = readBrief('x', `${BRIEF}${lists(60, shape)}${indicator('zebra OR $l0')}`, {
      checkQueries: checkBrief,
    });
    expect(issues.map(({ what }) => what).join('\n')).toContain('lists are nested deeper than 40 levels');
  });

  it('are looked up once for each query that names them', () => {
    const text =
      `${BRIEF}${lists(24, (next) => `[${next}, ${next}]`)}${indicator('zebra OR $a.l0')}`.replaceAll(
        /\$l/g,
        '$a.l',
      );
    const { source } = readYaml('x', text);
    const file = BriefFile.parse(source?.value);
    let looks = 0;
    const shared = new Proxy(
      Object.fromEntries(Object.entries(file.lists).map(([name, list]) => [`a.${name}`, list])),
      {
        get: (target, key, receiver) => {
          looks += 1;
          return Reflect.get(target, key, receiver) as unknown;
        },
      },
    ) as never;
    const { brief } = resolveLists(source ?? raise(), { ...file, lists: {} }, shared);
    expect(Object.keys(brief.lists)).toHaveLength(25);
    expect(looks).toBeLessThan(200);
  });
});

function raise(): never {
  throw new Error('there is a source');
}
