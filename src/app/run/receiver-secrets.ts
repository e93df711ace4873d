/** The values that receivers take from the environment, or from files that `…_FILE` variables name. */
import { environmentName, type Receiver } from '../../core/delivery/receiver.ts';
import { readValue } from './secrets.ts';

type Values = {
  /** By variable; those that are not set are left out. */
  readonly env: Readonly<Record<string, string>>;
  /** Those of them that a log must never show: addresses that anybody could post to, and what signs. */
  readonly secrets: readonly string[];
};

/** Throws where a `…_FILE` cannot be read, naming the variable and the file. */
export async function readReceiverValues(
  receivers: Readonly<Record<string, Receiver>>,
  env: NodeJS.ProcessEnv,
): Promise<Values> {
  const values: Record<string, string> = {};
  const secrets = new Set<string>();
  for (const receiver of Object.values(receivers)) {
    for (const [key, written] of Object.entries(receiver)) {
      const name = typeof written === 'string' ? environmentName(written) : undefined;
      const value = name === undefined ? undefined : await readValue(name, env);
      if (name === undefined || value === undefined) continue;
      values[name] = value;
      if (key === 'url' || key === 'secret') for (const part of hidden(value)) secrets.add(part);
    }
  }
  return { env: values, secrets: [...secrets] };
}

/** The value and, of an address, what a log might show without the rest: the token at the end of its path. */
function hidden(value: string): readonly string[] {
  const token = URL.parse(value)?.pathname.split('/').at(-1) ?? '';
  return token.length >= 16 ? [value, token] : [value];
}
