/** Reads headlines from a plain list, one a line, or from a CSV with a header, as entries. */
import type { Entry } from '../../core/feed/entry.ts';
import { normaliseItems } from '../../core/feed/normalise.ts';
import type { Item } from '../../core/feed/read/item.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { tableRows } from './separated-values.ts';

/** What a column may be called. */
const COLUMNS: Readonly<Record<'title' | 'summary' | 'outlet' | 'lang' | 'date', readonly string[]>> = {
  title: ['title', 'headline'],
  summary: ['summary', 'description', 'lede'],
  outlet: ['outlet', 'source', 'publisher'],
  lang: ['lang', 'language'],
  date: ['date', 'published', 'published_at', 'time'],
};

/**
 * The headlines of a file, newest at `now` (epoch milliseconds) and a minute apart where they carry no date. Throws,
 * with the line and how to mend it, where a CSV has no column of headlines or a date cannot be read.
 */
export function readHeadlines(text: string, file: string, now: number): readonly Entry[] {
  const rows = /\.[ct]sv$/i.test(file) ? readTable(text, file) : readLines(text);
  if (rows.length === 0) throw new Error(`${file} holds no headline; write one a line`);
  return rows.flatMap(({ title, summary = '', outlet = 'list', lang = 'und', date }, at) => {
    const published = date === undefined || date === '' ? now - at * MINUTE : Date.parse(date);
    if (Number.isNaN(published))
      throw new Error(`${file}: "${date}" is not a date; write 2026-09-01 or 2026-09-01T12:00:00Z`);
    const item: Item = {
      id: `${at}`,
      title,
      summary,
      link: undefined,
      published,
      updated: undefined,
      source: undefined,
      lang: undefined,
    };
    const feed = { id: 'list', url: `https://recorded.invalid/${at}`, outlet, lang, desk: 'recorded' };
    const document = {
      format: 'rss',
      title: '',
      lang: undefined,
      ttl: undefined,
      skipHours: [],
      skipDays: [],
    } as const;
    return normaliseItems({ ...document, items: [item], truncated: false }, feed, now);
  });
}

type Row = { readonly title: string } & Partial<Record<'summary' | 'outlet' | 'lang' | 'date', string>>;

function readLines(text: string): readonly Row[] {
  return text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [{ title: line.trim() }]));
}

function readTable(text: string, file: string): readonly Row[] {
  const [header = [], ...lines] = tableRows(text);
  const names = header.map((name) => name.trim().toLowerCase());
  const place = (column: keyof typeof COLUMNS): number =>
    names.findIndex((name) => COLUMNS[column].includes(name));
  const title = place('title');
  if (title === -1)
    throw new Error(
      `${file}:1 names no column of headlines; call one of ${header.join(', ')} "title" (also read: summary, outlet, lang, date)`,
    );
  return lines.flatMap((line) => {
    const at = (column: keyof typeof COLUMNS): string | undefined => plainOf(line[place(column)]);
    const headline = plainOf(line[title]) ?? '';
    if (headline === '') return [];
    const optional = (['summary', 'outlet', 'lang', 'date'] as const).flatMap((column) => {
      const value = at(column);
      return value === undefined || value === '' ? [] : [[column, value] as const];
    });
    return [{ title: headline, ...Object.fromEntries(optional) }];
  });
}

/** White space collapsed, as everywhere in entries. */
function plainOf(cell: string | undefined): string | undefined {
  return cell?.replaceAll(/\s+/g, ' ').trim();
}
