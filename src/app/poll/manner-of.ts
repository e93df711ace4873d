/** How a feed is asked by its own line and the settings, with its login from the environment. */
import { environmentName } from '../../core/delivery/receiver.ts';
import type { ConfiguredFeed, Feed } from '../../core/feed/feed.ts';
import type { RequestManner } from '../../core/feed/poll/request-manner.ts';

export type MannerDeps = {
  /** The proxy of all feeds of the operator's that name none. */
  readonly proxy?: string | undefined;
  /** A value from the environment, or from the file that its `…_FILE` names; nothing is known where left out. */
  readonly readSecret?: (name: string) => Promise<string | undefined>;
};

export type Manner =
  | { readonly kind: 'known'; readonly manner: RequestManner }
  /** The login is not set; `detail` says so and how to mend it. */
  | { readonly kind: 'missing'; readonly detail: string };

/**
 * Reads the login anew for every request, so that a new one counts at once. A proxy stands inside the operator's network
 * and connects by itself, so that an address from a chat is never asked through it.
 */
export async function mannerOf(
  feed: Pick<ConfiguredFeed, 'fromChat'> & Feed,
  { proxy, readSecret }: MannerDeps,
): Promise<Manner> {
  const login = await loginOf(feed, readSecret);
  if (login?.kind === 'missing') return login;
  const asked = feed.fromChat === true ? undefined : (feed.proxy ?? proxy);
  const manner: RequestManner = {
    ...(feed.user_agent === undefined ? {} : { userAgent: feed.user_agent }),
    ...(feed.headers === undefined ? {} : { headers: feed.headers }),
    ...(login === undefined ? {} : { authorization: login.authorization }),
    ...(feed.timeout === undefined ? {} : { timeoutMs: feed.timeout }),
    ...(feed.max_bytes === undefined ? {} : { maxBytes: feed.max_bytes }),
    ...(asked === undefined ? {} : { proxy: asked }),
    ...(feed.insecure_tls === true ? { insecureTls: true } : {}),
    ...(feed.http_redirects === true ? { httpRedirects: true } : {}),
  };
  return { kind: 'known', manner };
}

type Login =
  | { readonly kind: 'login'; readonly authorization: string }
  | Extract<Manner, { kind: 'missing' }>
  | undefined;

/** What a header field carries of a token (RFC 6750 §2.1, and whatever else publishers make of it): no blanks, no line ends. */
const TOKEN = /^[\x21-\x7e]+$/;

async function loginOf({ id, auth }: Feed, readSecret: MannerDeps['readSecret']): Promise<Login> {
  if (auth === undefined) return undefined;
  const written = 'basic' in auth ? auth.basic : auth.bearer;
  const name = environmentName(written);
  const missing = (detail: string): Login => ({ kind: 'missing', detail: `the login of ${id} ${detail}` });
  let value: string | undefined;
  try {
    value = name === undefined ? undefined : await readSecret?.(name);
  } catch (error) {
    return missing(`cannot be read: ${error instanceof Error ? error.message : 'its file is not there'}`);
  }
  if (value === undefined)
    return missing(
      `is not set; put it into ${name ?? written}, or into a file that ${name ?? ''}_FILE names`,
    );
  if ('bearer' in auth) {
    const token = value.replace(/^bearer\s+/i, '');
    return TOKEN.test(token)
      ? { kind: 'login', authorization: `Bearer ${token}` }
      : missing(`holds what no token does, such as a blank or a line end; mend ${name ?? written}`);
  }
  // RFC 7617 §2: name and password in UTF-8, joined by a colon.
  return value.includes(':')
    ? { kind: 'login', authorization: `Basic ${Buffer.from(value).toString('base64')}` }
    : missing(`is no name:password; mend ${name ?? written}`);
}
