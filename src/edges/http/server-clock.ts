/** Compares our clock with a server's. */
import { Agent, request } from 'undici';
import { allowList } from '../../core/feed/allow-list.ts';
import { guardedConnector, systemResolve } from './guarded-connector.ts';

const ANSWER_WITHIN = 10_000;

export type ClockServer = {
  readonly url: string;
  readonly userAgent: string;
  /** Hosts inside the operator's own network that may be asked: `host` or `host:port`. */
  readonly allowHosts: readonly string[];
};

/**
 * How many milliseconds the server's clock is ahead of ours, to the second that `Date` is given in (RFC 9110 §6.6.1);
 * undefined where it does not answer or does not say.
 */
export async function serverClockLead(
  { url, userAgent, allowHosts }: ClockServer,
  now: () => number,
): Promise<number | undefined> {
  const connect = guardedConnector({
    allow: allowList(allowHosts),
    resolve: systemResolve,
    connectTimeout: ANSWER_WITHIN,
  });
  const dispatcher = new Agent({ connect });
  const asked = now();
  try {
    const { headers, body } = await request(url, {
      dispatcher,
      headers: { 'user-agent': userAgent },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    const ours = (asked + now()) / 2;
    await body.dump();
    const said = Date.parse(String(headers['date']));
    // The second was cut off, not rounded.
    return Number.isNaN(said) ? undefined : said + 500 - ours;
  } catch {
    return undefined;
  } finally {
    await dispatcher.destroy();
  }
}
