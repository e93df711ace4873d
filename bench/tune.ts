/** Proves suggestions on labelled headlines: those of half the stories are judged, precision and recall before and after. */
import { createLexicon } from '../src/core/lists/lexicon.ts';
import type { Brief } from '../src/core/indicator/brief.ts';
import { textOfExample } from '../src/core/query/language/check-brief.ts';
import { compileBriefs } from '../src/core/query/language/compile-briefs.ts';
import { changeInWords } from '../src/core/tune/change.ts';
import type { Evidence } from '../src/core/tune/evidence.ts';
import { type EvidenceByIndicator, proposeChanges } from '../src/core/tune/propose.ts';
import { readShippedBrief, SHIPPED_LISTS } from '../tests/shipped-lists.ts';
import { type LabelledItem, readLabelledSet } from './labelled-set.ts';

/**
 * `SET …`, each a folder with `gold.jsonl` and `brief.yaml`, or `GOLD.jsonl=BRIEF.yaml`. The headlines of half the
 * stories, by a hash of the story's name, are judged as the labels say; the other half is looked at by nobody.
 */
export async function run(args: string[]): Promise<number> {
  if (args.length === 0) {
    process.stderr.write('usage: npm run bench -- tune SET …\n');
    return 2;
  }
  const sums = { before: zero(), after: zero(), heldBefore: zero(), heldAfter: zero() };
  let good = true;
  for (const name of args) {
    const [gold = '', briefFile] = name.includes('=')
      ? name.split('=')
      : [`${name}/gold.jsonl`, `${name}/brief.yaml`];
    const brief = readShippedBrief(briefFile ?? '');
    const { items, name: title } = readLabelledSet(`${gold}=${briefFile}`);
    const judged = items.filter(({ story }) => isJudged(story));
    const held = items.filter(({ story }) => !isJudged(story));
    const began = performance.now();
    const evidence = evidenceOf(brief, judged);
    const { proposals, brief: tuned } = proposeChanges(brief, evidence, createLexicon(SHIPPED_LISTS));
    const ms = Math.round(performance.now() - began);
    const [before, after] = [score(brief, judged), score(tuned, judged)];
    const [heldBefore, heldAfter] = [score(brief, held), score(tuned, held)];
    for (const [sum, part] of [
      [sums.before, before],
      [sums.after, after],
      [sums.heldBefore, heldBefore],
      [sums.heldAfter, heldAfter],
    ] as const) {
      sum.right += part.right;
      sum.wrong += part.wrong;
      sum.missed += part.missed;
    }
    good &&= after.right >= before.right && after.wrong <= before.wrong;
    process.stdout.write(
      `${title === 'gold' ? gold : title}: ${proposals.length} suggestions in ${ms} ms; judged ${words(before)} → ${words(after)}; not judged ${words(heldBefore)} → ${words(heldAfter)}\n`,
    );
    for (const { indicatorId, change, freed, gained } of proposals)
      process.stdout.write(
        `  ${indicatorId}: ${changeInWords(change)} (−${freed.length} false, +${gained.length} found)\n`,
      );
  }
  const up = precision(sums.after) > precision(sums.before);
  process.stdout.write(`all judged ${words(sums.before)} → ${words(sums.after)}\n`);
  process.stdout.write(`all not judged ${words(sums.heldBefore)} → ${words(sums.heldAfter)}\n`);
  process.stdout.write(
    `target, precision on judged headlines up and no judged-relevant one lost: ${good && up ? 'met' : 'missed'}\n`,
  );
  return good && up ? 0 : 1;
}

type Count = { right: number; wrong: number; missed: number };

function zero(): Count {
  return { right: 0, wrong: 0, missed: 0 };
}

function precision({ right, wrong }: Count): number {
  return right / Math.max(1, right + wrong);
}

function words(count: Count): string {
  const recall = count.right / Math.max(1, count.right + count.missed);
  return `P ${precision(count).toFixed(3)} R ${recall.toFixed(3)}`;
}

/** FNV-1a over the code points, modulo 2: the same half on every machine and in every run. */
function isJudged(story: string): boolean {
  let hash = 2_166_136_261;
  for (const char of story) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) % 2 === 0;
}

function textOf({ title, summary, outlet, lang }: LabelledItem): Evidence['text'] {
  return { title, summary, outlet, lang, feed: '' };
}

function evidenceOf(brief: Brief, judged: readonly LabelledItem[]): EvidenceByIndicator {
  return new Map(
    brief.indicators.map(({ id, examples }) => {
      const own = (['hits', 'misses'] as const).flatMap((kind) =>
        examples[kind].map((example): Evidence => ({
          text: textOfExample(example),
          story: example.title,
          relevant: kind === 'hits',
          from: 'example',
        })),
      );
      const votes = judged.map((item): Evidence => ({
        text: textOf(item),
        story: item.story,
        relevant: item.labels.includes(id),
        from: 'vote',
      }));
      return [id, [...own, ...votes]];
    }),
  );
}

function score(brief: Brief, items: readonly LabelledItem[]): Count {
  const matcher = compileBriefs([brief]);
  const count = zero();
  for (const item of items) {
    const said = matcher.match(textOf(item)).map(({ indicatorId }) => indicatorId);
    for (const { id } of brief.indicators) {
      const [is, was] = [item.labels.includes(id), said.includes(id)];
      if (is && was) count.right += 1;
      else if (was) count.wrong += 1;
      else if (is) count.missed += 1;
    }
  }
  return count;
}
