/** What indicators make of a headline, in as many lines as a screen has: what matched, what nearly did, and the rest. */
import { thinWords } from '../../../core/indicator/thin.ts';
import { NOTHING_OCCURS } from '../../../core/query/explain/nearest-miss.ts';
import { nearestMisses } from '../../../core/query/explain/nearest-misses.ts';
import type { IndicatorExplanation } from '../../../core/query/language/compile-briefs.ts';

/** Together with the lines between them these fit a terminal of 24 lines. */
const MOST_MATCHES = 5;
const MOST_MISSES = 4;

type Style = { readonly color: boolean; readonly width: number };

/**
 * Matches with the words that were found and the actors they name, two lines each; the narrowest misses with what each
 * lacked; how many others there are.
 */
export function explanationLines(
  explained: readonly IndicatorExplanation[],
  style: Style,
): readonly string[] {
  const hits = explained.filter(({ explanation }) => explanation.matched);
  const misses = nearestMisses(explained, MOST_MISSES);
  const rest = explained.length - hits.length - misses.length;
  const several = new Set(explained.map(({ brief }) => brief.id)).size > 1;
  const nameOf = ({ brief, indicator }: IndicatorExplanation): string =>
    `${indicator.name} (${several ? `${brief.id}/` : ''}${indicator.id})`;
  return [
    ...(hits.length === 0 ? ['No indicator matches.'] : []),
    ...hits.slice(0, MOST_MATCHES).flatMap((hit) => [
      cut(`● ${nameOf(hit)}${thinOf(hit)}`, style),
      // Marks of colour take no room on the screen, and the words come from a line that is cut before they are marked.
      `  ${foundIn(hit, style)}`,
    ]),
    ...(hits.length > MOST_MATCHES ? [`and ${hits.length - MOST_MATCHES} more that match`] : []),
    ...(misses.length === 0 ? [] : ['Nearly:']),
    ...misses.flatMap((each) => [cut(`○ ${nameOf(each)}`, style), cutMiss(`  ${each.miss}`, style)]),
    ...(rest > 0 ? [cut(restLine(rest, explained.length, misses.length), style)] : []),
  ];
}

function restLine(rest: number, all: number, misses: number): string {
  const which = rest === all ? 'all' : misses === MOST_MISSES ? 'or lack more' : '';
  return which === 'all'
    ? `Of ${all === 1 ? 'the only indicator' : `all ${all} indicators`} ${NOTHING_OCCURS}.`
    : `${rest} more: ${NOTHING_OCCURS}${which === '' ? '' : `, ${which}`}; --tree shows every part.`;
}

function thinOf({ words }: IndicatorExplanation): string {
  const thin = thinWords(words);
  return thin === undefined ? '' : ` · ${thin}`;
}

function foundIn({ explanation }: IndicatorExplanation, style: Style): string {
  const actors = explanation.actors.length === 0 ? '' : ` (${explanation.actors.join(', ')})`;
  const words = cut([...new Set(explanation.found)].join(', ') + actors, {
    ...style,
    width: style.width - 2,
  });
  return style.color ? `\u001B[1m${words}\u001B[0m` : words;
}

/** How far apart the words were stands at the end of a miss, and says more than the middle of it. */
function cutMiss(line: string, style: Style): string {
  const [tail = ''] = / \((?:nearest: \d+|never [^()]*)\)$/.exec(line) ?? [];
  return line.length <= style.width
    ? line
    : `${cut(line.slice(0, line.length - tail.length), { ...style, width: style.width - tail.length })}${tail}`;
}

function cut(line: string, { width }: Style): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
