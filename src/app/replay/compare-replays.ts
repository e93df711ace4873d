/** Compares what two briefs would have said about the same news: counts, and samples of what a change adds and removes. */

/** A story under an indicator, told by its first headline. */
export type Sighting = {
  readonly indicator: string;
  readonly story: string;
  readonly headline: string;
  readonly outlet: string;
  /** Epoch milliseconds. */
  readonly at: number;
};

export type IndicatorChange = {
  readonly indicator: string;
  /** Stories with this brief, and with the other. */
  readonly stories: number;
  readonly before: number;
  readonly added: readonly Sighting[];
  readonly removed: readonly Sighting[];
};

/**
 * The change that `now` makes against `before`, per indicator in the order in which they appear. Stories are compared,
 * not reprints; both lists must come from replays of the same entries.
 */
export function compareReplays(
  now: readonly Sighting[],
  before: readonly Sighting[],
): readonly IndicatorChange[] {
  const indicators = [...new Set([...now, ...before].map((sighting) => sighting.indicator))];
  return indicators.map((indicator) => {
    const mine = firstOfEachStory(now.filter((sighting) => sighting.indicator === indicator));
    const theirs = firstOfEachStory(before.filter((sighting) => sighting.indicator === indicator));
    return {
      indicator,
      stories: mine.size,
      before: theirs.size,
      added: [...mine.values()].filter(({ story }) => !theirs.has(story)),
      removed: [...theirs.values()].filter(({ story }) => !mine.has(story)),
    };
  });
}

function firstOfEachStory(sightings: readonly Sighting[]): ReadonlyMap<string, Sighting> {
  const stories = new Map<string, Sighting>();
  for (const sighting of sightings.toSorted((a, b) => a.at - b.at))
    if (!stories.has(sighting.story)) stories.set(sighting.story, sighting);
  return stories;
}

/** The comparison as lines of text, with at most `samples` headlines each way and indicator. */
export function describeChanges(
  changes: readonly IndicatorChange[],
  span: { readonly days: number; readonly entries: number; readonly against: string },
  samples: number,
): string {
  const sum = (of: (change: IndicatorChange) => number): number =>
    changes.reduce((total, change) => total + of(change), 0);
  const added = sum((change) => change.added.length);
  const removed = sum((change) => change.removed.length);
  const days = `${span.days} ${span.days === 1 ? 'day' : 'days'}, ${span.entries} entries`;
  const lines = [
    `${days}: ${sum((change) => change.stories)} stories, +${added} −${removed} against ${span.against}`,
  ];
  for (const change of changes) {
    lines.push(
      '',
      `${change.indicator}: ${change.stories} stories, ${change.before} before, +${change.added.length} −${change.removed.length}`,
      ...sampled('+', change.added, samples),
      ...sampled('−', change.removed, samples),
    );
  }
  return lines.join('\n');
}

function sampled(sign: string, sightings: readonly Sighting[], most: number): readonly string[] {
  const lines = sightings
    .slice(0, most)
    .map(
      ({ headline, outlet, at }) =>
        `  ${sign} ${new Date(at).toISOString().slice(0, 10)} ${headline} (${outlet})`,
    );
  const left = sightings.length - most;
  return left > 0 ? [...lines, `  ${sign} and ${left} more`] : lines;
}
