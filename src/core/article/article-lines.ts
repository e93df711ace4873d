/** The lines of an article as plain text, whatever it was pasted from: HTML, Markdown, a word processor, a quoted mail. */
import { decodeHTML } from 'entities';

export type ArticleLines = {
  readonly lines: readonly string[];
  /** The title that its front matter gives. */
  readonly title: string | undefined;
};

/** Text without marks of links, quotations, footnotes, fences and HTML; what heads and lists stays marked as in Markdown. */
export function articleLines(text: string): ArticleLines {
  const whole = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replaceAll(/[\u00A0\u2007\u202F]/g, ' ');
  const { rest, title } = withoutFrontMatter(HTML.test(whole) ? fromHtml(whole) : whole);
  const unlinked = rest
    .split('\n')
    .filter((line) => !RULE.test(line) && !FENCE.test(line))
    .map((line) => withoutLinks(line.replace(/^\s{0,3}(?:>\s?)+/, '')));
  return { lines: withoutNotes(joinWraps(unlinked)), title };
}

const RULE = /^\s*(?:[=\-–—_*]\s*){3,}$/;
const FENCE = /^\s*(?:```|~~~)/;
const HTML = /<\/(?:p|h\d|li|div|td|th|tr|strong|body|section|article)>/i;
/** Whatever stands within these is no part of the text. */
const UNSEEN = new Set(['script', 'style', 'head', 'nav', 'footer', 'aside', 'form', 'noscript', 'svg']);
const BREAKS = new Set(['p', 'div', 'br', 'ul', 'ol', 'table', 'section', 'article', 'blockquote', 'header']);

/** HTML as Markdown: headings, items, rows and bold text keep their marks. Takes time linear in the length. */
function fromHtml(html: string): string {
  let plain = '';
  let unseen: string | undefined;
  for (const piece of html.split(/(<[^<>]{1,2000}>)/)) {
    const [, close = '', written = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(piece) ?? [];
    const name = written.toLowerCase();
    if (unseen !== undefined) {
      if (close !== '' && name === unseen) unseen = undefined;
      continue;
    }
    if (name === '') plain += piece.startsWith('<!') ? '' : decodeHTML(piece.replaceAll(/\s*\n\s*/g, ' '));
    else if (close === '' && UNSEEN.has(name)) unseen = name;
    else plain += markOf(name, close !== '');
  }
  return plain;
}

function markOf(name: string, closes: boolean): string {
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) return closes ? '\n' : `\n\n${'#'.repeat(Number(level))} `;
  if (name === 'li') return closes ? '\n' : '\n- ';
  if (name === 'tr') return closes ? '\n' : '\n| ';
  if (name === 'td' || name === 'th') return closes ? ' | ' : '';
  if (name === 'strong' || name === 'b') return '**';
  if (!BREAKS.has(name)) return '';
  return name === 'br' ? '\n' : '\n\n';
}

/** Notes of a writing program at the head of a file, between two lines of hyphens. */
function withoutFrontMatter(text: string): { readonly rest: string; readonly title: string | undefined } {
  const [first, ...lines] = text.split('\n', 60);
  const end = lines.findIndex((line) => /^---\s*$/.test(line));
  if (first?.trim() !== '---' || end < 1) return { rest: text, title: undefined };
  const notes = lines.slice(0, end);
  if (!notes.every((line) => /^(?:\s|-|#|[\w-]+\s*:|$)/.test(line))) return { rest: text, title: undefined };
  const [title] = notes.flatMap((line) => /^title\s*:\s*["']?(.+?)["']?\s*$/i.exec(line)?.[1] ?? []);
  return {
    rest: text
      .split('\n')
      .slice(end + 2)
      .join('\n'),
    title,
  };
}

function withoutLinks(line: string): string {
  return line
    .replaceAll(/!\[[^\][]{0,300}\]\([^()\s]{0,2000}\)/g, '')
    .replaceAll(/\[([^\][]{1,300})\]\([^()\s]{0,2000}(?:\s"[^"]{0,300}")?\)/g, '$1')
    .replaceAll(/\s*\((?:see |via |cf\. )?https?:\/\/[^\s()]{1,2000}\)/g, '')
    .replaceAll(/(?:\s|^)https?:\/\/\S{1,2000}/g, '');
}

/** A word that was parted at the end of a line. */
function joinWraps(lines: readonly string[]): readonly string[] {
  return lines
    .join('\n')
    .replaceAll(/(?<=\p{Ll})-\n(?=\p{Ll})/gu, '')
    .split('\n');
}

const NOTE_MARK = /(?<=[\p{L}\p{N}.,;:!?)"”’])(?:\[\^?(\w{1,4})\]|([¹²³⁰⁴-⁹]{1,3}))/gu;

/** Without marks of footnotes, and without the notes that they lead to. */
function withoutNotes(lines: readonly string[]): readonly string[] {
  const marks = new Set<string>();
  const bare = lines.map((line) =>
    line.replaceAll(NOTE_MARK, (_, bracketed: string | undefined, raised: string | undefined) => {
      marks.add(bracketed ?? raised ?? '');
      return '';
    }),
  );
  if (marks.size === 0) return lines;
  return bare.filter((line) => {
    const [, bracketed, raised] = /^\s*(?:\[\^?(\w{1,4})\]:?|([¹²³⁰⁴-⁹]{1,3}))\s*\S/.exec(line) ?? [];
    const mark = bracketed ?? raised;
    return mark === undefined || !marks.has(mark);
  });
}
