/** A refusal on its way through a library that only knows errors: made where a connection is, read where it ends. */
import type { FetchRefusal } from '../../core/feed/poll/fetch-outcome.ts';

const REFUSED = 'SIGNPOST_REFUSED';

/** An error that stands for a refusal to connect to `host`, saying how an operator allows it. */
export function addressRefusal(host: string, address: string, why: string): Error {
  const where = host === address ? address : `${host} leads to ${address},`;
  const message =
    `${where} ${host === address ? 'is ' : 'which is '}${why}; it is not asked. ` +
    `If it is yours, add "${host}" to polling.allow_hosts`;
  return Object.assign(new Error(message), { code: REFUSED });
}

/** The refusal that an error, or the cause of one, stands for; undefined where it is another error. */
export function refusalIn(
  error: unknown,
): { readonly reason: FetchRefusal; readonly detail: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === REFUSED) return { reason: 'private-address', detail: error.message };
  return refusalIn(error.cause);
}
