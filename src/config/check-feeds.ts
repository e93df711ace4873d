/** Checks over all feed files together: ids and addresses are unique, and no feed is polled rudely. */
import type { ConfiguredFeed } from '../core/feed/feed.ts';
import type { Lists } from '../core/lists/list.ts';
import { compileRules } from '../core/query/engine/engine.ts';
import { MINUTE, parseDuration } from '../core/time/duration.ts';
import type { Issue } from './issue.ts';
import type { OpmlFeed } from './opml/opml.ts';
import { asList, asMap, asText, valueAt } from './yaml/untyped.ts';
import { issueAt, placeOf, type YamlSource } from './yaml/yaml-source.ts';

const POLITE = 5 * MINUTE;

/** A feed address as far as it tells feeds apart: without scheme, `www.` and trailing slash. */
export function addressKey(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  const path = `${parsed.pathname}${parsed.search}`.replace(/\/$/, '');
  return `${parsed.host.replace(/^www\./, '')}${path}`;
}

type Seen = {
  readonly ids: Map<string, string>;
  readonly addresses: Map<string, string>;
  /** The next number to try for an id that was made up more than once. */
  readonly numbered: Map<string, number>;
};

/** Empty bookkeeping for one configuration. */
export function nothingSeen(): Seen {
  return { ids: new Map(), addresses: new Map(), numbered: new Map() };
}

/** Issues of one YAML feed file against those before it, which `seen` remembers. Filters may name the shared lists. */
export function checkFeeds(source: YamlSource, seen: Seen, lists: Lists): readonly Issue[] {
  return asList(valueAt(source.value, ['feeds'])).flatMap((entry, index) => {
    const feed = asMap(entry);
    const issues: Issue[] = [];
    const id = asText(feed['id']);
    const url = asText(feed['url']);
    const every = parseDuration(asText(feed['every']) ?? '');
    const earlier = (what: string, path: string, file: string): void => {
      issues.push(
        issueAt(source, ['feeds', index, path], {
          what: `${what}, in ${file}`,
          remedy: path === 'id' ? 'give one of them another id' : 'remove one of them',
        }),
      );
    };
    const sameId = id === undefined ? undefined : seen.ids.get(id);
    if (sameId !== undefined) earlier(`the feed id ${String(id)} is used before`, 'id', sameId);
    const sameUrl = url === undefined ? undefined : seen.addresses.get(addressKey(url));
    if (sameUrl !== undefined) earlier('this address is polled already', 'url', sameUrl);
    const filter = asText(feed['filter']);
    if (filter !== undefined && filter !== '') issues.push(...checkFilter(source, index, filter, lists));
    if (feed['insecure_tls'] === true) {
      issues.push(
        issueAt(source, ['feeds', index, 'insecure_tls'], {
          severity: 'warning',
          what: 'any certificate will do for this feed: whoever is on the way can read and forge it',
          remedy: 'take it out as soon as the publisher has a certificate that holds',
        }),
      );
    }
    if (feed['polite'] === true && feed['every'] === undefined) {
      issues.push(
        issueAt(source, ['feeds', index, 'polite'], {
          severity: 'warning',
          what: 'polite does nothing without every: the publisher stretches the interval of such a feed anyway',
          remedy: 'write every beside it, or take it out',
        }),
      );
    }
    if (every !== undefined && every > 0 && every < POLITE) {
      issues.push(
        issueAt(source, ['feeds', index, 'every'], {
          severity: 'warning',
          what: `polling every ${String(feed['every'])} is more than most publishers bear`,
          remedy: 'write 5m or more unless the publisher agreed',
        }),
      );
    }
    if (id !== undefined) seen.ids.set(id, source.file);
    if (url !== undefined) seen.addresses.set(addressKey(url), source.file);
    return issues;
  });
}

function checkFilter(source: YamlSource, index: number, query: string, lists: Lists): readonly Issue[] {
  const compiled = compileRules([{ id: 'filter', query, lists }]);
  if (compiled.kind === 'ok') return [];
  return compiled.errors.map(({ error }) => ({
    file: source.file,
    ...placeOf(source, ['feeds', index, 'filter'], error.offset),
    severity: 'error' as const,
    what: error.what,
    // A feed has no lists of its own.
    remedy:
      error.unknownList === undefined
        ? error.remedy
        : `write the list into a file of config/lists, or its words into the filter`,
  }));
}

/**
 * The feeds of an OPML file that are not polled already, with ids of their own. Readers list a feed in several
 * folders and know nothing of other files, so a repeated address is dropped with a warning and a made-up id moves
 * aside; only an id that was written down and is taken is an error.
 */
export function adoptOpml(
  file: string,
  feeds: readonly OpmlFeed[],
  seen: Seen,
): { readonly feeds: readonly ConfiguredFeed[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const adopted: ConfiguredFeed[] = [];
  for (const { feed, place, idMadeUp } of feeds) {
    const sameUrl = seen.addresses.get(addressKey(feed.url));
    if (sameUrl !== undefined) {
      if (sameUrl !== file) {
        issues.push({
          file,
          ...place,
          severity: 'warning',
          what: `${feed.url} is polled already, in ${sameUrl}`,
          remedy: 'remove one of them',
        });
      }
      continue;
    }
    const taken = seen.ids.get(feed.id);
    if (taken !== undefined && !idMadeUp) {
      issues.push({
        file,
        ...place,
        severity: 'error',
        what: `the feed id ${feed.id} is used before, in ${taken}`,
        remedy: 'give one of them another id',
      });
      continue;
    }
    const id = freeId(feed.id, seen);
    seen.ids.set(id, file);
    seen.addresses.set(addressKey(feed.url), file);
    adopted.push({ ...feed, id });
  }
  return { feeds: adopted, issues };
}

/** The id, or the first number after it that is free; where the last search for it ended, the next begins. */
function freeId(wanted: string, { ids, numbered }: Seen): string {
  if (!ids.has(wanted)) return wanted;
  let number = numbered.get(wanted) ?? 2;
  while (ids.has(`${wanted}-${number}`)) number += 1;
  numbered.set(wanted, number + 1);
  return `${wanted}-${number}`;
}
