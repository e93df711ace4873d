/** News sitemaps (Google's schema 0.9), which publishers without feeds keep: one item for each address with a headline. */
import { Parser } from 'htmlparser2';
import { parseDate } from './dates.ts';
import { primaryLanguage } from './interpret.ts';
import { resolve } from './item-address.ts';
import { TITLE_LIMIT, type Item, type ParsedFeed } from './item.ts';
import { createNewest } from './newest-items.ts';
import { cutText, htmlToText } from './plain-text.ts';
import { DEPTH_LIMIT } from './xml/walk-xml.ts';

/** Elements by local name, whatever prefix the publisher chose, and where they stand. */
const FIELDS: Readonly<Record<string, string>> = {
  'url>loc': 'loc',
  'news>title': 'title',
  'news>publication_date': 'date',
  'publication>name': 'outlet',
  'publication>language': 'lang',
};
/** Characters handed over at a time, and kept of one element. */
const SLICE = 16_384;
const LONGEST = 4_096;

/** The feed that a sitemap of address `url` is; undefined where none of its addresses has a headline. */
export function readNewsSitemap(xml: string, url: string): ParsedFeed | undefined {
  const path: string[] = [];
  const newest = createNewest<Item>(({ published }) => published);
  let fields = new Map<string, string>();
  let outlet = '';
  let lang: string | undefined;

  const endAddress = (): void => {
    const title = cutText(htmlToText(fields.get('title') ?? ''), TITLE_LIMIT);
    const link = resolve(fields.get('loc'), url);
    if (title !== '' && link !== undefined) {
      const own = primaryLanguage(fields.get('lang'));
      outlet ||= htmlToText(fields.get('outlet') ?? '');
      lang ??= own;
      const published = parseDate(fields.get('date'), { lang: own });
      newest.add({
        id: link,
        title,
        link,
        published,
        updated: undefined,
        summary: '',
        source: undefined,
        lang: own,
      });
    }
    fields = new Map();
  };
  const parser = new Parser(
    {
      onopentagname: (name) => void path.push(localName(name)),
      onclosetag: () => {
        if (path.pop() === 'url') endAddress();
      },
      ontext: (text) => {
        const field = FIELDS[`${path.at(-2) ?? ''}>${path.at(-1) ?? ''}`];
        const known = field === undefined ? '' : (fields.get(field) ?? '');
        if (field !== undefined && known.length < LONGEST) fields.set(field, known + text.slice(0, LONGEST));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < xml.length && path.length <= DEPTH_LIMIT; at += SLICE)
    parser.write(xml.slice(at, at + SLICE));
  const { items, truncated } = newest.all();
  if (items.length === 0) return undefined;
  return {
    format: 'sitemap',
    title: outlet,
    lang,
    ttl: undefined,
    skipHours: [],
    skipDays: [],
    items,
    truncated,
  };
}

function localName(name: string): string {
  const lower = name.toLowerCase();
  return lower.slice(lower.indexOf(':') + 1);
}
