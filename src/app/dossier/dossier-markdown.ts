/** Writes a dossier as Markdown, for those who read and quote it. */
import { cleanText } from '../../core/delivery/clean-text.ts';
import { safeLink } from '../../core/delivery/safe-link.ts';
import type { Dossier, DossierIndicator, DossierRow } from './dossier.ts';
import { iso } from './dossier-files.ts';

/** A document with a section for each indicator and an item for each story; foreign text is escaped. */
export function dossierMarkdown(dossier: Dossier, now: number): string {
  const { brief, since, until, indicators, rows } = dossier;
  const stories = new Set(rows.map(({ storyId }) => storyId)).size;
  const outlets = new Set(rows.map(({ outlet }) => outlet)).size;
  const article = safeLink(brief.url);
  return [
    `# ${escaped(brief.title)}`,
    '',
    `Dossier from ${iso(since)} to ${iso(until)}, made ${iso(now)} by Signpost.`,
    `${rows.length} reports of ${stories} stories by ${outlets} outlets. All times are UTC.`,
    ...(dossier.cut ? ['', 'There were more reports than fit; these are the newest.'] : []),
    ...(article === undefined ? [] : ['', `Article: <${article}>`]),
    '',
    ...indicators.flatMap((each) =>
      section(
        each,
        rows.filter((row) => row.indicatorId === each.indicator.id),
      ),
    ),
  ].join('\n');
}

function section(
  { indicator, queryVersion, listsVersion, readVersion }: DossierIndicator,
  rows: readonly DossierRow[],
): readonly string[] {
  return [
    `## ${escaped(indicator.name)}`,
    '',
    `> ${escaped(indicator.quote)}`,
    '',
    'Query:',
    '',
    ...indicator.query
      .trim()
      .split('\n')
      .map((each) => `    ${each}`),
    '',
    `Query version (SHA-256): ${queryVersion}`,
    `Lists version (SHA-256): ${listsVersion}`,
    '',
    ...(rows.length === 0 ? ['No report in this period.', ''] : []),
    ...[...Map.groupBy(rows, (row) => row.storyId).values()].flatMap((each) => story(each, readVersion)),
    '',
  ];
}

function story(rows: readonly DossierRow[], readVersion: string): readonly string[] {
  return rows.flatMap((row, index) => {
    const url = safeLink(row.link);
    const title = escaped(row.headline);
    const linked = url === undefined ? title : `[${title}](<${url}>)`;
    const facts = [
      `${escaped(row.outlet)}${row.country === undefined ? '' : ` (${escaped(row.country)})`}`,
      `published ${iso(row.publishedAt)}`,
      `first seen ${iso(row.firstSeenAt)}`,
      ...(row.matched.length === 0 ? [] : [`matched: ${row.matched.map(escaped).join(', ')}`]),
      ...(index > 0 || row.alertId === undefined ? [] : [`alert ${row.alertId}`]),
      ...(index > 0 || row.verdicts === undefined
        ? []
        : [`votes: ${row.verdicts.relevant} relevant, ${row.verdicts.notRelevant} not relevant`]),
      ...(row.history ? ['history, nobody was told'] : []),
      ...(row.readBy === undefined || row.readBy.query === readVersion
        ? []
        : [`matched an earlier query (${row.readBy.query.slice(0, 12)})`]),
    ];
    const indent = index === 0 ? '' : '  ';
    return [`${indent}- ${linked}`, `${indent}  ${facts.join(' · ')}`];
  });
}

/** Foreign text on one line, with everything that Markdown or HTML would take for its own escaped. */
function escaped(foreign: string): string {
  return cleanText(foreign)
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~>]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
