/** Plain text: one line without tags, entities or invisible characters, from what publishers put in titles. */
import { decodeHTML } from 'entities';
import { Tokenizer } from 'htmlparser2';

/** Markup beyond this is not read: many times what any summary keeps. */
const MARKUP_LIMIT = 65_536;
/** Characters read at a time. */
const SLICE = 2_048;

/** Elements whose content is not meant to be read. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'noframes', 'noembed']);

/** Elements that a browser sets on a line of their own, or that break a line. */
const BREAKING = new Set(
  (
    'address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section table td th tr ul'
  ).split(' '),
);

/** Windows-1252 for U+0080–U+009F, which publishers write when they mean dashes and quotes (HTML §13.2.5.80). */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Soft hyphens, zero-width spaces and marks that turn the direction of what follows: they split or disguise words. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex -- control characters are what is to be removed
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/** What `collapse` would change, beyond the ends: most titles hold nothing of it. */
const UNEVEN =
  // eslint-disable-next-line no-control-regex -- control characters are what is to be removed
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u1680\u2000-\u200b\u2028-\u202f\u205f-\u2069\u3000\ufeff]| {2}/;

/** Collapses white space, repairs misencoded punctuation and drops characters that cannot be seen. */
export function collapse(text: string): string {
  if (!UNEVEN.test(text)) return text.trim();
  return text
    .replace(/[\u0080-\u009f]/g, (character) => C1.charAt(character.charCodeAt(0) - 0x80))
    .replace(INVISIBLE, '')
    .replace(CONTROL, '')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
}

/** Cuts at `limit` UTF-16 units, never through a character, and marks the cut. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${cut.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

/** Text with HTML's named and numeric entities decoded once; everything else stays. */
export function decodeHtmlEntities(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

/** The elements of HTML, past ones among them; anything else in brackets may be mathematics. */
const ELEMENTS = new Set(
  (
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button ' +
    'canvas caption center cite code col colgroup content data datalist dd del details dfn dialog dir div dl dt em ' +
    'embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i ' +
    'iframe image img input ins kbd keygen label legend li link main map mark marquee math menu menuitem meta meter nav ' +
    'nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb ' +
    'rp rt rtc ruby s samp script search section select shadow slot small source spacer span strike strong style sub ' +
    'summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp path'
  ).split(' '),
);
const BRACKETS = /<[A-Za-z]/;
const END_TAG = /<\/([A-Za-z][A-Za-z\d]*)/g;
const BRACKET = /<([A-Za-z][A-Za-z\d]*)([^<>]*)(>?)/g;

/**
 * The fragment with brackets that are no tags escaped: `x<y in ten`, `List<String>`. A tag is one of HTML's that ends,
 * or is cut off at the end of the text; one of another name that has a prefix, a hyphen, attributes or an end tag.
 */
function escapeBrackets(html: string): string {
  if (!BRACKETS.test(html)) return html;
  const ended = new Set(Array.from(html.matchAll(END_TAG), ([, name = '']) => name.toLowerCase()));
  return html.replace(BRACKET, (whole, name: string, rest: string, end: string, at: number) => {
    const known = ELEMENTS.has(name.toLowerCase());
    const attributed = rest.includes('=') || /^[:_-]/.test(rest);
    const cut = at + whole.length === html.length && (attributed || (name.length > 1 && rest.trim() === ''));
    const isTag =
      end === '>'
        ? known || attributed || rest.endsWith('/') || ended.has(name.toLowerCase())
        : known && (cut || attributed);
    return isTag ? whole : `&lt;${whole.slice(1)}`;
  });
}

/**
 * The readable text of an HTML fragment on one line: tags and scripts gone, entities decoded once. Reading may
 * stop where more than `enough` characters have been found.
 */
export function htmlToText(html: string, enough = Infinity): string {
  if (!html.includes('<') && !html.includes('&')) return collapse(html);
  const parts: string[] = [];
  let length = 0;
  let unread: string | undefined;
  const pause = (name: string): void => {
    // XHTML in an Atom document has the prefix that the document gave it.
    if (BREAKING.has(name.slice(name.indexOf(':') + 1))) parts.push(' ');
  };
  tokenize(escapeBrackets(html.slice(0, MARKUP_LIMIT)), {
    text: (part) => {
      if (unread !== undefined) return;
      parts.push(part);
      length += part.trim().length;
    },
    open: (name) => {
      pause(name);
      if (unread === undefined && UNREAD.has(name)) unread = name;
    },
    close: (name) => {
      pause(name);
      if (unread === name) unread = undefined;
    },
    enough: () => length > enough,
  });
  return collapse(parts.join(''));
}

type Handlers = {
  readonly text: (part: string) => void;
  readonly open?: (name: string) => void;
  readonly close?: (name: string) => void;
  /** Asked between slices; true ends the reading. */
  readonly enough?: () => boolean;
};

/** Runs htmlparser2's tokenizer, which keeps no stack and so is linear in whatever it is given. */
function tokenize(html: string, handlers: Handlers): void {
  const nothing = (): void => undefined;
  const nameAt = (start: number, end: number): string => html.slice(start, end).toLowerCase();
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => handlers.text(html.slice(start, end)),
      ontextentity: (codePoint) => handlers.text(String.fromCodePoint(codePoint)),
      oncdata: (start, end, offset) => handlers.text(html.slice(start, end - offset)),
      onopentagname: (start, end) => handlers.open?.(nameAt(start, end)),
      onclosetag: (start, end) => handlers.close?.(nameAt(start, end)),
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
    },
  );
  for (let at = 0; at < html.length && handlers.enough?.() !== true; at += SLICE) {
    tokenizer.write(html.slice(at, at + SLICE));
  }
  tokenizer.end();
}
