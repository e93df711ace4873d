/** A refusal on its way through a library that only knows errors: made where a connection is, read where it ends. */
import type { FetchRefusal } from '../../core/feed/poll/fetch-outcome.ts';

const REFUSED = 'SIGNPOST_REFUSED';

/** An error that stands for a refusal to connect to `host`, saying how an operator allows it. */
export function addressRefusal(host: string, address: string, why: string): Error {
  const where = host === address ? `${address} is ${why}` : `${host} leads to ${address}, which is ${why}`;
  const message = `${where}; it is not asked. If it is yours, add "${host}" to polling.allow_hosts`;
  return Object.assign(new Error(message), { code: REFUSED, host, where });
}

/** The same refusal for whoever was led there by a redirect or a page, where the allow-list alone opens nothing. */
export function refusedOnTheWay(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (!('where' in error && 'host' in error))
    return error.cause === undefined ? error : refusedCause(error, error.cause);
  const message =
    `${String(error.where)}; no redirect and no page leads there. If it is yours, ` +
    `write that address itself on the feed's line, and add "${String(error.host)}" to polling.allow_hosts`;
  return Object.assign(new Error(message, { cause: error }), { code: REFUSED });
}

/** The libraries between may have wrapped the refusal. */
function refusedCause(error: Error, cause: unknown): unknown {
  const refused = refusedOnTheWay(cause);
  return refused === cause ? error : refused;
}

/** The refusal that an error, or the cause of one, stands for; undefined where it is another error. */
export function refusalIn(
  error: unknown,
): { readonly reason: FetchRefusal; readonly detail: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === REFUSED) return { reason: 'private-address', detail: error.message };
  return refusalIn(error.cause);
}
