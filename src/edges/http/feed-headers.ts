/** The header fields with which a feed is asked for. */
import type { Validators } from '../../core/feed/poll/fetch-outcome.ts';
import type { RequestManner } from '../../core/feed/poll/request-manner.ts';
import { ACCEPT_ENCODING } from './decode-content.ts';

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, ' +
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5';

type Asker = Pick<RequestManner, 'headers' | 'authorization'> & { readonly userAgent: string };

/**
 * Nothing of ours but what HTTP needs and the feed's line adds: no Referer, no added query strings.
 * @param isOwn whether the host is that of the feed's own line, whose headers and login no other gets
 */
export function headersFor(
  feed: Validators,
  { userAgent, headers, authorization }: Asker,
  isOwn: boolean,
): Readonly<Record<string, string>> {
  return {
    'user-agent': userAgent,
    accept: ACCEPT,
    'accept-encoding': ACCEPT_ENCODING,
    ...(isOwn ? lowerCased(headers ?? {}) : {}),
    ...(isOwn && authorization !== undefined ? { authorization } : {}),
    // RFC 3229 §10.5.3: a delta is from a version that both know, so it is asked for together with its ETag alone.
    ...(feed.etag === undefined ? {} : { 'if-none-match': feed.etag, 'a-im': 'feed' }),
    ...(feed.lastModified === undefined ? {} : { 'if-modified-since': feed.lastModified }),
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
