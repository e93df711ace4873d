/** Verdicts as answers show them: the query's parts with the words that each found, and nearest misses. */
import type { Block } from '../../../core/command/reply.ts';
import { thinWords } from '../../../core/indicator/thin.ts';
import { renderExplanation } from '../../../core/query/explain/render-explanation.ts';
import type { Explanation } from '../../../core/query/explain/explanation.ts';
import { nearestMisses } from '../../../core/query/explain/nearest-misses.ts';
import type { IndicatorExplanation } from '../../../core/query/language/compile-briefs.ts';
import { bold, code, line, quoteBlock, text, tidy } from '../parts.ts';

const MOST_LINES = 14;
const LONGEST = 150;

/** The verdict as a tree, one line a part; long trees are cut. */
export function explanationTree(explanation: Explanation): readonly Block[] {
  const lines = renderExplanation(explanation, { color: false }).split('\n');
  const rest = lines.length - MOST_LINES;
  return [
    // Platforms collapse spaces at the beginning of a line; dots keep the depth visible.
    ...lines.slice(0, MOST_LINES).map((each) => line(code(tidy(each.replaceAll('  ', '· '), LONGEST)))),
    ...(rest > 0 ? [line(text(`… and ${rest} more parts.`))] : []),
  ];
}

/** What matched, each with its tree, then what was missed most narrowly and by what. */
export function testBlocks(
  explained: readonly IndicatorExplanation[],
  most: { readonly matches: number; readonly misses: number },
): readonly Block[] {
  const hits = explained.filter(({ explanation }) => explanation.matched);
  const misses = nearestMisses(explained, most.misses);
  const more = hits.length - most.matches;
  return [
    ...(hits.length === 0 ? [line(text('No indicator matches.'))] : []),
    ...hits
      .slice(0, most.matches)
      .flatMap(({ indicator, brief, explanation, words }) => [
        line(
          text('✓ '),
          bold(indicator.name),
          text(
            [` · ${brief.id}/${indicator.id}`, thinWords(words)]
              .filter((part) => part !== undefined)
              .join(' · '),
          ),
        ),
        ...explanationTree(explanation),
      ]),
    ...(more > 0 ? [line(text(`And ${more} more indicators match.`))] : []),
    ...(misses.length === 0 ? [] : [line(bold('Nearly:'))]),
    ...misses.flatMap(({ indicator, miss }) => [
      line(text('✗ '), bold(indicator.name)),
      quoteBlock(text(tidy(miss, 300))),
    ]),
    ...(hits.length === 0 && misses.length === 0
      ? [line(text('Not one word of any indicator occurs in it.'))]
      : []),
  ];
}
