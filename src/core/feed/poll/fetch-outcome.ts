/** What became of asking a publisher for a feed: every way in which it can end has a name. */
import type { Freshness } from './cache-headers.ts';

/** Sent back verbatim at the next poll (RFC 9110 §13.1.2 and §13.1.3), never invented. */
export type Validators = {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
};

export type FetchFailure =
  | 'status'
  | 'timeout'
  | 'name-not-found'
  | 'connection'
  | 'tls'
  | 'bad-response'
  | 'too-large'
  /** Others came at the same time, and there was no room for all. */
  | 'crowded-out'
  | 'bad-encoding'
  | 'bad-redirect'
  | 'too-many-redirects'
  /** The feed's line names a secret that is not set. */
  | 'no-login'
  | 'stopped';

export type FetchRefusal = 'private-address' | 'credentials-in-url' | 'not-http' | 'downgrade';

type Answered = {
  readonly validators: Validators;
  readonly freshness: Freshness;
  /** The address that permanent redirects (301, 308) led to; undefined where there were none. */
  readonly permanentUrl: string | undefined;
};

export type FetchOutcome =
  | (Answered & { readonly kind: 'not-modified' })
  | (Answered & {
      readonly kind: 'body';
      readonly body: Uint8Array;
      /** SHA-256 of the decoded body, in hexadecimal. */
      readonly hash: string;
      readonly contentType: string | undefined;
      /** The address that answered, after all redirects, or its Content-Location; relative links are resolved against it. */
      readonly url: string;
      /** True where it holds only what is new since the version whose ETag was sent (226, RFC 3229). */
      readonly delta?: boolean;
    })
  /** 410: the publisher says that it will not come back. */
  | { readonly kind: 'gone'; readonly detail: string }
  /** 429 from `host` (name and port); `retryAfter` in milliseconds. */
  | {
      readonly kind: 'rate-limited';
      readonly host: string;
      readonly retryAfter: number | undefined;
      readonly detail: string;
    }
  | {
      readonly kind: 'failed';
      readonly reason: FetchFailure;
      /** For people: what happened, in a sentence. */
      readonly detail: string;
      readonly retryAfter: number | undefined;
    }
  /** We would not connect: the address may not be asked, whoever wants it. */
  | { readonly kind: 'refused'; readonly reason: FetchRefusal; readonly detail: string };
