/** Compares our clock with a server's. */
import { request } from 'undici';

const ANSWER_WITHIN = 10_000;

/**
 * How many milliseconds the server's clock is ahead of ours, to the second that `Date` is given in (RFC 9110 §6.6.1);
 * undefined where it does not answer or does not say.
 */
export async function serverClockLead(
  url: string,
  userAgent: string,
  now: () => number,
): Promise<number | undefined> {
  const asked = now();
  try {
    const { headers, body } = await request(url, {
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
  }
}
