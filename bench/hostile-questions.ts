/** The worst that people can ask and operators can write: nested NEAR, long sentences, thousands of mistakes, lists in lists. */
import { PLATFORMS } from '../src/app/run/platforms.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { checkBrief } from '../src/core/query/language/check-brief.ts';
import { compileQuery } from '../src/core/query/language/compile-query.ts';

/** CPU milliseconds that one question may take to compile, match and explain. */
const MOST_MS = 200;
/** The same for the most that a query may measure; an explanation says of every part of it what it holds. */
const MOST_CHAINS_MS = { match: 400, explain: 1_500 } as const;
/** Twice the work may cost this many times as much: twice, and the collector's whims. */
const MOST_RATIO = 3;
/** Below this, the clock's steps are more than what is measured. */
const LEAST_MS = 40;
const COMMON = ['the', 'minister', 'said', 'on', 'budget'];

type Measured = { readonly line: string; readonly good: boolean };

/** All of them; each line says its figure and its target. */
export function worstQuestions(): readonly Measured[] {
  return [...nested(), ...chains(), ...search(), ...doublings()];
}

function cpu(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** The least of three, since the collector's work is not the question's. */
function leastCpu(work: () => unknown): number {
  return Math.min(cpu(work), cpu(work), cpu(work));
}

function sentence(words: number): string {
  return Array.from({ length: words }, (_, i) => COMMON[(i * 7 + (i % 3)) % COMMON.length]).join(' ');
}

const textOf = (title: string) => ({ title, summary: '', outlet: '', lang: 'en', feed: '' });

/** A sentence of 320 words that a query of nested NEARs meets everywhere. */
function nested(): readonly Measured[] {
  const text = textOf(sentence(320));
  return [1, 2, 4, 7].map((depth) => {
    let query = 'the';
    for (let level = 0; level < depth; level += 1) query = `(${query} NEAR/99 ${COMMON[level % 3]})`;
    const ms = leastCpu(() => {
      const compiled = compileQuery(query);
      if (compiled.kind !== 'ok') throw new Error(`${query} is a query`);
      compiled.query.match(text);
      compiled.query.explain(text);
    });
    const line = `NEAR in NEAR, ${depth} deep, on a sentence of 320 words: ${ms.toFixed(0)} ms of CPU (target ${MOST_MS})`;
    return { line, good: ms <= MOST_MS };
  });
}

/** The most that a query may measure, on a text that answers everywhere: eight chains of eight, all of one word. */
function chains(): readonly Measured[] {
  const text = textOf(Array.from({ length: 1_000 }, () => 'the').join(' '));
  return [5, 99].flatMap((distance) => {
    const chain = Array.from({ length: 8 }, () => 'the').join(` NEAR/${distance} `);
    const compiled = compileQuery(Array.from({ length: 8 }, () => `(${chain})`).join(' AND '));
    if (compiled.kind !== 'ok') throw new Error('it is a query');
    const { match, explain } = compiled.query;
    const spent = [leastCpu(() => match(text)), leastCpu(() => explain(text))] as const;
    return (['match', 'explain'] as const).map((what, nth) => {
      const ms = spent[nth] ?? 0;
      const most = MOST_CHAINS_MS[what];
      const line = `eight chains of eight NEAR/${distance} on a sentence of 1,000 equal words, ${what}: ${ms.toFixed(0)} ms of CPU (target ${most})`;
      return { line, good: ms <= most };
    });
  });
}

/** What a member asks of the stored entries: three NEARs of common words, a thousand summaries of 300 words. */
function search(): readonly Measured[] {
  const compiled = compileQuery(
    '(the NEAR/20 minister NEAR/20 said) (on NEAR/20 budget NEAR/20 the) (said NEAR/20 on)',
  );
  if (compiled.kind !== 'ok') throw new Error('it is a query');
  const texts = Array.from({ length: 1_000 }, (_, i) => ({ ...textOf(`${i}`), summary: sentence(300) }));
  const slowest = Math.max(...texts.slice(0, 50).map((text) => leastCpu(() => compiled.query.match(text))));
  const all = cpu(() => texts.forEach((text) => compiled.query.match(text)));
  const line = `three NEARs of common words, 1,000 summaries of 300 words: ${all.toFixed(0)} ms of CPU in a thread of its own, at most ${slowest.toFixed(1)} ms (target 20) between two looks at the clock`;
  return [{ line, good: slowest <= 20 }];
}

const BRIEF = 'id: b\ntitle: t\nhappened: x\nleverage: x\nmechanism: x\nmatters: x\nwatch: x\n';
const indicator = (id: number, query: string): string =>
  `  - { id: i${id}, name: n, quote: x, query: ${JSON.stringify(query)}, examples: { hits: [zebra], misses: [horse] } }\n`;
const times = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('');

/** What `check` is given, by how much of it there is. */
const CONFIGURATIONS: readonly (readonly [string, (n: number) => string])[] = [
  ['unknown keys', (n) => `${BRIEF}${times(n, (i) => `key${i}: x\n`)}indicators:\n${indicator(0, 'zebra')}`],
  ['queries that are none', (n) => `${BRIEF}indicators:\n${times(n, (i) => indicator(i, 'zebra AND OR'))}`],
  [
    'hypotheses that are mistyped',
    (n) =>
      `${BRIEF}hypotheses:\n${times(n, (i) => `  h${i}: x\n`)}indicators:\n${times(n, (i) => indicator(i, 'zebra').replace(' query:', ` supports: s${i}, query:`))}`,
  ],
  ['aliases of nothing', (n) => `${BRIEF}lists:\n  l:\n${times(n, () => '    - *nobody\n')}`],
];

function check(brief: string): void {
  const files = [
    { path: 'config/signpost.yaml', text: 'receivers: { t: { type: console } }\nroute: { receiver: t }\n' },
    { path: 'config/briefs/b.yaml', text: brief },
    { path: 'feeds/f.yaml', text: 'desk: d\nfeeds:\n  - { id: a, url: "https://a.example/x", outlet: A }\n' },
  ];
  loadConfig(files, { platforms: PLATFORMS, checkQueries: checkBrief });
}

function doublings(): readonly Measured[] {
  const growing = CONFIGURATIONS.map(([name, brief]) => {
    const spent = [2_000, 4_000, 8_000].map((n) => leastCpu(() => check(brief(n))));
    const ratios = spent.slice(1).map((ms, nth) => ms / Math.max(LEAST_MS, spent[nth] ?? 0));
    const shown = spent.map((ms) => ms.toFixed(0)).join(', ');
    const line = `check on 2,000, 4,000, 8,000 ${name}: ${shown} ms of CPU; each doubling × ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')} (target ${MOST_RATIO})`;
    return { line, good: ratios.every((ratio) => ratio <= MOST_RATIO) };
  });
  const lists = [24, 60].map((depth) => {
    const text = `${BRIEF}lists:\n${times(depth, (i) => `  l${i}: [$l${i + 1}, $l${i + 1}, w${i}]\n`)}  l${depth}: [zebra]\nindicators:\n${indicator(0, '$l0')}`;
    const ms = leastCpu(() => check(text));
    const line = `check on ${depth} lists that each name the next one twice: ${ms.toFixed(0)} ms of CPU (target ${MOST_MS})`;
    return { line, good: ms <= MOST_MS };
  });
  return [...growing, ...lists];
}
