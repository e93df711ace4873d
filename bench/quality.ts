/** Scores the shipped brief against a gold file: labels per indicator, items left alone, and stories, pair by pair. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { labelEntries } from '../src/app/replay/label-entries.ts';
import { readRecording } from '../src/app/replay/recorded-feeds.ts';
import { replay } from '../src/app/replay/replay.ts';
import type { Brief } from '../src/core/indicator/brief.ts';
import { createLog } from '../src/edges/log/log.ts';
import { readShippedBrief, SHIPPED_LISTS } from '../tests/shipped-lists.ts';
import { isHeldOut } from './held-out.ts';
import { type Gold, type Predicted, scoreLabels, scoreStories } from './score.ts';

const BRIEF = join(import.meta.dirname, '../config/briefs/nato-loyalty.yaml');
const TARGET = { precision: 0.9, recall: 0.8, leftAlone: 0.97, pairPrecision: 0.95, pairRecall: 0.6 };

const GoldLine = z.object({
  id: z.string(),
  title: z.string(),
  labels: z.array(z.string()),
  story: z.string(),
  alt: z.array(z.string()).default([]),
  near: z.string().optional(),
});

/**
 * `FEEDS GOLD.jsonl [--brief FILE] [--errors N]`. Items are matched by the end of their guid. A third of the stories, picked by
 * a hash of their name, is scored apart: whoever tunes the brief looks at the errors of the others only.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { brief: { type: 'string', default: BRIEF }, errors: { type: 'string', default: '0' } },
  });
  const [folder, goldFile] = positionals;
  if (folder === undefined || goldFile === undefined) {
    process.stderr.write('usage: npm run bench -- quality FEEDS GOLD.jsonl [--brief FILE] [--errors N]\n');
    return 2;
  }
  const gold = (await readFile(goldFile, 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => GoldLine.parse(JSON.parse(line)));
  const brief = readShippedBrief(values.brief);
  const predicted = await predict(folder, brief, gold);
  const ids = brief.indicators.map((indicator) => indicator.id);
  const held = gold.filter((item) => isHeldOut(item.story));
  const tuned = gold.filter((item) => !isHeldOut(item.story));
  print('all', gold, predicted, ids);
  print('tuned on (two thirds of the stories)', tuned, predicted, ids);
  print('held out (a third of the stories)', held, predicted, ids);
  listErrors(tuned, predicted, Number(values.errors));
  const labels = scoreLabels(gold, predicted, ids);
  const stories = scoreStories(gold, predicted);
  const good =
    labels.precision >= TARGET.precision &&
    labels.recall >= TARGET.recall &&
    labels.leftAlone >= TARGET.leftAlone &&
    stories.precision >= TARGET.pairPrecision &&
    stories.recall >= TARGET.pairRecall;
  process.stdout.write(`targets ${JSON.stringify(TARGET)}: ${good ? 'met' : 'missed'}\n`);
  return good ? 0 : 1;
}

async function predict(
  folder: string,
  brief: Brief,
  gold: readonly Gold[],
): Promise<ReadonlyMap<string, Predicted>> {
  const recording = await readRecording(folder);
  const { store } = await replay({
    entries: recording.entries,
    briefs: [brief],
    lists: SHIPPED_LISTS,
    route: { match: {}, receiver: 'nobody', continue: false, routes: [] },
    groupWait: 0,
    sinks: new Map([
      ['nobody', (send) => Promise.resolve({ kind: 'sent', ref: { channel: '', message: send.deliveryId } })],
    ]),
    log: createLog({ level: 'error', secrets: [] }),
  });
  const lines = await labelEntries(store, recording.entries);
  await store.close();
  const known = new Map(gold.map((item) => [item.id, item]));
  return new Map(
    lines.flatMap(({ id, labels, story }) => {
      const item = known.get(id) ?? known.get(id.slice(id.lastIndexOf(':') + 1));
      return item === undefined ? [] : [[item.id, { labels, story }] as const];
    }),
  );
}

function print(
  title: string,
  gold: readonly Gold[],
  predicted: ReadonlyMap<string, Predicted>,
  ids: readonly string[],
): void {
  const labels = scoreLabels(gold, predicted, ids);
  const stories = scoreStories(gold, predicted);
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  say(`${title}: ${gold.length} items, ${labels.missing} without prediction`);
  for (const { id, tp, fp, fn } of labels.perIndicator)
    say(
      `  ${id.padEnd(24)} tp ${String(tp).padStart(3)}  fp ${String(fp).padStart(3)}  fn ${String(fn).padStart(3)}`,
    );
  say(`  micro precision ${f(labels.precision)} recall ${f(labels.recall)} F1 ${f(labels.f1)}`);
  say(`  none-items left alone ${f(labels.leftAlone)} of ${labels.noneItems}`);
  say(
    `  story pairs precision ${f(stories.precision)} recall ${f(stories.recall)} (${stories.both} right of ${stories.said} said, ${stories.real} real), near-miss pairs merged ${stories.nearMerged} of ${stories.near}`,
  );
}

function listErrors(gold: readonly Gold[], predicted: ReadonlyMap<string, Predicted>, most: number): void {
  let left = most;
  for (const item of gold) {
    const said = predicted.get(item.id)?.labels ?? [];
    const missed = item.labels.filter((label) => !said.includes(label));
    const extra = said.filter((label) => !item.labels.includes(label));
    if (missed.length + extra.length === 0 || left-- <= 0) continue;
    process.stdout.write(`${item.id} missed [${missed.join()}] false [${extra.join()}] | ${item.title}\n`);
  }
}

function f(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}
