/** What this process counts for Prometheus as it works: polls, entries, matches, deliveries, and how late they are. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import packageJson from '../../../../package.json' with { type: 'json' };
import { SECOND } from '../../../core/time/duration.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import type { Ingested } from '../../ingest/ingest.ts';
import type { PollReport } from '../../poll/poll-one.ts';
import type { Settled } from '../../deliver/settlement.ts';

const POLL_OUTCOMES = [
  'body',
  'not-modified',
  'gone',
  'rate-limited',
  'failed',
  'refused',
  'store',
  'bug',
] as const satisfies readonly PollReport['outcome'][];
const DELIVERY_KINDS = ['post', 'edit', 'answer', 'notice'] as const satisfies readonly Settled['kind'][];
const DELIVERY_OUTCOMES = [
  'sent',
  'retry',
  'refused',
  'postponed',
  'uncertain',
  'suppressed',
  'superseded',
  'rejected',
  'dead',
] as const satisfies readonly Settled['outcome'][];

export type Metrics = {
  readonly registry: Registry;
  readonly polled: (report: PollReport) => void;
  readonly ingested: (ingested: Ingested) => void;
  readonly settled: (settled: Settled) => void;
  /** Gives every sample that this configuration can make its zero, so that its first rise shows as one. */
  readonly expect: (config: {
    readonly briefs: readonly Pick<Brief, 'id' | 'indicators'>[];
    readonly settings: { readonly receivers: Readonly<Record<string, unknown>> };
  }) => void;
  /** Why the database did not take what was polled last; undefined where it did, or where nothing was polled. */
  readonly storeTrouble: () => string | undefined;
  readonly close: () => void;
};

/** From a fetch on the same continent to the longest that one may take. */
const POLL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const LATE_SECONDS = [0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 900];
/** From a minute, which a feed that is polled every minute can do, to a day. */
const PUBLISHED_SECONDS = [30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400];
/** How often the event loop is looked at, milliseconds. */
const LOOP_RESOLUTION = 20;

/** Builds the counters, all at zero. Names and units follow https://prometheus.io/docs/practices/naming/. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const { polls, pollSeconds, pollLag, entries, matches, deliveries, publishedToPosted } =
    createCounters(registry);
  const stopWatching = watchProcess(registry);
  for (const outcome of POLL_OUTCOMES) polls.inc({ outcome }, 0);
  for (const kind of ['new', 'edited']) entries.inc({ kind }, 0);
  let refusedByStore = false;
  return {
    registry,
    expect: ({ briefs, settings }) => {
      for (const { id: brief, indicators } of briefs)
        for (const { id: indicator } of indicators) matches.inc({ brief, indicator }, 0);
      for (const receiver of Object.keys(settings.receivers)) {
        publishedToPosted.zero({ receiver });
        for (const kind of DELIVERY_KINDS)
          for (const outcome of DELIVERY_OUTCOMES) deliveries.inc({ receiver, kind, outcome }, 0);
      }
    },
    storeTrouble: () =>
      refusedByStore
        ? 'the database did not take what was polled last; see the log, and its disk'
        : undefined,
    polled: ({ outcome, took, lag }) => {
      if (outcome === 'store') refusedByStore = true;
      else if (outcome === 'body' || outcome === 'not-modified') refusedByStore = false;
      polls.inc({ outcome });
      pollSeconds.observe(took / SECOND);
      pollLag.observe(lag / SECOND);
    },
    ingested: ({ fresh, edited, matched }) => {
      entries.inc({ kind: 'new' }, fresh);
      entries.inc({ kind: 'edited' }, edited);
      for (const { briefId, indicatorId } of matched) matches.inc({ brief: briefId, indicator: indicatorId });
    },
    settled: ({ receiver, kind, outcome, lag }) => {
      deliveries.inc({ receiver, kind, outcome });
      if (lag !== undefined) publishedToPosted.observe({ receiver }, Math.max(0, lag) / SECOND);
    },
    close: stopWatching,
  };
}

function createCounters(registry: Registry) {
  const registers = [registry];
  return {
    polls: new Counter({
      name: 'signpost_polls_total',
      help: 'Polls of feeds by what came of them: body, not-modified, gone, rate-limited, failed, refused, store (the database did not take it) or bug.',
      labelNames: ['outcome'],
      registers,
    }),
    pollSeconds: new Histogram({
      name: 'signpost_poll_duration_seconds',
      help: 'How long a poll took, from the request to the commit.',
      buckets: POLL_SECONDS,
      registers,
    }),
    pollLag: new Histogram({
      name: 'signpost_poll_lag_seconds',
      help: 'How long after it was due a feed was asked.',
      buckets: LATE_SECONDS,
      registers,
    }),
    entries: new Counter({
      name: 'signpost_entries_total',
      help: 'Entries stored (new) and changed by their publisher (edited).',
      labelNames: ['kind'],
      registers,
    }),
    matches: new Counter({
      name: 'signpost_matches_total',
      help: 'Entries that matched, by indicator.',
      labelNames: ['brief', 'indicator'],
      registers,
    }),
    deliveries: new Counter({
      name: 'signpost_deliveries_total',
      help: 'What became of attempts to deliver: sent, retry, refused, postponed, uncertain, suppressed, superseded, rejected or dead.',
      labelNames: ['receiver', 'kind', 'outcome'],
      registers,
    }),
    publishedToPosted: new Histogram({
      name: 'signpost_publication_to_post_seconds',
      help: 'From the publication of a headline to the message that first told of it.',
      labelNames: ['receiver'],
      buckets: PUBLISHED_SECONDS,
      registers,
    }),
  };
}

/** The process itself, under the names that dashboards know; the answer ends the watch over the event loop. */
function watchProcess(registry: Registry): () => void {
  const registers = [registry];
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION });
  loop.enable();
  new Gauge({
    name: 'signpost_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: packageJson.version, node: process.version }, 1);
  const measured = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  measured(
    'process_start_time_seconds',
    'When the process started, seconds since 1970.',
    () => performance.timeOrigin / SECOND,
  );
  measured('process_resident_memory_bytes', 'Memory that the process takes.', () =>
    process.memoryUsage.rss(),
  );
  measured(
    'nodejs_eventloop_lag_p99_seconds',
    'How late timers were, 99th percentile since the last look.',
    () => {
      // The histogram holds how long each interval took, in nanoseconds; before the first one it has no number.
      const late = loop.percentile(99) / 1e9 - LOOP_RESOLUTION / SECOND;
      loop.reset();
      return Number.isFinite(late) ? Math.max(0, late) : 0;
    },
  );
  registry.registerMetric(processorTime());
  return () => loop.disable();
}

/** A counter, since it only grows; what ends in `_total` is one. */
function processorTime(): Counter {
  return new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time that the process has taken, user and system.',
    registers: [],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
}
