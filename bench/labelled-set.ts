/** Labelled headlines of one field: what people say of each, and what the field's brief says. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { compileBriefs } from '../src/core/query/language/compile-briefs.ts';
import type { StoryEntry } from '../src/core/story/cluster.ts';
import { HEADLINES } from '../tests/core/story/headlines.ts';
import { readShippedBrief } from '../tests/shipped-lists.ts';

const Line = z.object({
  id: z.string(),
  lang: z.string().default('und'),
  title: z.string(),
  summary: z.string().default(''),
  source: z.string().default(''),
  published: z.string(),
  labels: z.array(z.string()),
  story: z.string(),
  follows: z.string().optional(),
  kind: z.string().optional(),
  live: z.boolean().optional(),
});

export type LabelledItem = StoryEntry & {
  readonly labels: readonly string[];
  /** What the brief says of it. */
  readonly said: readonly string[];
  readonly story: string;
  readonly follows: string | undefined;
  /** A round-up of the week, which is due to nobody. */
  readonly roundup: boolean;
  readonly live: boolean;
};

export type LabelledSet = { readonly name: string; readonly items: readonly LabelledItem[] };

/**
 * Reads a set that is named by its folder, with a `gold.jsonl` and a `brief.yaml` in it, as `GOLD.jsonl=BRIEF.yaml`, or as
 * the JSON that `/export` writes, of which the pairs are read that people said are one event, or two;
 * in order of time.
 */
export function readLabelledSet(name: string): LabelledSet {
  if (name.endsWith('.json')) return labelsOf(name);
  const [gold = '', brief] = name.includes('=')
    ? name.split('=')
    : [`${name}/gold.jsonl`, `${name}/brief.yaml`];
  const matcher = compileBriefs(brief === undefined ? [] : [readShippedBrief(brief)]);
  const lines = readFileSync(gold, 'utf8').split('\n');
  const items = lines
    .filter((line) => line.trim() !== '')
    .map((line): LabelledItem => {
      const { id, title, summary, lang, source, published, ...rest } = Line.parse(JSON.parse(line));
      const text = { title, summary, lang, outlet: source, feed: '' };
      const hits = matcher.match(text);
      const asked = hits.flatMap(({ spans }) =>
        spans.flatMap(({ field, start, end }) =>
          field === 'title' || field === 'summary' ? [text[field].slice(start, end)] : [],
        ),
      );
      return {
        key: id,
        title,
        summary,
        lang,
        outlet: source,
        publishedAt: Date.parse(published),
        labels: rest.labels,
        said: hits.map(({ indicatorId }) => indicatorId),
        asked: [...new Set(asked)],
        story: rest.story,
        follows: rest.follows,
        roundup: rest.kind === 'standing-title',
        live: rest.live !== false,
      };
    });
  const inOrder = items.toSorted((a, b) => a.publishedAt - b.publishedAt || (a.key < b.key ? -1 : 1));
  return { name: basename(name.split('=')[0] ?? name, '.jsonl'), items: inOrder };
}

const Labelled = z.object({
  title: z.string(),
  summary: z.string(),
  outlet: z.string(),
  lang: z.string(),
  at: z.string(),
  labels: z.array(z.string()),
});
const Exported = z.object({
  storyLabels: z.array(z.object({ kind: z.enum(['apart', 'same']), one: Labelled, other: Labelled })),
});
/** Further apart than anything is compared: of two labels nobody said whether they are about one event. */
const BETWEEN_LABELS = 30 * 24 * 3_600_000;

function labelsOf(file: string): LabelledSet {
  const { storyLabels } = Exported.parse(JSON.parse(readFileSync(file, 'utf8')));
  const items = storyLabels.flatMap(({ kind, one, other }, nth) =>
    [one, other].map((report, side): LabelledItem => ({
      key: `label-${nth}-${side}`,
      title: report.title,
      summary: report.summary,
      lang: report.lang,
      outlet: report.outlet,
      publishedAt: Date.parse(report.at) + nth * BETWEEN_LABELS,
      labels: report.labels,
      said: report.labels,
      story: kind === 'same' ? `label-${nth}` : `label-${nth}-${side}`,
      follows: undefined,
      roundup: false,
      live: true,
    })),
  );
  return { name: basename(file, '.json'), items: items.toSorted((a, b) => a.publishedAt - b.publishedAt) };
}

/** The made-up headlines that the tests of stories go by, whose labels are taken for the brief's, too. */
export function ownSet(): LabelledSet {
  const items = HEADLINES.map((headline): LabelledItem => ({
    ...headline,
    labels: headline.labels ?? [],
    said: headline.labels ?? [],
    follows: undefined,
    roundup: false,
    live: true,
  }));
  return {
    name: 'own',
    items: items.toSorted((a, b) => a.publishedAt - b.publishedAt || (a.key < b.key ? -1 : 1)),
  };
}

/** Items of a day from which on a day is dense. */
const DENSE = 10;

/** Whether an item is of a day with many. */
export function denseDaysOf({ items }: LabelledSet): (item: LabelledItem) => boolean {
  const dayOf = ({ publishedAt }: LabelledItem): string => new Date(publishedAt).toISOString().slice(0, 10);
  const days = Map.groupBy(items, dayOf);
  return (item) => (days.get(dayOf(item))?.length ?? 0) >= DENSE;
}
