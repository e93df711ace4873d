/** The report of an event or of a matter that a new one most likely tells of, among those that may take another. */
import { DAY, HOUR } from '../time/duration.ts';
import { compareText } from './compare-text.ts';
import { FEATURES } from './features.ts';
import type { Scale } from './model.ts';
import type { KnownReport, ReadReport } from './read-report.ts';
import type { Others } from './report-index.ts';

/** Milliseconds of event time between two reports of one story, at most. */
const JOINED_WITHIN = 72 * HOUR;
/** Milliseconds between a development and a report of what it follows, at most. */
export const FOLLOWED_WITHIN = 14 * DAY;

/** Milliseconds after which little in common is not enough: what a body does in the morning and at night is two things. */
const SOON = 6 * HOUR;
/** Milliseconds within which one thing in common is enough for two reports that nobody was told of: nothing of them can be hidden. */
const AT_ONCE = 2 * HOUR;
/** Without any evidence the chance is even: from this likelihood on there is some. */
export const MORE_THAN_EVEN = 0.51;
/** From this likelihood on it is enough that nothing else bears out: one thing without a sign in common, or some after hours. */
const FAR_LIKELIER = 0.82;

/** A report that was found alike, with what says so. */
export type Found = {
  readonly report: KnownReport;
  readonly likelihood: number;
  readonly number: number;
  /** A copy. */
  readonly features: Float64Array;
};

/**
 * The report that most likely tells the same event and whose story may take another one, or else the likest below the
 * threshold. An outlet tells an event once: what else it has is another event, or a development. A live blog tells none,
 * and what shares did after an event is another one.
 */
export function likeliestStory(
  others: Others,
  own: ReadReport,
  scale: Scale,
  { lost, threshold }: { readonly lost: number; readonly threshold: number },
): Found | undefined {
  const likest = new Map<string, Found>();
  let below: Found | undefined;
  others.within(JOINED_WITHIN, (report, features, number) => {
    if (own.rolling || report.rolling || own.reaction !== report.reaction) return;
    const likelihood = scale.likelihood(features, lost);
    const best = likelihood < threshold ? below : likest.get(report.storyId);
    if (best !== undefined && !isBefore({ report, likelihood }, best)) return;
    if (likelihood >= threshold && !isBorneOut(others, own, { report, likelihood, number, features })) return;
    const found = { report, likelihood, number, features: features.slice() };
    if (likelihood < threshold) below = found;
    else likest.set(report.storyId, found);
  });
  const open = [...likest.values()].filter(
    ({ report: { storyId } }) =>
      !others.someOf(
        storyId,
        JOINED_WITHIN,
        ({ outlet }, features, number) =>
          outlet === own.outlet || isElsewhere(features) || others.contradiction(number) === 'much',
      ),
  );
  // What turned the matter before is what another report of that turn tells, however alike the wording of the beginning.
  const kindred = open.filter(({ report }) => !reversesReport(own, report));
  const eligible = kindred.length > 0 ? kindred : open;
  return eligible.reduce((best, each) => (best === undefined || isBefore(each, best) ? each : best), below);
}

/**
 * Whether what is in common bears out that two reports tell one event, and nothing says that they tell two. More than one
 * piece of evidence does, but hours later only if it makes one event far likelier. One piece does within these hours, if it
 * makes one event likelier than two, and if a sign in common vouches for the reports, nobody was told of either, or both
 * have something else that a query asked for; a single word in common must make it far likelier. Of reports that nobody was
 * told of, in one language and within two hours, one piece is enough.
 */
function isBorneOut(others: Others, own: ReadReport, found: Found): boolean {
  const { report, likelihood, number, features } = found;
  if (others.contradiction(number) === 'much') return false;
  const isLate = Math.abs(report.at - own.at) > SOON;
  if (others.corroborated(number)) return !isLate || likelihood >= FAR_LIKELIER;
  // A sum or a word in common is no event where each names somebody else, nor where nobody can say.
  if (isLate || NAMELESS.has(own.lang)) return false;
  if (own.lang === report.lang && features[OTHER_NAMES] === 1) return false;
  if (isAtOnce(own, report) && others.isUntold(number)) return true;
  if (likelihood < MORE_THAN_EVEN) return false;
  if (likelihood >= FAR_LIKELIER || others.isVouchedFor(number)) return true;
  return others.sharesSeveral(number);
}

function isAtOnce(own: ReadReport, report: KnownReport): boolean {
  return own.lang === report.lang && Math.abs(report.at - own.at) <= AT_ONCE;
}

/** Languages without capitals, so that their names are not known. */
const NAMELESS: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'hi', 'ja', 'ko', 'th', 'ur', 'zh']);
const OTHER_NAMES = FEATURES.indexOf('other names');
const OTHER_PLACES = FEATURES.indexOf('other places');

/** A story does not lead from one place to another over a headline that names none. */
function isElsewhere(features: Float64Array): boolean {
  return features[OTHER_PLACES] === 1;
}

/**
 * The report of a sign whose matter the new one most likely continues: nobody was told of any other. One word in common is
 * no matter in common, least of all one that the query asked for.
 */
export function likeliestReport(
  others: Others,
  own: ReadReport,
  scale: Scale,
  threshold: number,
): Found | undefined {
  // A live blog tells of several matters.
  if (own.rolling) return undefined;
  let best: Found | undefined;
  others.within(
    FOLLOWED_WITHIN,
    (report, features, number) => {
      const likelihood = scale.likelihood(features);
      if (
        report.rolling ||
        likelihood < threshold ||
        (best !== undefined && !isBefore({ report, likelihood }, best))
      )
        return;
      if (others.corroborated(number) && !others.isOfOther(number))
        best = { report, likelihood, number, features: features.slice() };
    },
    true,
  );
  return best;
}

/** Whether one was found sooner than another: likelier, or as likely and first by its key. */
function isBefore(
  one: { readonly report: KnownReport; readonly likelihood: number },
  other: { readonly report: KnownReport; readonly likelihood: number },
): boolean {
  if (one.likelihood !== other.likelihood) return one.likelihood > other.likelihood;
  return compareText(one.report.key, other.report.key) < 0;
}

/**
 * Whether a report turns what another told: it has words such as "withdraw" or "call off" and the other has none. Two
 * languages are not compared, since the other's words may be in no list.
 */
export function reversesReport(report: KnownReport, told: KnownReport): boolean {
  return report.turned && !told.turned && report.lang === told.lang;
}
