/** Writes a dossier as JSON or CSV, for those who compute with it. */
import { toCsv } from '../../core/command/csv.ts';
import { safeLink } from '../../core/delivery/safe-link.ts';
import type { Dossier } from './dossier.ts';

/** An instant as everybody reads it: ISO 8601 in UTC. */
export const iso = (at: number): string => new Date(at).toISOString();

const COLUMNS = [
  'brief',
  'indicator',
  'query_sha256',
  'lists_sha256',
  'story',
  'published',
  'first_seen',
  'outlet',
  'country',
  'lang',
  'headline',
  'link',
  'matched',
  'actors',
  'alert',
  'relevant',
  'not_relevant',
  'history',
  'read_by_sha256',
  'text_sha256',
] as const;

/** One line a report, safe to open in a spreadsheet. */
export function dossierCsv(dossier: Dossier): string {
  const versions = new Map(dossier.indicators.map((each) => [each.indicator.id, each]));
  return toCsv([
    COLUMNS,
    ...dossier.rows.map((row) => [
      dossier.brief.id,
      row.indicatorId,
      versions.get(row.indicatorId)?.queryVersion,
      versions.get(row.indicatorId)?.listsVersion,
      row.storyId,
      iso(row.publishedAt),
      iso(row.firstSeenAt),
      row.outlet,
      row.country,
      row.lang,
      row.headline,
      safeLink(row.link),
      row.matched.join('; '),
      row.actors.join('; '),
      row.alertId,
      row.verdicts?.relevant ?? 0,
      row.verdicts?.notRelevant ?? 0,
      row.history ? 'yes' : 'no',
      row.readBy?.query,
      row.readBy?.text,
    ]),
  ]);
}

/** The whole dossier as one document; instants as ISO 8601 text in UTC. */
export function dossierJson(dossier: Dossier, now: number): string {
  const { brief, since, until, cut } = dossier;
  return `${JSON.stringify(
    {
      made: iso(now),
      period: { from: iso(since), to: iso(until) },
      brief: { id: brief.id, title: brief.title, url: brief.url },
      indicators: dossier.indicators.map(({ indicator, queryVersion, listsVersion, readVersion }) => ({
        id: indicator.id,
        name: indicator.name,
        quote: indicator.quote,
        query: indicator.query,
        querySha256: queryVersion,
        listsSha256: listsVersion,
        readBySha256: readVersion,
      })),
      cut,
      reports: dossier.rows.map(({ publishedAt, firstSeenAt, link, ...row }) => ({
        ...row,
        link: safeLink(link),
        publishedAt: iso(publishedAt),
        firstSeenAt: iso(firstSeenAt),
      })),
      storyLabels: dossier.storyLabels.map(({ kind, at, actorName, one, other }) => ({
        kind,
        at: iso(at),
        by: actorName,
        one: { ...one, at: iso(one.at), link: safeLink(one.link) },
        other: { ...other, at: iso(other.at), link: safeLink(other.link) },
      })),
    },
    undefined,
    2,
  )}\n`;
}
