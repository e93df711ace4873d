/** Secrets: from the environment, or from files that `…_FILE` variables name, never from the configuration. */
import { readFile } from 'node:fs/promises';
import type { Platform, PlatformOptions } from '../../core/delivery/platform.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { PLATFORMS } from './platforms.ts';

/** By variable: the database's address, and what the platforms read. */
export type Secrets = Readonly<Record<string, string>> & { readonly DATABASE_URL?: string };

/**
 * Reads every secret that is set, white space around it taken off (files end in a newline). Throws where a `…_FILE`
 * cannot be read, naming the variable and the file, and where DATABASE_URL is something else than PostgreSQL's.
 */
export async function readSecrets(
  env: NodeJS.ProcessEnv,
  platforms: readonly Pick<Platform, 'variables'>[] = PLATFORMS,
): Promise<Secrets> {
  const secrets: Record<string, string> = {};
  const own = platforms.flatMap(({ variables }) => variables.filter(({ secret }) => secret));
  for (const name of [...own.map((each) => each.name), 'DATABASE_URL']) {
    const value = await readValue(name, env);
    if (value !== undefined) secrets[name] = value;
  }
  // It would be taken for the path of an SQLite file, and the bot would begin with nothing.
  if (secrets['DATABASE_URL'] !== undefined && !isPostgresUrl(secrets['DATABASE_URL']))
    throw new Error(
      'DATABASE_URL is not the address of a PostgreSQL server; write postgres://user:password@host:5432/name, or unset it: an SQLite file is named by store.path',
    );
  if (secrets['DATABASE_URL'] !== undefined && !isDecodable(secrets['DATABASE_URL']))
    throw new Error(
      'DATABASE_URL holds a % that begins no code of two digits, as a password may; write %25 for each such %',
    );
  return secrets;
}

function isDecodable(address: string): boolean {
  try {
    decodeURIComponent(address);
    return true;
  } catch {
    return false;
  }
}

/** One variable, or the file that its `…_FILE` names, trimmed; undefined where neither says anything. */
export async function readValue(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = env[`${name}_FILE`]?.trim() ?? '';
  const value =
    file === ''
      ? env[name]
      : await readFile(file, 'utf8').catch((error: unknown) => {
          throw new Error(`${name}_FILE names ${file}, which cannot be read; mend the path or unset it`, {
            cause: error,
          });
        });
  return value?.trim() || undefined;
}

/** What a platform reads: a secret of the environment, else a variable as it stands there; white space is nothing. */
export function variablesOf(
  secrets: Secrets,
  env: Readonly<Record<string, string | undefined>>,
): PlatformOptions['variable'] {
  return (name) => secrets[name] ?? (env[name]?.trim() || undefined);
}

/** All values that a log must never show, the password inside a database address included. */
export function secretValues(secrets: Secrets): readonly string[] {
  const values = Object.values(secrets);
  const database = secrets['DATABASE_URL'] === undefined ? null : URL.parse(secrets['DATABASE_URL']);
  return database === null || database.password === ''
    ? values
    : [...values, decodeURIComponent(database.password)];
}
