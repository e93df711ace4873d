/** Suggestions as lines of text: what each changes, what it is worth by what was judged, what it would have brought. */
import type { Affected, Suggestion, Tuned } from './tune-brief.ts';

/** Headlines that are named of each kind. */
const MOST_NAMED = 5;

/** All suggestions, or why there are none. */
export function describeTune({ suggestions, kept, known }: Tuned): readonly string[] {
  const { relevant, not, reports } = known;
  const basis = `${relevant} judged relevant, ${not} not relevant, ${reports} other reports of stories that matched`;
  if (relevant + not + reports === 0)
    return [
      'Nothing was judged yet: press Relevant or Not relevant below alerts, or name a file with --judged.',
    ];
  if (suggestions.length === 0)
    return [
      `Nothing to suggest: no change is borne out by two stories or more and loses nothing (${basis}).`,
    ];
  return [
    `By ${basis}:`,
    ...suggestions.flatMap((each) => ['', ...describeSuggestion(each)]),
    '',
    `With each of them all ${kept} judged-relevant headlines and examples that match now still match, and no example or judged headline begins to match wrongly.`,
  ];
}

function describeSuggestion(each: Suggestion): readonly string[] {
  const { name, indicatorId, words, freed, gained, added, removed } = each;
  return [
    `${name} (${indicatorId}): ${words}`,
    ...(freed.length === 0 ? [] : [`  ends ${freed.length} judged not relevant: ${quoted(freed)}`]),
    ...(gained.length === 0 ? [] : [`  finds ${gained.length} that it missed: ${quoted(gained)}`]),
    `  on what is stored: +${added.length} −${removed.length} ${added.length + removed.length === 1 ? 'story' : 'stories'}`,
    ...added.slice(0, MOST_NAMED).map((story) => `  + ${lineOf(story)}`),
    ...removed.slice(0, MOST_NAMED).map((story) => `  − ${lineOf(story)}`),
  ];
}

function quoted(titles: readonly string[]): string {
  const more = titles.length - 2;
  const named = titles.slice(0, 2).map((title) => `“${title}”`);
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function lineOf({ title, outlet }: Affected): string {
  return `${title} (${outlet})`;
}
