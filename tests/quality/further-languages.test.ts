/** Ten signs and ten headlines that are none in each of the languages that the shipped brief reads beside its first seven. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileRules } from '../../src/core/query/engine/engine.ts';
import { readShippedBrief } from '../shipped-lists.ts';

const LANGUAGES = ['da', 'sv', 'no', 'pt', 'ro', 'cs', 'uk', 'tr'] as const;

/** Made up for this test; no outlet and no person is real. */
const Headline = z.strictObject({
  id: z.string(),
  lang: z.enum(LANGUAGES),
  title: z.string().min(1),
  summary: z.string(),
  labels: z.array(z.string()),
  story: z.string(),
});
const headlines = readFileSync(new URL('further-languages.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Headline.parse(JSON.parse(line)));
const brief = readShippedBrief(new URL('../../config/briefs/nato-loyalty.yaml', import.meta.url));
const compiled = compileRules(brief.indicators.map(({ id, query }) => ({ id, query, lists: brief.lists })));

function labelsOf({ title, summary }: { title: string; summary: string }, lang: string): readonly string[] {
  if (compiled.kind === 'errors') throw new Error(compiled.errors.map(({ error }) => error.what).join('\n'));
  return compiled.engine.match({ title, summary, lang, outlet: '', feed: '' }).map(({ id }) => id);
}

describe.each(LANGUAGES)('the shipped brief in %s', (lang) => {
  const mine = headlines.filter((each) => each.lang === lang);
  const hits = mine.filter(({ labels }) => labels.length > 0);
  const misses = mine.filter(({ labels }) => labels.length === 0);

  it('has ten of both, of all six signs', () => {
    expect([hits.length, misses.length]).toEqual([10, 10]);
    expect(new Set(hits.flatMap(({ labels }) => labels)).size).toBe(6);
    expect(brief.languages).toContain(lang);
  });

  it.each(hits)('knows $title', (headline) => {
    expect(labelsOf(headline, lang)).toEqual(headline.labels);
    expect(labelsOf(headline, 'und')).toEqual(expect.arrayContaining(headline.labels));
  });

  it.each(misses)('leaves alone $title', (headline) => {
    expect(labelsOf(headline, lang)).toEqual([]);
  });
});
