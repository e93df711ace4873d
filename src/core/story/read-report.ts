/** A report as the index knows it: its terms by number, its circumstances, and what names it. */
import type { Circumstances } from './sharing.ts';
import type { Headline } from './reading/headline.ts';
import { packKinds } from './packed/packed-kinds.ts';

/** A report in mind, less its words. */
export type KnownReport = Circumstances & {
  readonly key: string;
  readonly storyId: string;
};

/** What names a report besides its key: hashes, or undefined where it has no such name. */
export type Names = {
  /** Stands for the article's address; undefined where it has none. */
  readonly article: number | undefined;
  /** Stands for the words of the title; undefined where they are too few to tell. */
  readonly identity: number | undefined;
  /** Stands for those without the part that is set off; undefined where there is none. */
  readonly bareIdentity: number | undefined;
};

/** An entry that was read. */
export type ReadReport = KnownReport &
  Names & {
    /** Numbers of the terms in the vocabulary. */
    readonly terms: readonly number[];
    readonly lede: readonly number[];
    /** Those of the terms that are names for certain. */
    readonly certain: readonly number[];
    /** Words written small, as terms of names. */
    readonly small: readonly string[];
  };

/** What names an entry that is read. */
export type NamedEntry = {
  readonly key: string;
  readonly outlet: string;
  readonly lang: string;
  readonly publishedAt: number;
  readonly labels?: readonly string[];
  readonly article?: string | undefined;
};

/** One for all reports that have none: a hundred thousand empty lists are megabytes. */
const NO_LABELS: readonly string[] = [];
const NO_TERMS: readonly number[] = [];

/** Reads an entry's headline by a vocabulary; it has no story yet. */
export function readReport(
  { key, outlet, lang, publishedAt, labels = NO_LABELS, article }: NamedEntry,
  headline: Headline,
  numberOf: (term: string) => number,
): ReadReport {
  const terms = headline.terms.map(numberOf);
  const lede = headline.lede.map(numberOf);
  const known = new Set([...headline.terms, ...headline.lede]);
  const asked = headline.asked.filter((term) => known.has(term));
  return {
    key,
    storyId: '',
    at: publishedAt,
    outlet,
    lang,
    terms,
    lede,
    labels: labels.length === 0 ? NO_LABELS : labels,
    asked: asked.length === 0 ? NO_TERMS : asked.map(numberOf),
    names: headline.certain.length,
    towns: headline.towns.length === 0 ? NO_TERMS : headline.towns.map(numberOf),
    certain: headline.certain.filter((term) => known.has(term)).map(numberOf),
    small: headline.small,
    sides: headline.sides.length === 0 ? NO_LABELS : headline.sides,
    named: packKinds(headline.named, numberOf),
    turned: headline.reversal.length > 0,
    reaction: headline.reaction,
    rolling: headline.rolling || isRoundUp(labels),
    article: article === undefined ? undefined : hashOf(article),
    identity: headline.identity === '' ? undefined : hashOf(headline.identity),
    bareIdentity: headline.bareIdentity === '' ? undefined : hashOf(headline.bareIdentity),
  };
}

/**
 * What is kept of a report. Written out, because what is left of an object by rest or spread takes half as much again, and
 * a hundred thousand are kept.
 */
export function knownOf(report: KnownReport): KnownReport {
  return {
    key: report.key,
    storyId: report.storyId,
    at: report.at,
    outlet: report.outlet,
    lang: report.lang,
    labels: report.labels,
    asked: report.asked,
    names: report.names,
    towns: report.towns,
    sides: report.sides,
    named: report.named,
    turned: report.turned,
    reaction: report.reaction,
    rolling: report.rolling,
  };
}

/** A report that answers to so many signs of one brief recounts what happened. */
const SIGNS_OF_ROUND_UP = 3;

function isRoundUp(labels: readonly string[]): boolean {
  if (labels.length < SIGNS_OF_ROUND_UP) return false;
  const byBrief = Map.groupBy(labels, (label) => label.slice(0, Math.max(0, label.indexOf('/'))));
  return [...byBrief.values()].some((own) => own.length >= SIGNS_OF_ROUND_UP);
}

/** A number below 2⁵³ for a text: two 32-bit FNV-1a sums with different beginnings. Two titles share one hardly ever. */
function hashOf(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x050c5d1f;
  for (let at = 0; at < text.length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
  }
  return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0);
}
