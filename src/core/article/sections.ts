/** Finds the five sections of an article, however their headings are written. */

import { articleLines } from './article-lines.ts';
import { endsArticle, type Heading, headingOf, type Section, SECTIONS } from './headings.ts';
import { headsCounterSigns } from './watch-words.ts';

export type Article = Readonly<Record<Section, string>> & {
  readonly title: string;
  /** Sections, and the title, that the article does not name and that were guessed. */
  readonly guessed: readonly (Section | 'title')[];
};

export type ArticleOutcome =
  | { readonly kind: 'ok'; readonly article: Article }
  | { readonly kind: 'unreadable'; readonly what: string; readonly remedy: string };

/** What stands in a section that the article does not have. */
export const UNSAID = 'TODO: the article does not say; write it here.';

/** More blanks than any indentation has, and more empty lines than part anything: reading them one by one takes long. */
const GAP = /[^\S\n]{13,}/g;
const GAPS = /\n{4,}/g;

/** Reads Markdown or plain text. Where headings are missing, paragraphs are taken in the usual order, and said so. */
export function readArticle(text: string): ArticleOutcome {
  const { lines, title: noted } = articleLines(text.replaceAll(GAP, ' ').replaceAll(GAPS, '\n\n\n'));
  const found = new Map<Section, string[]>();
  const before: string[] = [];
  let here: Section | 'rest' | undefined;
  let level = 0;
  let isFirst = true;
  const last = unnamedWatch(lines);
  for (const [index, line] of lines.entries()) {
    const heading: Heading | undefined =
      index === last ? { section: 'watch', rest: '' } : headingOf(line, new Set(found.keys()), isFirst);
    isFirst &&= heading === undefined && line.trim() === '';
    if (heading !== undefined) {
      here = heading.section;
      level = levelOf(line);
      found.set(here, [...(found.get(here) ?? []), heading.rest]);
      continue;
    }
    // What follows the last section, "Sources" or another heading as high as its own, is no part of it.
    if (here !== undefined && (endsArticle(line) || (here === 'watch' && endsWatch(line, level))))
      here = 'rest';
    if (here === 'rest') continue;
    (here === undefined ? before : (found.get(here) ?? [])).push(line);
  }
  const title = noted ?? titleOf(before);
  const texts = found.size > 0 ? sectionTexts(found) : byOrder(before, title);
  const guessed: (Section | 'title')[] =
    found.size === 0 ? [...SECTIONS] : last === undefined ? [] : ['watch'];
  const filled: Record<string, string> = { ...texts };
  if (filled['watch'] === undefined) {
    const hinted = watchSentences(lines);
    if (hinted === '') {
      return {
        kind: 'unreadable',
        what: 'there is no list of what to watch in the article',
        remedy:
          'put a heading "What to watch next" above it, and the other four headings above the other sections; articles in English, German, French, Spanish, Italian, Dutch and Polish are read',
      };
    }
    filled['watch'] = hinted;
    guessed.push('watch');
  }
  for (const section of SECTIONS) {
    if (filled[section] !== undefined) continue;
    filled[section] = UNSAID;
    guessed.push(section);
  }
  if (title === undefined) guessed.push('title');
  const { happened = '', leverage = '', mechanism = '', matters = '', watch = '' } = filled;
  const shown = title ?? firstWords(happened === UNSAID ? watch : happened);
  const unsure = [...new Set(guessed)];
  return {
    kind: 'ok',
    article: { title: shown, happened, leverage, mechanism, matters, watch, guessed: unsure },
  };
}

const ITEM = /^\s*(?:[-*+•–—]|\d{1,2}[.)])\s+\S/;
/** So many items are a list. */
const FEWEST_ITEMS = 2;

/**
 * The line of the last heading, where no heading names what to watch and other sections are headed, if a list stands below
 * it: whatever it is called, an article ends with what to watch.
 */
function unnamedWatch(lines: readonly string[]): number | undefined {
  const known = new Set<Section>();
  for (const [index, line] of lines.entries()) {
    const heading = headingOf(line, known, index === 0);
    if (heading !== undefined) known.add(heading.section);
  }
  if (known.size === 0 || known.has('watch')) return undefined;
  const last = lines.findLastIndex((line) => levelOf(line) > 0 && !endsArticle(line));
  const line = lines[last];
  if (line === undefined || headingOf(line, new Set(), false) !== undefined) return undefined;
  return lines.slice(last).filter((each) => ITEM.test(each)).length < FEWEST_ITEMS ? undefined : last;
}

/** Whether a Markdown heading is as high as that of the watch list and heads no signs that point the other way. */
function endsWatch(line: string, level: number): boolean {
  const own = levelOf(line);
  return own > 0 && own <= level && !headsCounterSigns(line);
}

/** How high a Markdown heading is: 1 to 6; 0 for any other line. */
function levelOf(line: string): number {
  return /^(#{1,6})\s/.exec(line)?.[1]?.length ?? 0;
}

function sectionTexts(found: ReadonlyMap<Section, readonly string[]>): Partial<Record<Section, string>> {
  const texts: Partial<Record<Section, string>> = {};
  for (const [section, lines] of found) {
    const text = section === 'watch' ? lines.join('\n').trim() : joined(lines);
    if (text !== '') texts[section] = text;
  }
  return texts;
}

/** Paragraphs of an article without headings: the last is the watch list, the others in their usual order. */
function byOrder(lines: readonly string[], title: string | undefined): Partial<Record<Section, string>> {
  const paragraphs = lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => joined(paragraph.split('\n')))
    .filter((paragraph) => paragraph !== '' && paragraph !== title);
  const texts: Partial<Record<Section, string>> = {};
  const watch = paragraphs.findLastIndex((paragraph) => STARTS_WATCHING.test(paragraph));
  if (watch !== -1) texts.watch = paragraphs.slice(watch).join(' ');
  const others = watch === -1 ? paragraphs : paragraphs.slice(0, watch);
  (['happened', 'leverage', 'mechanism', 'matters'] as const).forEach((section, index) => {
    const text = others[index];
    if (text !== undefined) texts[section] = text;
  });
  return texts;
}

const STARTS_WATCHING =
  /\b(?:watch|look out|look|monitor|keep an eye on)\b(?: for| whether| if)?|\b(?:deserves?|worth) (?:attention|watching|a look)\b|^(?:if|should) .*\b(?:if|should)\b|\bwhether\b.*\bwhether\b|\b(?:zu beobachten|zu achten|surveiller|vigilar|tenere d['’]occhio|in de gaten|op letten|zwrócić uwagę)\b/is;

/** Sentences that tell what to watch, where no section does. */
function watchSentences(lines: readonly string[]): string {
  return (joined(lines).match(/[^.!?]+[.!?]?/g) ?? [])
    .filter((sentence) =>
      /\b(?:watch for|watch whether|look out for|keep an eye on|monitor whether)\b/i.test(sentence),
    )
    .join('')
    .trim();
}

function titleOf(lines: readonly string[]): string | undefined {
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined) return undefined;
  const bare = first
    .replace(/^\s*#+\s*/, '')
    .replaceAll(/\*\*|__/g, '')
    .trim();
  return bare.length > 140 || /[.!]$/.test(bare) ? undefined : bare;
}

function firstWords(text: string): string {
  const [first = ''] = text.split(/[.:;—]/);
  const words = first.split(' ');
  return words.length <= 12 ? first.trim() : `${words.slice(0, 12).join(' ')} …`;
}

function joined(lines: readonly string[]): string {
  return lines.join(' ').replaceAll(/\s+/g, ' ').trim();
}
