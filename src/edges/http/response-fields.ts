/** Reads what an answer's header says of its document. */
import { type Freshness, readFreshness } from '../../core/feed/poll/cache-headers.ts';
import type { Validators } from '../../core/feed/poll/fetch-outcome.ts';
import type { ServerAnswer } from './ask.ts';

/** ETag and Last-Modified as they came. */
export function validatorsOf(response: Pick<ServerAnswer, 'headers'>): Validators {
  return { etag: validator(response, 'etag'), lastModified: validator(response, 'last-modified') };
}

/** Longer ones are no validators but a way to make us send much. */
const LONGEST_VALIDATOR = 2_048;

/** Kept byte for byte, or not at all where it could not be sent back so. */
function validator(response: Pick<ServerAnswer, 'headers'>, name: string): string | undefined {
  const value = field(response, name);
  if (value === undefined || value === '' || value.length > LONGEST_VALIDATOR) return undefined;
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(value) ? value : undefined;
}

/** How long the answer stays fresh; `now` in epoch milliseconds. */
export function freshnessOf(response: Pick<ServerAnswer, 'headers'>, now: number): Freshness {
  const fields = {
    cacheControl: listField(response, 'cache-control'),
    expires: field(response, 'expires'),
    date: field(response, 'date'),
    age: field(response, 'age'),
  };
  return readFreshness(fields, now);
}

/** A field of the answer by its lower-case name; where a server sends it several times, the first. */
export function field(response: Pick<ServerAnswer, 'headers'>, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A field that is a list; several of them are one (RFC 9110 §5.3). */
export function listField(response: Pick<ServerAnswer, 'headers'>, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
