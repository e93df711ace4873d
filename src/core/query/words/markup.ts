/** Finds where HTML markup ends, and whether it separates words, so that matching can step over it. */

export type Markup = {
  /** Offset after the markup. */
  readonly end: number;
  /** Inline markup such as `<em>` may stand inside a word; any other ends word and sentence. */
  readonly inline: boolean;
};

const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

const OPENING = /<(?:!--|[!?]|\/?([A-Za-z][A-Za-z0-9]*))/y;
const HIDDEN: ReadonlyMap<string, RegExp> = new Map([
  ['script', /<\/script/gi],
  ['style', /<\/style/gi],
]);

/**
 * The tag, comment or hidden element that begins at `<`; undefined where it is only a less-than sign. A tag ends at
 * the first `>` and may hold no second `<`, so that no text is read more than twice.
 */
export function markupAt(text: string, offset: number): Markup | undefined {
  OPENING.lastIndex = offset;
  const opening = OPENING.exec(text);
  if (opening === null) return undefined;
  const [whole, name] = opening;
  if (whole === '<!--') {
    const close = text.indexOf('-->', offset);
    return { end: close === -1 ? text.length : close + 3, inline: true };
  }
  const end = tagEnd(text, offset + whole.length);
  if (end === undefined) return undefined;
  const element = name?.toLowerCase() ?? '';
  const closing = whole.startsWith('</') ? undefined : HIDDEN.get(element);
  if (closing !== undefined) {
    closing.lastIndex = end;
    return { end: closing.exec(text)?.index ?? text.length, inline: false };
  }
  return { end, inline: INLINE.has(element) };
}

const GREATER_THAN = 0x3e;
const LESS_THAN = 0x3c;

function tagEnd(text: string, from: number): number | undefined {
  for (let index = from; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === GREATER_THAN) return index + 1;
    if (unit === LESS_THAN) return undefined;
  }
  return undefined;
}
