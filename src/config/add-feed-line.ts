/** Writes a feed into the text of a `feeds/*.yaml` file, every comment and every line of a person's hand kept. */
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { ConfiguredFeed } from '../core/feed/feed.ts';

/**
 * The text with one more feed at the end of its list; a new file where `text` is undefined. Throws where the text has
 * no list of feeds to add to.
 */
export function addFeedLine(text: string | undefined, { desk, ...feed }: ConfiguredFeed): string {
  if (text === undefined || text.trim() === '')
    return `# yaml-language-server: $schema=../config/schema/feeds.json\n${stringify({ desk, feeds: [feed] }, { lineWidth: 0 })}`;
  const document = parseDocument(text);
  const list = isMap(document.contents) ? document.get('feeds') : undefined;
  if (!isSeq(list) || document.errors.length > 0)
    throw new Error(
      'the file has no list of feeds to add to; mend it (signpost check says where), or name another file',
    );
  const own = document.get('desk') === desk ? feed : { ...feed, desk };
  if (list.flow === true) {
    list.add(document.createNode(own));
    return document.toString({ lineWidth: 0 });
  }
  const [start = 0, end = text.length] = list.range ?? [];
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const line = stringify([own], { lineWidth: 0 }).trimEnd().replaceAll('\n', `\n${indent}`);
  const before = text.slice(0, end).trimEnd();
  return `${before}\n${indent}${line}\n${text.slice(end)}`;
}
