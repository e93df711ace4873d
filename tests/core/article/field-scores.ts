/** Scores an untouched draft of an article on labelled headlines of its field. */
import { draftBrief } from '../../../src/core/article/draft.ts';
import { readArticle } from '../../../src/core/article/sections.ts';
import { writeBrief } from '../../../src/config/write-brief.ts';
import { readBrief } from '../../../src/config/read-brief.ts';
import { checkBrief } from '../../../src/core/query/language/check-brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

export type LabelledHeadline = {
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
  /** Positions in the article's list of what to watch, from 0. */
  readonly signs: readonly number[];
};

export type DraftScore = {
  readonly signs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly leftAlone: number;
};

/** The brief that is drafted of an article's text, read back from the YAML that people are given. */
function draftedBrief(article: string) {
  const read = readArticle(article);
  if (read.kind === 'unreadable') throw new Error(read.what);
  const text = writeBrief(draftBrief(read.article, SHIPPED_LISTS), []);
  const { brief, issues } = readBrief('draft.yaml', text, {
    shared: SHIPPED_LISTS,
    checkQueries: checkBrief,
  });
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (brief === undefined || errors.length > 0)
    throw new Error(`the draft does not load: ${errors.map(({ what }) => what).join('; ')}`);
  return brief;
}

export function scoreDraft(article: string, headlines: readonly LabelledHeadline[]): DraftScore {
  const brief = draftedBrief(article);
  const ids = brief.indicators.map(({ id }) => id);
  const matcher = compileBriefs([brief]);
  let [right, said, due, none, alone] = [0, 0, 0, 0, 0];
  for (const { title, summary, lang, signs } of headlines) {
    const found = matcher
      .match({ title, summary, lang, outlet: '', feed: '' })
      .map(({ indicatorId }) => ids.indexOf(indicatorId));
    right += found.filter((sign) => signs.includes(sign)).length;
    said += found.length;
    due += signs.length;
    if (signs.length > 0) continue;
    none += 1;
    if (found.length === 0) alone += 1;
  }
  return {
    signs: ids.length,
    precision: right / said,
    recall: right / due,
    f1: (2 * right) / (said + due),
    leftAlone: alone / none,
  };
}
