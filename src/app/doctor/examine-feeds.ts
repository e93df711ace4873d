/** Asks every feed once, politely: hosts side by side, the feeds of one host one after another. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import type { FetchOutcome } from '../../core/feed/poll/fetch-outcome.ts';
import {
  disagreement,
  languageOfFeed,
  spokenLanguage,
  type StopWords,
} from '../../core/feed/heard-language.ts';
import { normaliseItems } from '../../core/feed/normalise.ts';
import type { ParsedFeed, ParseOutcome } from '../../core/feed/read/item.ts';
import { bad, doubtful, type Finding, good } from '../../core/health/finding.ts';
import { languageName } from '../../core/lists/language-code.ts';
import { formatDuration, SECOND } from '../../core/time/duration.ts';
import type { PollDeps } from '../poll/poll-feed.ts';
import { hostOf } from '../../core/feed/poll/host-of.ts';
import { mannerOf } from '../poll/manner-of.ts';

type Deps = Pick<PollDeps, 'fetchFeed' | 'parse' | 'proxy' | 'readSecret'> & {
  /** How many hosts are asked at the same time. */
  readonly concurrency: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly stopWords: StopWords;
  /** The languages that some indicator has words in; undefined where one may have words of any. */
  readonly spoken: ReadonlySet<string> | undefined;
};

/** Between two requests to one host. */
const PAUSE = 1 * SECOND;

/** One finding for all feeds that answer with a feed, and one for each that does not. */
export async function examineFeeds(
  deps: Deps,
  feeds: readonly ConfiguredFeed[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const hosts = [...Map.groupBy(feeds, (feed) => hostOf(feed.url)).values()];
  const wrong: Finding[] = [];
  const work = async (): Promise<void> => {
    for (let own = hosts.pop(); own !== undefined; own = hosts.pop()) {
      for (const [nth, feed] of own.entries()) {
        if (nth > 0) await deps.sleep(PAUSE);
        wrong.push(...(await examineFeed(deps, feed, signal)));
      }
    }
  };
  await Promise.all(Array.from({ length: deps.concurrency }, work));
  const failing = wrong.filter(({ kind }) => kind === 'bad').length;
  const answering = good('feeds', `${feeds.length - failing} of ${feeds.length} answer`);
  return [
    ...(feeds.length > failing ? [answering] : []),
    ...wrong.toSorted((a, b) => (a.about < b.about ? -1 : 1)),
  ];
}

async function examineFeed(
  deps: Deps,
  feed: ConfiguredFeed,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const about = `feed ${feed.id}`;
  const asked = await mannerOf(feed, deps);
  if (asked.kind === 'missing') return [bad(about, asked.detail, 'set it, or take auth out of its line')];
  const { manner } = asked;
  const outcome = await deps.fetchFeed(
    { url: feed.url, etag: undefined, lastModified: undefined, manner },
    signal,
  );
  if (outcome.kind !== 'body') return trouble(about, feed, outcome);
  const parsed = await deps.parse(
    outcome.body,
    { url: outcome.url, contentType: outcome.contentType, encoding: feed.encoding },
    signal,
  );
  if (parsed.kind !== 'feed')
    return [
      bad(
        about,
        describe(feed, outcome, parsed),
        `open ${feed.url} in a browser and mend its address; signpost feeds add looks for the right one`,
      ),
    ];
  const moved =
    outcome.permanentUrl === undefined
      ? []
      : [doubtful(about, `has moved to ${outcome.permanentUrl}`, 'write the new address into its file')];
  return [...moved, ...languageFindings(deps, about, feed, parsed.feed)];
}

/** Whether somebody reads the feed's language, and whether it is the language that it is said to be in. */
function languageFindings(
  { stopWords, spoken, now }: Deps,
  about: string,
  feed: ConfiguredFeed,
  parsed: ParsedFeed,
): readonly Finding[] {
  const heard = spokenLanguage(normaliseItems(parsed, feed, now()), stopWords);
  const both = disagreement(heard);
  const lang = languageOfFeed(feed.lang, heard);
  return [
    ...(both === undefined
      ? []
      : [
          doubtful(
            about,
            `is said to be in ${languageName(both.said)} and reads like ${languageName(both.heard)}, so that words of lists do not count in it`,
            `write lang: ${both.heard} on its line`,
          ),
        ]),
    ...(lang === undefined || spoken === undefined || spoken.has(lang)
      ? []
      : [
          doubtful(
            about,
            `no indicator has words in ${languageName(lang)}, so nothing of it will ever alert`,
            `add words in ${languageName(lang)} to a brief's lists, or drop the feed`,
          ),
        ]),
  ];
}

/** A page in place of a feed is often the publisher's front page or a login, and the way there tells. */
function describe(
  feed: ConfiguredFeed,
  { permanentUrl, url }: Extract<FetchOutcome, { kind: 'body' }>,
  parsed: Exclude<ParseOutcome, { kind: 'feed' }>,
): string {
  const nothing = `answers, but with no feed: ${parsed.reason}`;
  if (permanentUrl !== undefined) return `has moved to ${permanentUrl}, which ${nothing}`;
  return url === URL.parse(feed.url)?.href ? nothing : `leads to ${url}, which ${nothing}`;
}

function trouble(
  about: string,
  feed: ConfiguredFeed,
  outcome: Exclude<FetchOutcome, { kind: 'body' }>,
): readonly Finding[] {
  switch (outcome.kind) {
    case 'not-modified':
      return [];
    case 'gone':
      return [
        bad(about, outcome.detail, 'take it out of its file: the publisher says that it will not come back'),
      ];
    case 'rate-limited': {
      const wait = outcome.retryAfter === undefined ? 'a while' : formatDuration(outcome.retryAfter);
      return [
        doubtful(
          about,
          `${outcome.detail}; asks for a pause of ${wait}`,
          'poll it less often: every, in its file',
        ),
      ];
    }
    case 'refused':
      return [bad(about, outcome.detail, 'mend its address, or allow the host under polling.allow_hosts')];
    case 'failed':
      if (/answered 401\b/.test(outcome.detail))
        return [
          bad(about, outcome.detail, 'it wants a login: write auth: on its line, or mend the one there'),
        ];
      return [
        bad(about, outcome.detail, `try ${feed.url} from this machine; mend the address or its network`),
      ];
  }
}
