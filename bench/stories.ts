/** Measures stories: pair scores on a gold file, held-out stories apart, and how fast a full window takes headlines. */
import { readFileSync } from 'node:fs';
import { createStoryIndex, type StoryEntry } from '../src/core/story/cluster.ts';
import { SHIPPED_LEXICON } from '../tests/shipped-lists.ts';
import { HOUR } from '../src/core/time/duration.ts';
import { scorePairs } from './story-scores.ts';
import { generateHeadlines } from './story-window.ts';

type GoldItem = StoryEntry & { readonly story: string; readonly near: string | undefined };

const USAGE =
  'usage: stories GOLD.jsonl [--window N]   (N: headlines in the generated 72 h window, default 100000)';

/** `GOLD.jsonl` has a line of `{id, lang, title, summary, source, published, labels, story, near?}` per item. */
export async function run(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--window');
  const size = at < 0 ? 100_000 : Number(args[at + 1]);
  const [path] = args.filter((each, index) => at < 0 || (index !== at && index !== at + 1 && each !== ''));
  if (path === undefined || !Number.isInteger(size) || size < 1_000) {
    console.error(USAGE);
    return 2;
  }
  reportQuality(readGold(path));
  reportSpeed(size);
  return 0;
}

function reportQuality(items: readonly GoldItem[]): void {
  const third = (story: string) =>
    story.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 3_001, 7) % 3;
  const sets: readonly (readonly [string, readonly GoldItem[]])[] = [
    ['all stories', items],
    ...[0, 1, 2].map((n): [string, readonly GoldItem[]] => [
      `third ${n + 1} of the stories`,
      items.filter((item) => third(item.story) === n),
    ]),
    ['all, without the gold labels', items.map((item) => ({ ...item, labels: [] }))],
  ];
  for (const [name, set] of sets) {
    const placements = createStoryIndex(SHIPPED_LEXICON).placeAll(set);
    const score = scorePairs(set.map((item, index) => ({ ...item, said: placements[index]?.storyId ?? '' })));
    const { precision, recall, right, said, gold } = score;
    console.log(
      `${name.padEnd(30)} pairs: precision ${fixed(precision)}, recall ${fixed(recall)} (${right} right of ${said} said, ` +
        `${gold} gold); B³ ${fixed(score.bPrecision)} / ${fixed(score.bRecall)}; near misses merged ${score.nearMerged} of ${score.near}`,
    );
  }
}

function reportSpeed(size: number): void {
  const measured = Math.min(20_000, Math.floor(size / 5));
  const headlines = generateHeadlines(size + measured, 72 * HOUR * (1 + measured / size));
  const before = memory();
  const index = createStoryIndex(SHIPPED_LEXICON);
  for (const entry of headlines.slice(0, size)) index.place(entry);
  const held = memory() - before;
  const started = process.cpuUsage();
  for (const entry of headlines.slice(size)) {
    index.place(entry);
    index.prune(entry.publishedAt - 72 * HOUR);
  }
  const { user, system } = process.cpuUsage(started);
  const perSecond = measured / ((user + system) / 1e6);
  console.log(
    `window of ${size} headlines: ${Math.round(perSecond)} headlines per CPU-second placed and pruned, ` +
      `${Math.round(held / 2 ** 20)} MB held${globalThis.gc === undefined ? ' (without --expose-gc, garbage included)' : ''}`,
  );
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

function readGold(path: string): readonly GoldItem[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const item = JSON.parse(line);
      return {
        key: String(item.id),
        title: String(item.title),
        summary: String(item.summary ?? ''),
        lang: String(item.lang ?? 'und'),
        outlet: String(item.source ?? ''),
        publishedAt: Date.parse(item.published),
        labels: Array.isArray(item.labels) ? item.labels.map(String) : [],
        story: String(item.story),
        near: item.near === undefined ? undefined : String(item.near),
      };
    });
}

function fixed(ratio: number | undefined): string {
  return ratio === undefined ? '–' : ratio.toFixed(3);
}
