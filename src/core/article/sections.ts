/** Finds the five sections of an article, however their headings are written. */

export const SECTIONS = ['happened', 'leverage', 'mechanism', 'matters', 'watch'] as const;
export type Section = (typeof SECTIONS)[number];

export type Article = Readonly<Record<Section, string>> & {
  readonly title: string;
  /** Sections, and the title, that the article does not name and that were guessed. */
  readonly guessed: readonly (Section | 'title')[];
};

export type ArticleOutcome =
  | { readonly kind: 'ok'; readonly article: Article }
  | { readonly kind: 'unreadable'; readonly what: string; readonly remedy: string };

/** What headings of each section are made of, in any order of the words around it. */
const HEADINGS: readonly (readonly [Section, RegExp])[] = [
  [
    'watch',
    /^(?:what|signs?|things?|indicators?)?\s*(?:should we |to |we )?watch(?: for)?(?: next| now)?$|^what (?:comes|happens|to expect) next$|^signposts$|^watch ?list$|^indicators$/,
  ],
  [
    'happened',
    /^what(?:'s| has| is)? ?(?:just )?happen(?:ed|ing|s)$|^the (?:news|facts|event)$|^background$|^the situation$/,
  ],
  [
    'leverage',
    /^(?:who|where) (?:\w+ ){1,4}leverage(?: lies)?$|^leverage$|^who (?:gains|has|holds) (?:power|the lever)$|^who benefits$/,
  ],
  [
    'mechanism',
    /^(?:(?:what|which) mechanism (?:\w+ ?){1,4}|(?:the )?mechanism(?: at work)?|what is the mechanism|how (?:it|this) works)$/,
  ],
  [
    'matters',
    /^why (?:it|this|does (?:it|this)) matters?$|^why (?:we |you )?(?:should )?care$|^the stakes$|^what is at stake$|^so what$/,
  ],
];

/** A heading is no sentence: it is short. */
const LONGEST_HEADING = 60;

/** Reads Markdown or plain text. Where headings are missing, paragraphs are taken in the usual order, and said so. */
export function readArticle(text: string): ArticleOutcome {
  const lines = text
    .replaceAll('\r', '')
    .replace(/^\uFEFF/, '')
    .split('\n');
  const found = new Map<Section, string[]>();
  const before: string[] = [];
  let here: Section | undefined;
  for (const line of lines) {
    const heading = headingOf(line);
    if (heading === undefined) (here === undefined ? before : (found.get(here) ?? [])).push(line);
    else {
      here = heading.section;
      found.set(here, [...(found.get(here) ?? []), heading.rest]);
    }
  }
  const title = titleOf(before);
  const texts = found.size > 0 ? sectionTexts(found) : byOrder(before, title);
  const guessed: (Section | 'title')[] = found.size > 0 ? [] : [...SECTIONS];
  const filled: Record<string, string> = { ...texts };
  if (filled['watch'] === undefined) {
    const hinted = watchSentences(text);
    if (hinted === '') {
      return {
        kind: 'unreadable',
        what: 'there is no list of what to watch in the article',
        remedy:
          'put a heading "What to watch next" above it, and the other four headings above the other sections',
      };
    }
    filled['watch'] = hinted;
    guessed.push('watch');
  }
  for (const section of SECTIONS) {
    if (filled[section] !== undefined) continue;
    filled[section] = 'TODO: the article does not say; write it here.';
    guessed.push(section);
  }
  if (title === undefined) guessed.push('title');
  const { happened = '', leverage = '', mechanism = '', matters = '', watch = '' } = filled;
  const shown = title ?? firstWords(happened);
  return { kind: 'ok', article: { title: shown, happened, leverage, mechanism, matters, watch, guessed } };
}

/** The section that a line heads, and what follows the heading on the same line. */
function headingOf(line: string): { readonly section: Section; readonly rest: string } | undefined {
  const bare = line.replace(/^\s*(?:#+|\d+[.)]|[-*•])?\s*/, '').trim();
  const [, bold = '', after = ''] = /^(?:\*\*|__)(.+?)(?:\*\*|__)[:.]?\s*(.*)$/.exec(bare) ?? [];
  const [, named = '', said = ''] = /^([^:.]{3,60}):\s*(.*)$/.exec(bare) ?? [];
  for (const [text, rest] of [
    [bold, after],
    [named, said],
    [bare, ''],
  ] as const) {
    if (text === '' || text.length > LONGEST_HEADING) continue;
    const plain = text
      .toLowerCase()
      .replaceAll(/[’‘]/g, "'")
      .replaceAll(/[*_:?.!]+/g, '')
      .trim();
    for (const [section, pattern] of HEADINGS) if (pattern.test(plain)) return { section, rest };
  }
  return undefined;
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

const STARTS_WATCHING = /\b(?:watch|look out|look|monitor|keep an eye on)\b(?: for| whether| if)?/i;

/** Sentences that tell what to watch, where no section does. */
function watchSentences(text: string): string {
  return (joined(text.split('\n')).match(/[^.!?]+[.!?]/g) ?? [])
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
