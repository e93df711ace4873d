/** Notices where replicas on one database run with different configurations. */
import { createHash } from 'node:crypto';
import type { Config } from '../../../config/load-config.ts';
import { SECOND } from '../../../core/time/duration.ts';
import type { Log } from '../../../edges/log/log.ts';
import { CONFIG_LEASES, endLease, heldNames, takeLeases } from '../../../edges/store/engine/leases.ts';
import type { Store } from '../../../edges/store/open-store.ts';

const SAY_EVERY = 20 * SECOND;
/** A replica that is gone is forgotten after this. */
const HOLDS = 3 * SAY_EVERY;
const DIGITS = 12;

type Deps = {
  readonly store: Store;
  readonly owner: string;
  /** The configuration of the files alone: what was set up from a chat all replicas read from the database. */
  readonly files: () => Config;
  /** The clock that leases are compared by, epoch milliseconds. */
  readonly leaseNow: () => Promise<number>;
  readonly log: Log;
};

export type ConfigComparison = {
  /** A digest of what this replica runs with. */
  readonly own: string;
  /** Digests of what other replicas run with, where it is not the same. */
  readonly others: readonly string[];
};

export type ConfigWatch = {
  /** Says what this replica runs with and looks what others do. */
  readonly look: () => Promise<void>;
  /** Looks from now on, every 20 s, until `stop`. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly last: () => ConfigComparison | undefined;
};

/** Of what must be the same on all replicas; where they listen may differ. */
export function configDigest({ settings, ...rest }: Config): string {
  const { web: _, ...shared } = settings;
  return createHash('sha256')
    .update(JSON.stringify({ ...rest, settings: shared }))
    .digest('hex')
    .slice(0, DIGITS);
}

/** Builds the watch; on a store that nobody shares there is nothing to look at. */
export function createConfigWatch({ store, owner, files, leaseNow, log }: Deps): ConfigWatch {
  let last: ConfigComparison | undefined;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const own = configDigest(files());
    const now = await leaseNow();
    const before = last;
    if (before !== undefined && before.own !== own)
      await endLease(store.db, `${CONFIG_LEASES}${before.own}`, owner, now);
    // Of several replicas that run with the same one any may hold the lease.
    const until = now + HOLDS;
    await takeLeases(store.db, [`${CONFIG_LEASES}${own}`], { owner, now: until, until });
    const names = await heldNames(store.db, CONFIG_LEASES, now);
    const others = names.map((name) => name.slice(CONFIG_LEASES.length)).filter((each) => each !== own);
    last = { own, others };
    const differed = before !== undefined && before.others.length > 0;
    if (others.length > 0 && !differed)
      log.warn(
        last,
        'another replica runs with another configuration: what is told depends on which of them reads a headline; give all the same files and reload them',
      );
    else if (others.length === 0 && differed) log.info(last, 'all replicas run with the same configuration');
  };
  const again = async (): Promise<void> => {
    await look().catch((error: unknown) =>
      log.warn({ err: error }, 'the configurations of replicas could not be compared'),
    );
    timer = setTimeout(() => void again(), SAY_EVERY).unref();
  };
  return {
    look,
    start: again,
    stop: async () => {
      clearTimeout(timer);
      if (last !== undefined)
        await endLease(store.db, `${CONFIG_LEASES}${last.own}`, owner, await leaseNow());
    },
    last: () => last,
  };
}
