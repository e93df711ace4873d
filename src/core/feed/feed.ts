/** A feed: one address that the team asked to be polled, and what is known of the outlet behind it. */
import { z } from 'zod';
import { Duration } from '../time/duration.ts';
import { knownEncoding } from './read/encoding-label.ts';

/** An id that people read and type: lower-case words joined by hyphens. */
export const ReadableId = z
  .string()
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'is not an id; use lower-case letters, digits and hyphens, such as bbc-world',
  );

const FeedUrl = z
  .string()
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
  }, 'is not a feed address; it must be an absolute http:// or https:// URL')
  .refine(
    hasNoPassword,
    'has a name or password in it; take it out and write auth: { basic: "${FEED_LOGIN}" }, with name:password in that environment variable',
  );

/** Address of a proxy; credentials of one belong into its own configuration, not into ours. */
export const ProxyUrl = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'is not the address of a proxy; write http://host:port',
  )
  .refine(hasNoPassword, 'has a name or password in it; let the proxy know this machine by its address');

function hasNoPassword(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (url.username === '' && url.password === '');
}

/** A secret never stands in the configuration itself. */
const FromEnvironment = z
  .string()
  .regex(
    /^\$\{[A-Z][A-Z0-9_]*\}$/,
    'is a secret and comes from the environment; write "${FEED_LOGIN}" or another name',
  );

/** What HTTP or the bot itself says in every request, and what is a secret (RFC 9110 §5.1 for the form of names). */
const OWN_FIELDS = new Set(
  (
    'host connection content-length transfer-encoding te upgrade keep-alive proxy-connection proxy-authorization ' +
    'if-none-match if-modified-since accept-encoding a-im expect trailer range if-range if-match if-unmodified-since'
  ).split(' '),
);
const HeaderName = z
  .string()
  .regex(
    /^[!#$%&'*+.^_`|~\dA-Za-z-]{1,64}$/,
    'is not the name of a header field; write one such as Accept-Language',
  )
  .refine((name) => name.toLowerCase() !== 'authorization', 'is a secret; write auth: instead')
  .refine((name) => !OWN_FIELDS.has(name.toLowerCase()), 'is a field that the bot sets itself; take it out');
const HeaderValue = z
  .string()
  .max(2_000)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'holds a character that no header field can carry; write it in ASCII');

const SECOND = 1_000;
const [SHORTEST, LONGEST] = [SECOND, 120 * SECOND];
const [LEAST_BYTES, MOST_BYTES] = [1_024, 10 * 1_024 * 1_024];

export const Feed = z.strictObject({
  id: ReadableId,
  url: FeedUrl,
  /** The name readers know the publisher by; it is what an alert shows. */
  outlet: z.string().min(1),
  /** The desk it belongs to, where that is not the file's. */
  desk: ReadableId.optional(),
  /** BCP 47 primary subtag, such as `en` or `de`; `und` where the line does not say. */
  lang: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'is not a language code; use two or three letters, such as en or de')
    .default('und')
    .describe(
      'Language of the feed, such as en. Left out, or mul: what the document says of itself, or else the look of each entry.',
    ),
  /** ISO 3166-1 alpha-2, or `EU` / `INT` for outlets of no one country. */
  country: z
    .string()
    .regex(/^[A-Z]{2,3}$/, 'is not a country code; use two capitals, such as GB, or EU or INT')
    .optional(),
  /** Own polling interval; below the five-minute floor only because the operator says so here. */
  every: Duration.refine((ms) => ms >= SECOND, 'is no interval; write 5m or more, or 1s at the least')
    .optional()
    .describe(
      'Own interval between two polls, kept exactly: only a publisher in trouble and the turn of its host delay it.',
    ),
  polite: z
    .boolean()
    .optional()
    .describe("Let the publisher's ttl, max-age and sy:updatePeriod stretch `every`, to a day at most."),
  adaptive: z
    .boolean()
    .optional()
    .describe(
      'Poll more rarely, up to four times, while the feed rarely publishes; as `polling.adaptive` for one feed.',
    ),
  user_agent: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[\x20-\x7e]+$/, 'holds a character that no header field can carry; write it in ASCII')
    .optional()
    .describe('What the bot calls itself to this publisher; its own name and version where left out.'),
  headers: z
    .record(HeaderName, HeaderValue)
    .refine(
      (fields) =>
        new Set(Object.keys(fields).map((name) => name.toLowerCase())).size === Object.keys(fields).length,
      'is a list with one name twice, in capitals and without; keep one of them',
    )
    .optional()
    .describe(
      'Further header fields of the request, sent to the host of `url` only, such as Cookie or Accept-Language.',
    ),
  auth: z
    .union(
      [z.strictObject({ basic: FromEnvironment }), z.strictObject({ bearer: FromEnvironment })],
      'is not a way to log in; write { basic: "${FEED_LOGIN}" } for name:password, or { bearer: "${FEED_TOKEN}" }',
    )
    .optional()
    .describe(
      'How the bot proves who it is, with a value from the environment; sent to the host of `url` only.',
    ),
  timeout: Duration.refine((ms) => ms >= SHORTEST && ms <= LONGEST, 'is out of bounds; write 1s to 2m')
    .optional()
    .describe('Longest time for one answer, redirects included; 15s where left out.'),
  max_bytes: z
    .int('is not a number of bytes; write it as a whole number, such as 5000000')
    .min(LEAST_BYTES)
    .max(MOST_BYTES)
    .optional()
    .describe(
      'Most bytes of an answer, packed or not; 10 MB where left out, which is the most that is read at all.',
    ),
  proxy: ProxyUrl.optional().describe('HTTP proxy through which this feed is asked, http://host:port.'),
  insecure_tls: z
    .boolean()
    .optional()
    .describe(
      'Take any certificate: whoever is on the way can then read and forge this feed. Said at every start.',
    ),
  http_redirects: z.boolean().optional().describe('Follow redirects from https to http.'),
  encoding: z
    .string()
    .max(40)
    .refine(
      (name) => knownEncoding(name) !== undefined,
      'is no encoding that can be read; write one such as windows-1251, ibm866 or x-mac-cyrillic',
    )
    .optional()
    .describe('The encoding that the publisher writes in, whatever the document or the server says of it.'),
  catch_up: Duration.optional().describe('As `polling.catch_up`, for this feed.'),
  filter: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A query in the query language: only items that match it are news here; all others are passed over.',
    ),
  /** True where the feed reprints other outlets and names them in <source>: each of them is then a voice of its own. */
  aggregator: z.boolean().optional(),
});
export type Feed = z.infer<typeof Feed>;

/** One file of `feeds/`: the feeds of one desk. */
export const FeedFile = z.strictObject({
  desk: ReadableId,
  feeds: z.array(Feed).min(1),
});
export type FeedFile = z.infer<typeof FeedFile>;

/** A feed with the desk it belongs to. */
export type ConfiguredFeed = Feed & {
  readonly desk: string;
  /** True where somebody gave its address in a chat: the operator's proxy asks no such address. */
  readonly fromChat?: boolean;
};
