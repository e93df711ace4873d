/** What is due by the clock and not by news: a clock set back, ended silences, quiet hours and floods, the digest, reminders, pruning. */
import type { Brief } from '../../core/indicator/brief.ts';
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { DAY, MINUTE, SECOND } from '../../core/time/duration.ts';
import type { Settings } from '../../config/settings.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import type { Log } from '../../edges/log/log.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { bringForward, setBackSince } from '../../edges/store/copies/set-back.ts';
import { keepTicking } from '../../edges/clock/keep-ticking.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';
import type { SendingRules } from '../deliver/sending-rules.ts';
import { forgetPeople, type IsGone } from './forget-people.ts';
import { tellFirstReadings } from './first-readings.ts';
import { indexWords } from './index-words.ts';
import { prune } from './prune.ts';
import { remind } from './remind.ts';
import { sendDigest } from './send-digest.ts';
import { tellEndedSilences, tellFloods, tellGathered, tellQuietHours } from './tell-held.ts';
import { tellRefusals } from './tell-refusals.ts';
import { tellTrials } from './tell-trials.ts';
import { sweepStandings } from '../ingest/watch-standings.ts';

const TICK = 5 * SECOND;
/** When trials are told of where there is no digest to tell the hour. */
const TRIALS_AT = '08:00';
/** By less than this clocks are corrected all the time. */
const SLACK = 5 * SECOND;

/** The settings that the housekeeper goes by. */
export type HousekeepingSettings = Pick<
  Settings,
  | 'digest'
  | 'first_reading'
  | 'flood'
  | 'quiet_hours'
  | 'receivers'
  | 'repeat_interval'
  | 'retention'
  | 'time_zone'
>;

export type Housekeeper = {
  /** Does everything that is due now; a job that fails is logged and tried again. */
  readonly tick: () => Promise<void>;
  /** From now on, in the background; also again after a stop. */
  readonly start: () => void;
  /** Begins nothing new and waits for the job under way. */
  readonly stop: () => Promise<void>;
};

type Deps = {
  readonly store: Store;
  /** All four as they are now: a new configuration counts from the next tick on. */
  readonly writer: () => AlertWriter;
  readonly settings: () => HousekeepingSettings;
  readonly briefs: () => readonly Brief[];
  readonly feeds: () => readonly ConfiguredFeed[];
  /** Of these briefs; nothing is said of first readings where it is left out. */
  readonly matcher?: () => BriefMatcher;
  /** Says by which words headlines in other languages were found; nothing is said of it where it is left out. */
  readonly wordsFound?: SayWordsFound;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether somebody has left; what people are told in direct messages never ends where it is left out. */
  readonly isGone?: IsGone;
  /** Says that something was queued. */
  readonly wake: () => void;
  /** Calls `tick` every few seconds until the returned function is called; node-cron where left out. */
  readonly drive?: (tick: () => void) => () => void;
};

type Job = {
  readonly name: string;
  /** Least milliseconds between two runs. */
  readonly every: number;
  /** The answer counts the notices that were queued. */
  readonly run: (now: number) => Promise<number>;
};

/** Builds the housekeeper; one tick runs at a time. */
export function createHousekeeper(deps: Deps): Housekeeper {
  const { clock, log } = deps;
  const lastRun = new Map<string, number>();
  let closed = false;
  let running: Promise<void> | undefined;
  let undrive: () => void = () => undefined;

  const jobs = jobsOf(deps, clock.now());
  const runDue = async (): Promise<void> => {
    let queued = 0;
    for (const { name, every, run } of jobs) {
      const now = clock.now();
      const last = lastRun.get(name);
      // A clock that was set back must not stop a job for as long.
      if (closed || (last !== undefined && now - last < every && now >= last)) continue;
      try {
        queued += await run(now);
        lastRun.set(name, now);
      } catch (error) {
        log.error({ err: error, job: name }, 'housekeeping failed; trying again');
      }
    }
    if (queued > 0) deps.wake();
  };
  const tick = (): Promise<void> => {
    running ??= runDue().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    tick,
    start: () => {
      closed = false;
      const drive = deps.drive ?? ((run) => keepTicking(run, TICK));
      undrive = drive(() => void tick());
    },
    stop: async () => {
      closed = true;
      undrive();
      await running;
    },
  };
}

function jobsOf(deps: Deps, startedAt: number): readonly Job[] {
  const { store, writer, settings, briefs, log, wordsFound } = deps;
  const teller = { store, briefs, nameDelivery: writer().nameDelivery, wordsFound };
  const rules = (): SendingRules => deliveryRules(settings());
  return [
    { name: 'clock', every: 0, run: createClockWatch(store, log) },
    { name: 'silences', every: 0, run: (now) => tellEndedSilences(teller, now) },
    { name: 'quiet-hours', every: 0, run: (now) => tellQuietHours(teller, now) },
    { name: 'floods', every: 0, run: (now) => tellFloods(teller, settings().flood, now) },
    { name: 'gathered', every: 0, run: (now) => tellGathered(teller, now) },
    {
      name: 'refusals',
      every: 0,
      run: (now) => {
        const { receivers, time_zone: zone } = settings();
        return tellRefusals({ store, writer: writer(), receivers: Object.keys(receivers), zone }, now);
      },
    },
    {
      name: 'digest',
      every: 0,
      run: (now) => sendDigest({ ...deps, startedAt }, settings().digest, settings().time_zone, now),
    },
    {
      name: 'trials',
      every: MINUTE,
      run: (now) => {
        const { digest, time_zone: zone } = settings();
        const at = { at: digest?.at ?? TRIALS_AT, zone: digest?.time_zone ?? zone };
        return tellTrials({ store, writer, briefs }, at, now);
      },
    },
    {
      name: 'first-readings',
      every: 0,
      run: (now) =>
        deps.matcher === undefined
          ? Promise.resolve(0)
          : tellFirstReadings({ ...deps, matcher: deps.matcher }, settings().first_reading, now),
    },
    {
      name: 'reminders',
      every: MINUTE,
      run: (now) => remind({ ...deps, rules }, settings().repeat_interval, now),
    },
    {
      name: 'standings',
      every: 15 * MINUTE,
      run: async (now) => {
        await sweepStandings(store.db, briefs(), now);
        return 0;
      },
    },
    {
      name: 'people',
      every: DAY,
      run: async (now) => {
        const gone = deps.isGone === undefined ? 0 : await forgetPeople(store, deps.isGone, now);
        if (gone > 0) log.info({ people: gone }, 'ended the subscriptions of people who have left');
        return 0;
      },
    },
    { name: 'words', every: 0, run: (now) => indexWords(store, now) },
    {
      name: 'prune',
      every: DAY,
      run: async (now) => {
        const pruned = await prune(store, settings().retention, now);
        if (pruned.entries + pruned.tombstones > 0) log.info(pruned, 'pruned what was older than retention');
        return 0;
      },
    },
  ];
}

/** Sends sooner what would wait for an hour to pass twice, where the clock was set back by one, now or while no bot ran. */
function createClockWatch(store: Store, log: Log): Job['run'] {
  let last: number | undefined;
  return async (now) => {
    const back = last === undefined ? await setBackSince(store.db, now) : last - now;
    if (back > SLACK) {
      log.warn(
        { seconds: Math.round(back / SECOND) },
        'the clock was set back; deliveries are brought forward',
      );
      await store.transaction((tx) => bringForward(tx, back, now));
    }
    last = now;
    return back > SLACK ? 1 : 0;
  };
}

/** What the dispatcher's planner goes by. */
export function deliveryRules(settings: HousekeepingSettings): SendingRules {
  return { quietHours: settings.quiet_hours, zone: settings.time_zone, flood: settings.flood };
}
