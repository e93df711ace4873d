/** The values that receivers take from the environment, or from files that `…_FILE` variables name. */
import type { Platform } from '../../core/delivery/platform.ts';
import { namedValues, type Receiver } from '../../core/delivery/receiver.ts';
import { kindOf } from './receivers.ts';
import { readValue } from './secrets.ts';

type Values = {
  /** By variable; those that are not set are left out. */
  readonly env: Readonly<Record<string, string>>;
  /** Those of them that a log must never show, because the schema of their receiver marks them. */
  readonly secrets: readonly string[];
};

/** Throws where a `…_FILE` cannot be read, naming the variable and the file. */
export async function readReceiverValues(
  platforms: readonly Platform[],
  receivers: Readonly<Record<string, Receiver>>,
  env: NodeJS.ProcessEnv,
): Promise<Values> {
  const values: Record<string, string> = {};
  const secrets = new Set<string>();
  for (const receiver of Object.values(receivers)) {
    const found = kindOf(platforms, receiver);
    for (const { name, secret } of found === undefined ? [] : namedValues(found.kind.schema, receiver)) {
      const value = await readValue(name, env);
      if (value === undefined) continue;
      values[name] = value;
      if (secret) for (const part of hidden(value)) secrets.add(part);
    }
  }
  return { env: values, secrets: [...secrets] };
}

/** The value and, of an address, what a log might show without the rest: the token at the end of its path. */
function hidden(value: string): readonly string[] {
  const token = URL.parse(value)?.pathname.split('/').at(-1) ?? '';
  return token.length >= 16 ? [value, token] : [value];
}
