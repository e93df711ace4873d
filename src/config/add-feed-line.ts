/** Writes a feed into the text of a `feeds/*.yaml` file, every comment and every line of a person's hand kept. */
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { ConfiguredFeed } from '../core/feed/feed.ts';
import { asMap, asText } from './yaml/untyped.ts';

/**
 * The text with one more feed at the end of its list, its lines ended as the others are; a new file where `text` is
 * undefined or empty. Throws where the text has no place for a list of feeds.
 */
export function addFeedLine(text: string | undefined, { desk, ...feed }: ConfiguredFeed): string {
  if (text === undefined || text.trim() === '')
    return `# yaml-language-server: $schema=../config/schema/feeds.json\n${stringify({ desk, feeds: [feed] }, { lineWidth: 0 })}`;
  const document = parseDocument(text);
  const list: unknown = isMap(document.contents) ? (document.get('feeds', true) ?? undefined) : undefined;
  if (!isSeq(list) || document.errors.length > 0)
    throw new Error(
      'the file has no list of feeds to add to; mend it (signpost check says where), or name another file',
    );
  const own = deskOf(text) === desk ? feed : { ...feed, desk };
  const [start = 0, end = text.length] = list.range ?? [];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (list.flow === true) return intoBrackets(text, own, { start, end, isEmpty: list.items.length === 0 });
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const line = stringify([own], { lineWidth: 0 }).trimEnd().replaceAll('\n', `${newline}${indent}`);
  const at = endOfList(text, start, end, indent.length);
  const before = text.slice(0, at).trimEnd();
  const after = text.slice(at).replace(/^\r?\n/, '');
  return `${before}${newline}${indent}${line}${newline}${after}`;
}

/** The desk that a file of feeds is written for; undefined where its text names none. */
export function deskOf(text: string): string | undefined {
  const document = parseDocument(text);
  return document.errors.length > 0
    ? undefined
    : asText(asMap(document.toJS({ maxAliasCount: 100 }))['desk']);
}

/**
 * Where the last line of a list ends that stands there in lines: what its parser counts to it may go on with comments
 * about something else. Comments that stand deeper than its dashes belong to its last feed.
 */
function endOfList(text: string, start: number, end: number, indent: number): number {
  const lines = text.slice(start, end).split('\n');
  const isOther = (line: string): boolean => {
    const written = line.trimStart();
    return written === '' || (written.startsWith('#') && line.length - written.length <= indent);
  };
  let last = lines.length;
  while (last > 1 && isOther(lines[last - 1] ?? '')) last -= 1;
  return start + lines.slice(0, last).join('\n').length;
}

/** A list in brackets gets the feed as its last item, behind a comma where one is missing. */
function intoBrackets(
  text: string,
  feed: object,
  { start, end, isEmpty }: { readonly start: number; readonly end: number; readonly isEmpty: boolean },
): string {
  const item = stringify(feed, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
  const bracket = text.lastIndexOf(']', end - 1);
  const inside = text.slice(start, bracket);
  // A comment ends with its line, so that what follows it begins on another.
  const lastLine = inside.slice(inside.lastIndexOf('\n') + 1);
  if (inside.includes('\n')) {
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    const bracketIndent = /^\s*$/.test(lastLine) ? lastLine : '';
    const [, indent = `${bracketIndent}  `] = /\n([ \t]+)[^\s#\]]/.exec(inside) ?? [];
    const comma = isEmpty || hasLastComma(inside) ? '' : ',';
    const body = /^\s*$/.test(lastLine) ? inside.trimEnd() : inside;
    return comma === ''
      ? `${text.slice(0, start)}${body}${newline}${indent}${item},${newline}${bracketIndent}${text.slice(bracket)}`
      : `${text.slice(0, start)}${body}${newline}${indent}, ${item}${newline}${bracketIndent}${text.slice(bracket)}`;
  }
  const comma = isEmpty || hasLastComma(inside) ? ' ' : ', ';
  return `${text.slice(0, start)}${inside.trimEnd()}${comma}${item} ${text.slice(bracket)}`;
}

/** Whether the last thing in a list in brackets, comments apart, is a comma. */
function hasLastComma(inside: string): boolean {
  return /,\s*(?:#[^\n]*\n?\s*)*$/.test(inside);
}
