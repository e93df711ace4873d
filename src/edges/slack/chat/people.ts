/** Who somebody is in a Slack workspace, and whether they may change what others are told. */
import type { WebClient } from '@slack/web-api';
import { MINUTE } from '../../../core/time/duration.ts';
import type { SlackLog } from '../client.ts';
import { failureOf } from '../failures.ts';

/** A change of rights takes effect within this time. */
const KNOWN_FOR = MINUTE;
const MOST_KNOWN = 5000;

export type People = {
  /** The name people know them by; the handle that Slack sent where it cannot be looked up. */
  readonly nameOf: (user: string, handle: string) => Promise<string>;
  /** False also where Slack does not answer. */
  readonly mayChange: (user: string) => Promise<boolean>;
};

type Options = {
  readonly client: WebClient;
  /** Ids of users (U…, W…) and user groups (S…); where there are none, the workspace's owners and admins. */
  readonly changers: readonly string[];
  readonly log: SlackLog;
};

/** Looks people up as they act, and remembers them for a minute. */
export function openPeople({ client, changers, log }: Options): People {
  const profile = remembered(async (user: string) => {
    const { user: found } = await client.users.info({ user });
    return {
      name: found?.profile?.display_name || found?.real_name || found?.name,
      admin: found?.deleted !== true && (found?.is_admin === true || found?.is_owner === true),
    };
  });
  const members = remembered(async (usergroup: string) => {
    const { users = [] } = await client.usergroups.users.list({ usergroup });
    return new Set(users);
  });
  const groups = changers.filter((id) => id.startsWith('S'));
  const tried = async <T>(what: string, call: Promise<T>): Promise<T | undefined> => {
    try {
      return await call;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      log.warn({ what, reason: failure.reason }, 'Slack: could not look up who may change things');
      return undefined;
    }
  };
  return {
    nameOf: async (user, handle) => (await tried('users.info', profile(user)))?.name ?? handle,
    mayChange: async (user) => {
      if (changers.length === 0) return (await tried('users.info', profile(user)))?.admin ?? false;
      if (changers.includes(user)) return true;
      for (const group of groups) {
        if ((await tried(`usergroups.users.list ${group}`, members(group)))?.has(user)) return true;
      }
      return false;
    },
  };
}

/** Loads a value by its key and keeps it for a minute; failures are not kept. */
function remembered<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return (key) => {
    const kept = known.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept.value;
    const value = load(key);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, { value, until: Date.now() + KNOWN_FOR });
    value.catch(() => known.delete(key));
    return value;
  };
}
