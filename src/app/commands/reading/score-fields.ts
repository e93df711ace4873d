/** What the votes say of an indicator: its precision and how sure that is, by query and time, and per deciding term. */
import { scoreTerms, adviceWords, scoreWords, type VoteTally } from '../../../core/indicator/score.ts';
import type { Brief, Indicator } from '../../../core/indicator/brief.ts';
import type { BriefMatcher } from '../../../core/query/language/compile-briefs.ts';
import { DAY } from '../../../core/time/duration.ts';
import { selectEntries } from '../../../edges/store/entries.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { type JudgedAlert, judgedAlerts } from '../../../edges/store/people/judged-matches.ts';
import { neededWords } from '../../../core/query/explain/deciding-words.ts';
import { queryHash } from '../../ingest/query-hashes.ts';
import { textOf } from '../../ingest/text-of.ts';
import { fieldLine, text } from '../parts.ts';

type Field = ReturnType<typeof fieldLine>;

const MOST_VERSIONS = 3;
const MOST_TERMS = 5;
/** Judged alerts that are asked which words decided them. */
const MOST_WEIGHED = 200;

type About = {
  readonly brief: Brief;
  readonly indicator: Indicator;
  /** The window that was asked for. */
  readonly days: number;
  readonly now: number;
};

/** The fields of the score; `Precision` always, the others where there is something to say. */
export async function scoreFields(db: Db, matcher: BriefMatcher, about: About): Promise<readonly Field[]> {
  const { brief, indicator, days, now } = about;
  const current = queryHash(brief, indicator);
  const all = await judgedAlerts(db, brief.id, indicator.id);
  // Of alerts of 0.1.0 no hash was kept; they are taken for the query's of today.
  const today = all.filter(({ queryHash: hash }) => hash === undefined || hash === current);
  const earlier = all.filter((each) => !today.includes(each));
  const recent = today.filter(({ openedAt }) => openedAt >= now - days * DAY);
  const [score, lately] = [scoreWords(tally(today)), scoreWords(tally(recent))];
  const none =
    earlier.length === 0 ? 'nobody has judged an alert yet' : 'nobody has judged an alert of this query yet';
  return [
    fieldLine('Precision', text(score === undefined ? none : `${score}; ${adviceWords(tally(today))}`)),
    ...(recent.length === today.length || lately === undefined
      ? []
      : [fieldLine(`Last ${days} days`, text(lately))]),
    ...(earlier.length === 0 ? [] : [fieldLine('Earlier queries', text(versions(earlier)))]),
    ...(await termFields(db, matcher, about, today)),
  ];
}

function tally(alerts: readonly JudgedAlert[]): VoteTally {
  return { relevant: alerts.reduce((sum, { share }) => sum + share, 0), judged: alerts.length };
}

/** Each earlier wording of the query by its last judged alert, newest first. */
function versions(alerts: readonly JudgedAlert[]): string {
  const groups = [...Map.groupBy(alerts, ({ queryHash: hash }) => hash).values()].toReversed();
  const named = groups.slice(0, MOST_VERSIONS).map((group) => {
    const last = new Date(Math.max(...group.map(({ openedAt }) => openedAt))).toISOString().slice(0, 10);
    return `${scoreWords(tally(group))}, last on ${last}`;
  });
  const rest = groups.slice(MOST_VERSIONS).flat();
  return [...named, ...(rest.length === 0 ? [] : [`before that ${scoreWords(tally(rest))}`])].join('; ');
}

/** The words without which a judged headline would not have matched, worst first. */
async function termFields(
  db: Db,
  matcher: BriefMatcher,
  { brief, indicator }: About,
  judged: readonly JudgedAlert[],
): Promise<readonly Field[]> {
  const decided = judged.filter(({ share }) => share !== 0.5).slice(-MOST_WEIGHED);
  if (decided.length < 2) return [];
  const entries = new Map(
    (await selectEntries(db, { seqs: decided.map(({ entry }) => entry) })).map((entry) => [entry.seq, entry]),
  );
  const matches = decided.flatMap(({ entry: seq, share }) => {
    const entry = entries.get(seq);
    if (entry === undefined) return [];
    const words = textOf(entry);
    const hit = matcher
      .match(words)
      .find((each) => each.briefId === brief.id && each.indicatorId === indicator.id);
    if (hit === undefined) return [];
    const matchesOwn = (other: typeof words): boolean => matcher.matches(brief.id, indicator.id, other);
    return [{ terms: neededWords(matchesOwn, { text: words, spans: hit.spans }), relevant: share > 0.5 }];
  });
  const scores = scoreTerms(matches).slice(0, MOST_TERMS);
  if (scores.length === 0) return [];
  const lines = scores.map(({ term, relevant, judged: n }) => `${term} ${relevant} of ${n}`);
  return [fieldLine('Deciding terms', text(`relevant where ${lines.join(', ')}`))];
}
