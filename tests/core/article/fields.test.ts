/** Drafts of made-up articles, untouched, on headlines that were labelled before anybody looked at the drafts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scoreDraft } from './field-scores.ts';

const Line = z.strictObject({
  id: z.string(),
  lang: z.string(),
  title: z.string(),
  summary: z.string().default(''),
  sign: z.int().min(1).nullable(),
});
const read = (path: string): string => readFileSync(new URL(`fields/${path}`, import.meta.url), 'utf8');

function scoreOf(field: string) {
  const headlines = read(`${field}/gold.jsonl`)
    .trim()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)))
    .map(({ title, summary, lang, sign }) => ({
      title,
      lang,
      summary,
      signs: sign === null ? [] : [sign - 1],
    }));
  return scoreDraft(read(`${field}/article.md`), headlines);
}

/** Most of the headlines of these that are no sign have its words. */
const LEFT_ALONE = new Map([
  ['drug', 0.5],
  ['currency', 0.6],
  ['hafen', 0.7],
]);

describe('a draft that nobody touched', () => {
  // Without a look at what was missed, F1 was .88, .87, .64, .53 and .71 of the first five, in this order; netz, in German, was
  // not read at all. Of minerals to flood it was .63, .54, .49, .27 and .36 before they were looked at. Telecom to border were
  // written then; their headlines were never looked at (the form of the articles of club and rents was): .53, nothing, .16 and
  // .51 before, .70, .70, .76 and .78 after.
  // Currency to hafen are written in odd forms (bold headings, prose that counts, nested bullets, HTML of a word processor):
  // nothing at all, nothing, .64 and .58 before they were looked at.
  it.each([
    ['water', 5, 0.8],
    ['football', 5, 0.75],
    ['volcano', 6, 0.7],
    ['bank', 5, 0.8],
    ['fever', 5, 0.75],
    ['netz', 5, 0.65],
    ['minerals', 6, 0.75],
    ['broadcaster', 6, 0.75],
    ['drug', 6, 0.7],
    ['university', 5, 0.8],
    ['flood', 6, 0.6],
    ['telecom', 6, 0.65],
    ['club', 6, 0.65],
    ['rents', 6, 0.65],
    ['border', 6, 0.7],
    ['currency', 6, 0.6],
    ['takeover', 7, 0.75],
    ['fleuve', 6, 0.6],
    ['hafen', 5, 0.65],
  ])('of the article on %s finds what its field tells', (field, signs, floor) => {
    const score = scoreOf(field);
    expect(score.signs).toBe(signs);
    expect.soft(score.f1).toBeGreaterThanOrEqual(floor);
    expect.soft(score.leftAlone).toBeGreaterThanOrEqual(LEFT_ALONE.get(field) ?? 0.75);
  });
});
