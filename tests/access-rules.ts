/** Rules of who may for tests: the peers' server and workspace are answered, and `changers` may change things. */
import type { AccessSettings } from '../src/app/commands/access.ts';
import { PLATFORMS } from '../src/app/run/platforms.ts';
import type { AccessRules } from '../src/core/command/permission.ts';
import type { PlatformAccess } from '../src/core/delivery/platform.ts';
import { TEAM } from './peers/slack/workspace.ts';

export const GUILD = '300000000000000003';

export function accessRules(
  changers: readonly string[] = [],
  votes: AccessRules['votes'] = 'everyone',
): AccessRules {
  return { answered: new Set([GUILD, TEAM]), changers, votes };
}

/** Settings that name these, on every platform alike. */
export function accessSettings(
  given: {
    readonly spaces?: readonly string[];
    readonly changers?: readonly string[];
    readonly votes?: AccessRules['votes'];
  } = {},
): AccessSettings {
  const { spaces = [], changers = [], votes = 'everyone' } = given;
  return { named: () => ({ spaces, changers }), votes };
}

export function accessWords(platform: string): PlatformAccess | undefined {
  return PLATFORMS.find(({ name }) => name === platform)?.access;
}

/** The peers' server and workspace as homes. */
export const peerHomes = (platform: string): Promise<readonly string[]> =>
  Promise.resolve(platform === 'discord' ? [GUILD] : platform === 'slack' ? [TEAM] : []);
