/** A dossier: everything an indicator or a brief rests on over a period, so that it can be cited and checked. */
import { createHash } from 'node:crypto';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { readBysOf } from '../../edges/store/signal-record.ts';
import { type ReadBy, selectSignals, signalledEntries } from '../../edges/store/signals.ts';
import { selectStoryLabels, type StoryLabel } from '../../edges/store/people/story-labels.ts';
import { countVotes, type VoteCount } from '../../edges/store/people/votes.ts';
import { queryHash } from '../ingest/query-hashes.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';

/** One report of one story that matched one indicator. */
export type DossierRow = {
  readonly indicatorId: string;
  readonly storyId: string;
  readonly headline: string;
  readonly outlet: string;
  readonly country: string | undefined;
  readonly lang: string;
  readonly link: string | undefined;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  /** When this bot first saw it. */
  readonly firstSeenAt: number;
  /** What the query found in the headline or summary. */
  readonly matched: readonly string[];
  readonly actors: readonly string[];
  /** The alert that its story opened for the indicator. */
  readonly alertId: number | undefined;
  readonly verdicts: VoteCount | undefined;
  readonly history: boolean;
  /** Hashes of the query with its lists, and of headline and summary, that matched; undefined in rows of 0.1.0. */
  readonly readBy: ReadBy | undefined;
};

export type DossierIndicator = {
  readonly indicator: Indicator;
  /** SHA-256 of the query text, and of the brief's lists that it may name; both in hexadecimal. */
  readonly queryVersion: string;
  readonly listsVersion: string;
  /** The hash that a report has which today's query and lists read. */
  readonly readVersion: string;
};

export type Dossier = {
  readonly brief: Brief;
  readonly indicators: readonly DossierIndicator[];
  readonly since: number;
  readonly until: number;
  /** By indicator in the brief's order, then oldest first. */
  readonly rows: readonly DossierRow[];
  /** What people said of its stories: one event, or two; of the brief's reports only, oldest first. */
  readonly storyLabels: readonly StoryLabel[];
  /** True where there was more than a file should hold, and the newest were taken. */
  readonly cut: boolean;
};

/** Reports of one indicator; a file of more is none that a person reads. */
const MOST_ROWS = 1_000;

/** Gathers a dossier; `indicatorId` undefined means the whole brief. */
export async function loadDossier(
  db: Db,
  of: { readonly brief: Brief; readonly indicatorId: string | undefined },
  period: { readonly since: number; readonly until: number },
): Promise<Dossier> {
  const { brief, indicatorId } = of;
  const chosen = brief.indicators.filter(({ id }) => indicatorId === undefined || id === indicatorId);
  const ids = new Set(chosen.map(({ id }) => id));
  const seqs = new Set<number>();
  let cut = false;
  for (const { id } of chosen) {
    const own = await signalledEntries(db, brief.id, id, period.since, MOST_ROWS);
    cut ||= own.length === MOST_ROWS;
    for (const seq of own) seqs.add(seq);
  }
  const signals = await signalsOf(
    db,
    [...seqs],
    (signal) => signal.briefId === brief.id && ids.has(signal.indicatorId) && signal.at <= period.until,
  );
  const entries = new Map(
    (await selectEntries(db, { seqs: [...new Set(signals.map(({ entry }) => entry))] })).map((entry) => [
      entry.seq,
      entry,
    ]),
  );
  const alerts = new Map(
    (await alertsOf(db, brief.id, [...new Set(signals.map(({ story }) => story))])).map((alert) => [
      `${alert.storyId}/${alert.indicatorId}`,
      alert.id,
    ]),
  );
  const readBys = await readBysOf(db, [...entries.keys()]);
  const verdicts = await countVotes(db, [...alerts.values()]);
  const order = chosen.map(({ id }) => id);
  const rows = signals.flatMap((signal): readonly DossierRow[] => {
    const entry = entries.get(signal.entry);
    if (entry === undefined) return [];
    const alertId = alerts.get(`${signal.story}/${signal.indicatorId}`);
    const matched = signal.spans.map(({ field, start, end }) =>
      field === 'title' || field === 'summary' ? entry[field].slice(start, end) : '',
    );
    return [
      {
        indicatorId: signal.indicatorId,
        storyId: signal.story,
        headline: entry.title,
        outlet: entry.outlet,
        country: entry.country,
        lang: entry.lang,
        link: entry.link,
        publishedAt: entry.publishedAt,
        firstSeenAt: entry.seenAt,
        matched: [...new Set(matched.filter((words) => words !== ''))],
        actors: signal.actors,
        alertId,
        verdicts: alertId === undefined ? undefined : verdicts.get(alertId),
        history: entry.history,
        readBy: readBys.get(`${entry.seq}/${brief.id}/${signal.indicatorId}`),
      },
    ];
  });
  const sorted = rows.toSorted(
    (a, b) => order.indexOf(a.indicatorId) - order.indexOf(b.indicatorId) || a.publishedAt - b.publishedAt,
  );
  const listsVersion = sha256(JSON.stringify(brief.lists));
  const indicators = chosen.map((indicator) => ({
    indicator,
    queryVersion: sha256(indicator.query),
    listsVersion,
    readVersion: queryHash(brief, indicator),
  }));
  const storyLabels = await labelsOf(db, new Set(order.map((id) => `${brief.id}/${id}`)), period);
  return { brief, indicators, ...period, rows: sorted, storyLabels, cut };
}

async function alertsOf(db: Db, briefId: string, stories: readonly string[]) {
  const found = [];
  for (let at = 0; at < stories.length; at += SLICE)
    found.push(...(await selectAlerts(db, { stories: stories.slice(at, at + SLICE) })));
  return found.filter((alert) => alert.briefId === briefId);
}

/** What people said in the period of stories that answered to one of these signs. */
async function labelsOf(
  db: Db,
  signs: ReadonlySet<string>,
  period: { readonly since: number; readonly until: number },
): Promise<readonly StoryLabel[]> {
  return (await selectStoryLabels(db)).filter(
    ({ at, one, other }) =>
      at >= period.since &&
      at <= period.until &&
      [...one.labels, ...other.labels].some((label) => signs.has(label)),
  );
}

/** Bound values of one query. */
const SLICE = 500;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The signals of these entries that are wanted, in the order of the entries, a slice at a time. */
async function signalsOf(
  db: Db,
  entries: readonly number[],
  wanted: (signal: Signal) => boolean,
): Promise<readonly Signal[]> {
  const yieldOften = createYieldOften();
  const all = entries.toSorted((a, b) => a - b);
  const signals: Signal[] = [];
  for (let at = 0; at < all.length; at += SLICE) {
    await yieldOften();
    signals.push(...(await selectSignals(db, { entries: all.slice(at, at + SLICE) })).filter(wanted));
  }
  return signals;
}
