/** What the permission of a moment goes by: settings as they stand, adopted servers, and those that hold a receiver. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccessRules } from '../../core/command/permission.ts';
import type { PlatformAccess } from '../../core/delivery/platform.ts';
import { selectAdoptions } from '../../edges/store/people/adoptions.ts';
import type { Db } from '../../edges/store/open-store.ts';

/** Who may, as the settings say it. */
export type AccessSettings = {
  readonly named: (platform: string) => ReturnType<PlatformAccess['named']>;
  readonly votes: AccessRules['votes'];
};

export type AccessWords = Pick<PlatformAccess, 'space' | 'changer'>;

export type Access = {
  readonly words: (platform: string) => AccessWords | undefined;
  readonly rules: (platform: string) => Promise<AccessRules>;
  /** Whether a server or workspace is answered also without being adopted. */
  readonly isAtHome: (platform: string, space: string) => Promise<boolean>;
  /** Whether nobody of a platform would be answered any more without this server or workspace. */
  readonly isLast: (platform: string, space: string) => Promise<boolean>;
  /** True where this is the code; it is used up then, and there is another. */
  readonly redeem: (code: string) => boolean;
  /** The one-time code that adopts a server, as it is now. */
  readonly code: () => string;
};

type Deps = {
  readonly db: Db;
  /** The words of the platforms where people are heard. */
  readonly words: (platform: string) => AccessWords | undefined;
  readonly settings: () => AccessSettings;
  /** The ids of the servers or workspaces of a platform that hold a configured receiver. */
  readonly homes: (platform: string) => Promise<readonly string[]>;
  /** Whether a configured receiver posts to a platform; its server may be unknown for the moment. */
  readonly holdsReceiver?: (platform: string) => boolean;
  /** Is shown each code when it comes into force but the first. */
  readonly renewed?: (code: string) => void;
};

/** 80 bits: nobody guesses it, however long the bot runs. */
const CODE_BYTES = 10;

export function createAccess(deps: Deps): Access {
  const { db, words, settings, homes, holdsReceiver, renewed } = deps;
  let code = newCode();
  const unadopted = async (platform: string): Promise<readonly string[]> => [
    ...settings().named(platform).spaces,
    ...(await homes(platform)),
  ];
  const answeredOn = async (platform: string): Promise<ReadonlySet<string>> => {
    const adopted = (await selectAdoptions(db)).filter((each) => each.platform === platform);
    return new Set([...(await unadopted(platform)), ...adopted.map(({ space }) => space)]);
  };
  return {
    isAtHome: async (platform, space) => (await unadopted(platform)).includes(space),
    isLast: async (platform, space) =>
      holdsReceiver?.(platform) !== true && [...(await answeredOn(platform))].every((each) => each === space),
    rules: async (platform) => {
      const { named, votes } = settings();
      return { answered: await answeredOn(platform), changers: named(platform).changers, votes };
    },
    words,
    redeem: (typed) => {
      if (!same(typed, code)) return false;
      code = newCode();
      renewed?.(code);
      return true;
    },
    code: () => code,
  };
}

/** Twenty hexadecimal digits in groups of five: `1a2b3-c4d5e-…`. */
function newCode(): string {
  return randomBytes(CODE_BYTES)
    .toString('hex')
    .replaceAll(/.{5}(?!$)/g, '$&-');
}

/** Compares without telling by the time it takes how much was right; case, spaces and hyphens do not count. */
function same(typed: string, code: string): boolean {
  const digest = (text: string): Buffer =>
    createHash('sha256').update(text.toLowerCase().replaceAll(/[\s-]/g, '')).digest();
  return timingSafeEqual(digest(typed), digest(code));
}
