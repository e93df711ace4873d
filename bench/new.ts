/** Scores the drafts that `signpost new` makes of articles, untouched, on labelled headlines of their fields. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { scoreDraft } from '../tests/core/article/field-scores.ts';

/** The F1 that each field reaches. */
const AIM = 0.55;

const Gold = z.object({
  lang: z.string(),
  title: z.string(),
  summary: z.string().default(''),
  labels: z.array(z.string()),
});
const Labels = z.object({ indicators: z.array(z.object({ id: z.string() })) });

/**
 * `FOLDER …`, each with an article.md, a gold.jsonl, and a brief.yaml whose indicators are the article's signs in order. They
 * are no part of the repository, whose own three fields the tests score.
 */
export function run(folders: string[]): Promise<number> {
  if (folders.length === 0) {
    process.stderr.write(
      'usage: npm run bench -- new FOLDER …, each with article.md, brief.yaml and gold.jsonl\n',
    );
    return Promise.resolve(2);
  }
  const scores = folders.map((folder) => {
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    const ids = Labels.parse(parse(read('brief.yaml'))).indicators.map(({ id }) => id);
    const headlines = read('gold.jsonl')
      .trim()
      .split('\n')
      .map((line) => Gold.parse(JSON.parse(line)))
      .map(({ labels, ...rest }) => ({ ...rest, signs: labels.map((label) => ids.indexOf(label)) }));
    const { signs, precision, recall, f1, leftAlone } = scoreDraft(read('article.md'), headlines);
    const shown = [precision, recall, f1, leftAlone].map((value) => value.toFixed(2));
    process.stdout.write(
      `${basename(folder).padEnd(12)} ${signs} of ${ids.length} signs, precision ${shown[0]} recall ${shown[1]} F1 ${shown[2]}, left alone ${shown[3]}\n`,
    );
    return { field: basename(folder), f1 };
  });
  const mean = scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
  const missed = scores.filter(({ f1 }) => !(f1 >= AIM)).map(({ field }) => field);
  process.stdout.write(
    `mean F1 ${mean.toFixed(3)}, aim ${AIM} on each: ${missed.length === 0 ? 'met' : `missed by ${missed.join(', ')}`}\n`,
  );
  return Promise.resolve(missed.length === 0 ? 0 : 1);
}
