/** Reads headlines that somebody judged outside of the bot, from a table: which are signs of which indicator. */
import type { Brief } from '../../core/indicator/brief.ts';
import type { JudgedHeadline } from './gather-evidence.ts';
import { tableRows } from './separated-values.ts';

const YES = ['yes', 'true', '1', 'relevant'];
const NO = ['no', 'false', '0', 'not relevant', 'irrelevant'];
const COLUMNS = ['title', 'indicator', 'relevant'] as const;

/**
 * The judged headlines of a CSV with the columns title, indicator and relevant (yes or no), and perhaps summary, outlet
 * and lang. Throws, with the line and how to mend it, at the first row that cannot be understood.
 */
export function readJudged(text: string, file: string, briefs: readonly Brief[]): readonly JudgedHeadline[] {
  const [header = [], ...rows] = tableRows(text);
  const names = header.map((name) => name.trim().toLowerCase());
  for (const column of COLUMNS)
    if (!names.includes(column))
      throw new Error(
        `${file}:1 has no column "${column}"; name three columns title, indicator, relevant (also read: summary, outlet, lang)`,
      );
  const known = new Set(briefs.flatMap(({ indicators }) => indicators.map(({ id }) => id)));
  return rows.flatMap((row, at) => {
    const cell = (name: string): string => (row[names.indexOf(name)] ?? '').replaceAll(/\s+/g, ' ').trim();
    const title = cell('title');
    if (title === '') return [];
    const indicatorId = cell('indicator').split('/').at(-1) ?? '';
    if (!known.has(indicatorId))
      throw new Error(
        `${file}:${at + 2} there is no indicator "${indicatorId}" in these briefs; write one of ${[...known].join(', ')}`,
      );
    const said = cell('relevant').toLowerCase();
    if (!YES.includes(said) && !NO.includes(said))
      throw new Error(`${file}:${at + 2} "${said}" says nothing of relevant; write yes or no`);
    const text = { title, summary: cell('summary'), outlet: cell('outlet'), lang: cell('lang'), feed: '' };
    return [{ text, indicatorId, relevant: YES.includes(said) }];
  });
}
