/** Real briefs for the matching benchmark, whose cost is compared with that of the largest set of simple rules. */
import { basename, join } from 'node:path';
import { readBriefs } from '../src/app/cli/read-briefs.ts';
import type { Engine } from '../src/core/query/engine/engine.ts';
import { textOfExample } from '../src/core/query/language/check-brief.ts';
import { compileBriefs } from '../src/core/query/language/compile-briefs.ts';
import type { MatchText } from '../src/core/query/words/text.ts';
import { cpuSeconds, median } from './measure.ts';

const TURNS = 56;
const PIECE = 1000;
const WARM_UP = 25_000;

/** The shipped brief, and the three small ones that people begin with. */
export const REAL_BRIEFS: readonly string[] = [
  'config/briefs/nato-loyalty.yaml',
  'config/examples/press-council.yaml',
  'config/examples/reservoir.yaml',
  'config/examples/tram-strike.yaml',
];

export type RealBrief = {
  readonly name: string;
  /** CPU time of a headline, as a share of what 10,000 simple rules take in the same turns. */
  readonly cost: number;
  readonly ofExamples: number;
};

/** A brief on the same headlines and on its own examples, in turns with the largest rule set. */
export async function realBrief(
  file: string,
  texts: readonly MatchText[],
  largest: Engine | undefined,
): Promise<RealBrief> {
  const root = join(import.meta.dirname, '..');
  const read = await readBriefs([join(root, file)], root);
  if (read === undefined || largest === undefined) throw new Error(`${file} does not load`);
  const { match } = compileBriefs(read.briefs);
  const examples = read.briefs
    .flatMap(({ indicators }) => indicators.flatMap(({ examples: { hits, misses } }) => [...hits, ...misses]))
    .map(textOfExample);
  for (const text of texts.slice(0, WARM_UP)) match(text);
  const ratios: number[] = [];
  const ofExamples: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = (turn * PIECE) % (texts.length - PIECE);
    const piece = texts.slice(start, start + PIECE);
    const rules = cpuSeconds(() => piece.forEach((text) => largest.match(text))) / piece.length;
    ratios.push(cpuSeconds(() => piece.forEach((text) => match(text))) / piece.length / rules);
    const times = Math.ceil(PIECE / examples.length);
    const sample = Array.from({ length: times }, () => examples).flat();
    ofExamples.push(cpuSeconds(() => sample.forEach((text) => match(text))) / sample.length / rules);
  }
  return { name: basename(file, '.yaml'), cost: median(ratios), ofExamples: median(ofExamples) };
}
