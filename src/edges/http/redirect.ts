/** Which addresses are asked at all, and where a redirect leads. */
import type { FetchFailure, FetchRefusal } from '../../core/feed/poll/fetch-outcome.ts';

export const MOST_HOPS = 5;

const LONGEST_URL = 8_192;

export type Hop =
  | { readonly kind: 'follow'; readonly url: URL }
  | { readonly kind: 'refused'; readonly reason: FetchRefusal; readonly detail: string }
  | {
      readonly kind: 'failed';
      readonly reason: FetchFailure;
      readonly detail: string;
      readonly retryAfter: undefined;
    };

/** The address to ask first: http or https, and without a name and password in it. */
export function firstHop(address: string): Hop {
  const url = URL.parse(address);
  return url === null ? failed(`${shown(address)} is not an address`) : admit(url);
}

/**
 * Where a redirect from `from` leads (RFC 9110 §15.4): resolved against it, never from https to http, and under the
 * same conditions as a first address. The fragment is dropped, for it is never sent.
 * @param downgradable whether a way from https to http may be taken all the same
 */
export function nextHop(from: URL, written: string | undefined, downgradable = false): Hop {
  // An empty one would lead back to where it came from.
  if (written === undefined || written.trim() === '')
    return failed('the server redirects without saying where to');
  const location = asWritten(written.trim());
  const url = URL.parse(location, from.href);
  if (url === null) return failed(`the server redirects to ${shown(location)}, which is not an address`);
  if (from.protocol === 'https:' && url.protocol === 'http:' && !downgradable)
    return refused(
      'downgrade',
      `${from.host} redirects from https to http; that is followed only with http_redirects: true on the feed's line`,
    );
  return admit(url);
}

/** True for the statuses that say that a resource has moved for good (RFC 9110 §15.4.2 and §15.4.9). */
export function isPermanent(status: number): boolean {
  return status === 301 || status === 308;
}

export function isRedirect(status: number): boolean {
  return isPermanent(status) || status === 302 || status === 303 || status === 307;
}

/** Header fields arrive a letter a byte; servers that write an address in UTF-8 mean its letters (WHATWG Fetch §4.4). */
function asWritten(field: string): string {
  if (!/[\x80-\xff]/.test(field) || /[^\0-\xff]/.test(field)) return field;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(field, (c) => c.charCodeAt(0)));
  } catch {
    return field;
  }
}

function admit(url: URL): Hop {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refused('not-http', `${shown(url.protocol)} addresses are not asked, only http: and https:`);
  // The name and password themselves are not repeated: details are shown in channels and logs.
  if (url.username !== '' || url.password !== '')
    return refused(
      'credentials-in-url',
      `the address at ${url.host} has a name or password in it; that is not sent`,
    );
  if (url.href.length > LONGEST_URL)
    return failed(`the address at ${url.host} is longer than ${LONGEST_URL}`);
  url.hash = '';
  return { kind: 'follow', url };
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function refused(reason: FetchRefusal, detail: string): Hop {
  return { kind: 'refused', reason, detail };
}

function failed(detail: string): Hop {
  return { kind: 'failed', reason: 'bad-redirect', detail, retryAfter: undefined };
}
