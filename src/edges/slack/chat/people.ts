/** Who somebody is in a Slack workspace: their name, their user groups, whether they manage it or are a guest. */
import type { WebClient } from '@slack/web-api';
import { MINUTE } from '../../../core/time/duration.ts';
import type { SlackLog } from '../client.ts';
import { failureOf, slackCode } from '../failures.ts';

/** A change of rights takes effect within this time. */
const KNOWN_FOR = MINUTE;
const MOST_KNOWN = 5000;

export type Person = {
  /** The name people know them by; the handle that Slack sent where it cannot be looked up. */
  readonly name: string;
  /** Whether they are an owner or admin; false also where Slack does not answer. */
  readonly manages: boolean;
  /** Those of the groups asked about that they are in. */
  readonly groups: readonly string[];
  /** Restricted to some channels, or a member of other workspaces only. */
  readonly guest: boolean;
};

export type People = {
  /** Looks somebody up who acts in a workspace; `home` is where the action itself says that they belong. */
  readonly look: (user: string, handle: string, workspace: string, home?: string) => Promise<Person>;
};

type Profile = {
  readonly name: string | undefined;
  readonly admin: boolean;
  readonly guest: boolean;
  readonly workspaces: readonly string[];
};

/** What Slack says of people whom the bot may not see: https://docs.slack.dev/reference/methods/users.info#errors */
const HIDDEN = new Set(['user_not_found', 'user_not_visible']);
const STRANGER: Profile = { name: undefined, admin: false, guest: true, workspaces: [] };

type Options = {
  readonly client: WebClient;
  /** Ids among which those of user groups (S…) are asked about. */
  readonly groups: readonly string[];
  readonly log: SlackLog;
};

/** Looks people up as they act, and remembers them for a minute. */
export function openPeople({ client, groups, log }: Options): People {
  const profile = remembered(async (user: string): Promise<Profile> => {
    const { user: found } = await client.users.info({ user });
    return {
      name: found?.profile?.display_name || found?.real_name || found?.name,
      admin: found?.deleted !== true && (found?.is_admin === true || found?.is_owner === true),
      // https://docs.slack.dev/reference/objects/user-object
      guest:
        found?.is_restricted === true || found?.is_ultra_restricted === true || found?.is_stranger === true,
      workspaces: [found?.team_id, ...(found?.enterprise_user?.teams ?? [])].filter((id) => id !== undefined),
    };
  });
  const members = remembered(async (usergroup: string) => {
    const { users = [] } = await client.usergroups.users.list({ usergroup });
    return new Set(users);
  });
  /** Of a stranger from another organisation Slack shows nothing at all. */
  const profileOrStranger = async (user: string): Promise<Profile | undefined> => {
    try {
      return await profile(user);
    } catch (error) {
      return HIDDEN.has(slackCode(error) ?? '') ? STRANGER : tried('users.info', Promise.reject(error));
    }
  };
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
  const groupsOf = async (user: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const group of groups.filter((id) => id.startsWith('S')))
      if ((await tried(`usergroups.users.list ${group}`, members(group)))?.has(user)) found.push(group);
    return found;
  };
  return {
    look: async (user, handle, workspace, home = workspace) => {
      const [known, within] = await Promise.all([profileOrStranger(user), groupsOf(user)]);
      // Where Slack does not answer, what it sent with the action is all that is known.
      const homes = known === undefined ? [home] : known.workspaces;
      return {
        name: known?.name ?? handle,
        manages: known?.admin ?? false,
        groups: within,
        guest: known?.guest === true || (homes.length > 0 && !homes.includes(workspace)),
      };
    },
  };
}

/** Whether Slack says that somebody has left the workspace; false where it does not answer. */
export async function isDeleted(client: WebClient, user: string): Promise<boolean> {
  try {
    return (await client.users.info({ user })).user?.deleted === true;
  } catch (error) {
    if (failureOf(error) === undefined) throw error;
    return slackCode(error) === 'user_not_found';
  }
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
