/** Posts to addresses that the operator wrote down: into a private network only where the allow-list opens it. */
import { fetch as undiciFetch } from 'undici';
import { allowList } from '../../core/feed/allow-list.ts';
import { createDispatchers } from './dispatchers.ts';
import { firstText } from './first-text.ts';
import { type Resolve, systemResolve } from './guarded-connector.ts';
import { refusalIn } from './refusal.ts';

/** What a receiver answered; `refused` says why its address was not connected to, and how an operator allows it. */
export type GuardedAnswer =
  | { readonly status: number; readonly retryAfter: string | undefined; readonly text: string }
  | { readonly refused: string };

export type GuardedPost = (
  url: string,
  post: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
) => Promise<GuardedAnswer>;

/**
 * A function that posts once and follows no redirect. Entries of `allowHosts` open host and port, however the address
 * leads there; every other private, loopback, link-local or metadata address is refused, whatever a name resolves to.
 * Rejects as `fetch` does where the network fails.
 */
export function createGuardedPost(
  allowHosts: readonly string[],
  resolve: Resolve = systemResolve,
): GuardedPost {
  const dispatchers = createDispatchers({ allow: allowList(allowHosts), resolve });
  return async (url, { headers, body, signal }) => {
    try {
      const answer = await undiciFetch(url, {
        method: 'POST',
        headers: { ...headers },
        body,
        signal,
        redirect: 'manual',
        dispatcher: dispatchers.dispatcherFor({ opened: true }),
      });
      const retryAfter = answer.headers.get('retry-after') ?? undefined;
      return { status: answer.status, retryAfter, text: await firstText(answer.body) };
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === undefined) throw error;
      return { refused: refusal.detail };
    }
  };
}
