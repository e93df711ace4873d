/** Warns of feeds in languages that no indicator has words in: they are polled, healthy, and never alert. */
import { languageName, languageOf } from '../core/lists/language-code.ts';
import type { Issue } from './issue.ts';
import type { OpmlFeed } from './opml/opml.ts';
import { asList, asMap, asText, valueAt } from './yaml/untyped.ts';
import { issueAt, type YamlSource } from './yaml/yaml-source.ts';

/** Issues of one feed file; none where it is not known which languages the briefs speak. */
export function checkLanguages(
  source: YamlSource,
  spoken: ReadonlySet<string> | undefined,
): readonly Issue[] {
  if (spoken === undefined) return [];
  return asList(valueAt(source.value, ['feeds'])).flatMap((entry, index) => {
    const code = asText(asMap(entry)['lang']);
    const lang = code === undefined ? undefined : languageOf(code);
    if (lang === undefined || spoken.has(lang)) return [];
    return [
      issueAt(source, ['feeds', index, 'lang'], {
        severity: 'warning',
        what: `no indicator has words in ${languageName(lang)} (${lang}), so nothing of this feed will ever alert`,
        remedy: `add words in ${languageName(lang)} to a brief's lists, and to its languages: where it names them; or drop the feed`,
      }),
    ];
  });
}

/** The same of an OPML file: one warning a language, at the first of its feeds. */
export function checkOpmlLanguages(
  file: string,
  feeds: readonly OpmlFeed[],
  spoken: ReadonlySet<string> | undefined,
): readonly Issue[] {
  if (spoken === undefined) return [];
  const unread = feeds.flatMap(({ feed, place }) => {
    const lang = languageOf(feed.lang);
    return lang === undefined || spoken.has(lang) ? [] : [{ lang, place, id: feed.id }];
  });
  return [...Map.groupBy(unread, ({ lang }) => lang)].flatMap(([lang, [first, ...others]]) =>
    first === undefined
      ? []
      : [
          {
            file,
            ...first.place,
            severity: 'warning' as const,
            what: `no indicator has words in ${languageName(lang)} (${lang}), so nothing of ${[first, ...others].map(({ id }) => id).join(', ')} will ever alert`,
            remedy: `add words in ${languageName(lang)} to a brief's lists, and to its languages: where it names them; or drop the feeds`,
          },
        ],
  );
}
