/** Looks at where a redirect leads before a proxy goes there: it connects by itself, out of the guard's sight. */
import { isIP } from 'node:net';
import { whyForbidden } from './address-guard.ts';
import type { Resolve } from './guarded-connector.ts';
import { addressRefusal } from './refusal.ts';

/**
 * Rejects with a refusal where the host is a private address, or a name that leads to one from here. A name that cannot
 * be resolved from here passes: behind a proxy only the proxy may have a name server. Rejects with the signal's reason
 * where that aborts first.
 */
export async function guardProxied({ hostname }: URL, resolve: Resolve, signal: AbortSignal): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolved(host, resolve, signal) : [host];
  for (const address of addresses) {
    const why = whyForbidden(address);
    if (why !== undefined) throw addressRefusal(host, address, why);
  }
}

/** None where the name has no address here. */
async function resolved(host: string, resolve: Resolve, signal: AbortSignal): Promise<readonly string[]> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([resolve(host).catch(() => []), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
