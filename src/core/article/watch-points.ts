/** Takes a section of what to watch apart into points: items of a list, rows of a table, headings, or sentences. */
import { contrastOf, headsCounterSigns, isAgainst, isCounted, leadOf } from './watch-words.ts';

export type WatchPoint = {
  /** A sentence, or an item of a list. */
  readonly said: string;
  /** Whether it stands below a heading that says so. */
  readonly against: boolean;
};

type Line = {
  readonly kind: 'item' | 'head' | 'prose';
  readonly indent: number;
  said: string;
  readonly against: boolean;
};

const BULLET =
  /^(\s*)(?:[-*+•–—·‣▪◦●○■□✓✔→⇒➤►]|o(?=\t)|\p{Extended_Pictographic}\uFE0F?|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]|(\d{1,2}(?:\.\d{1,2})+\.?))\s+(?:\[[ x]?\]\s*)?(.*)$/iu;
/** `(1) a, (2) b, and (3) c` within a line. */
const COUNTED = /[,;]?\s*(?:and |or )?\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s+/gi;
/** `Dams that close — Farms that lose permits — …` */
const DASHED = /\s[—–]\s(?=\p{Lu})/gu;
/** "**Dams.** Watch for dams that close": the first words are the name of the point. */
const NAMED = /^(?:\*\*|__)([^*_]{2,120})(?:\*\*|__)\s*[.:—–-]?\s*(?=\S+ \S+ \S)/;
const SUBHEAD = /^\s*(?:#{1,6}\s+(.+?)\s*#*|(?:\*\*|__)([^*_]{2,120})(?:\*\*|__)[.:]?)\s*$/;
const NUMBER = /^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s+/i;
/** A longer line goes on with nothing: it is a paragraph. */
const LONGEST_LINE = 200;
/** A name of so few words is a label and no sign. */
const LABEL = 2;

/** What stands below an item explains it, unless it names another thing to watch. */
const GOES_ON = /^(?:or|and|also|oder|und|auch|ou|et|aussi|o|y|e|anche|of|en|ook|lub|oraz|także)\s/i;

/** The points of a text, in the order of writing. */
export function watchPoints(text: string): readonly WatchPoint[] {
  const lines = linesOf(text);
  const heads = lines.filter(({ kind, said }) => kind === 'head' && wordsIn(said) > LABEL);
  if (heads.length > 1) return heads.map(({ said, against }) => ({ said, against }));
  const rest = lines.filter(({ kind }) => kind !== 'head');
  const items = rest.filter(({ kind }) => kind === 'item');
  const points = items.length > 1 ? withItems(rest) : rest.flatMap(sentencesOf);
  const led = points.filter(({ said }) => isLed(said));
  // Where sentences are told to be watched, the others explain them.
  return items.length < 2 && led.length > 1 ? led : points;
}

/** Whether a sentence says that what it names is to be watched. */
function isLed(said: string): boolean {
  return leadOf(said) !== '' || contrastOf(said) !== '' || isAgainst(said) || isCounted(said);
}

function withItems(lines: readonly Line[]): readonly WatchPoint[] {
  const outer = Math.min(...lines.flatMap(({ kind, indent }) => (kind === 'item' ? [indent] : [])));
  let within = false;
  return lines.flatMap((line, index): readonly WatchPoint[] => {
    if (line.kind === 'prose') return sentencesOf(line).filter(({ said }) => isLed(said));
    if (line.indent > outer && !within && !GOES_ON.test(line.said)) return [];
    const label = line.said.endsWith(':') || wordsIn(line.said) <= LABEL;
    if (line.indent <= outer) within = label;
    // A label stands for what stands below it.
    if (label && (line.said.endsWith(':') || (lines[index + 1]?.indent ?? 0) > line.indent)) return [];
    const [first, ...more] = sentencesOf(line);
    if (first === undefined) return [];
    return [first, ...more.filter(({ said }) => isLed(said))];
  });
}

function linesOf(text: string): readonly Line[] {
  const written = text.split('\n').filter((line) => line.trim() !== '');
  const apart = isListOfLines(written);
  const lines: Line[] = [];
  let open = false;
  let against = false;
  for (const line of text.split('\n')) {
    const bullet = BULLET.exec(line);
    const row = cellOf(line);
    const head = bullet === null ? SUBHEAD.exec(line) : null;
    if (line.trim() === '') open = false;
    else if (row !== undefined) {
      if (row !== '') lines.push({ kind: 'item', indent: 0, said: plain(row), against });
    } else if (bullet !== null) {
      const [, space = '', nested, said = ''] = bullet;
      const indent =
        space.replaceAll('\t', '    ').length +
        (nested === undefined ? 0 : 1) +
        (/^\s*o\t/.test(line) ? 1 : 0);
      lines.push({ kind: 'item', indent, said: plain(pointOf(said)), against });
      open = true;
    } else if (headsCounterSigns(line) && !/[.!]\s*$/.test(line)) {
      against = true;
      open = false;
    } else if (head !== null) {
      lines.push({
        kind: 'head',
        indent: 0,
        said: plain((head[1] ?? head[2] ?? '').replace(NUMBER, '')),
        against,
      });
      open = false;
    } else if (open && !apart && line.length < LONGEST_LINE) {
      const last = lines.at(-1);
      if (last !== undefined) last.said = `${last.said} ${plain(line)}`.trim();
    } else {
      const kind = apart || NAMED.test(line.trim()) ? 'item' : 'prose';
      lines.push({ kind, indent: 0, said: plain(pointOf(line.trim())), against });
      open = true;
    }
  }
  return lines
    .map((line) => ({ ...line, said: uncounted(line.said) }))
    .filter(
      ({ said, kind }, index, all) =>
        said !== '' && !(kind === 'prose' && said.endsWith(':') && index + 1 < all.length),
    );
}

/** Lines that all begin with a capital and end without a stop are items of a list, though nothing marks them. */
function isListOfLines(written: readonly string[]): boolean {
  return (
    written.length > 1 &&
    written.every((line) => /^\s*\p{Lu}/u.test(line) && !BULLET.test(line) && line.length < 120) &&
    written.filter((line) => /[.;,:]\s*$/.test(line)).length <= 1
  );
}

/** What a row of a table is about: its first cell of several words; empty for a row of rules or headings. */
function cellOf(line: string): string | undefined {
  if (!/^\s*\|.*\|/.test(line)) return undefined;
  if (/^[\s|:–-]+$/.test(line)) return '';
  return (
    line
      .split('|')
      .find((cell) => wordsIn(cell) > LABEL)
      ?.trim() ?? ''
  );
}

/** A point without its name, or the name alone where it says what is to be watched. */
function pointOf(said: string): string {
  const name = NAMED.exec(said);
  if (name === null) return said;
  const [whole, called = ''] = name;
  return wordsIn(called) > LABEL && leadOf(called) === '' ? called : said.slice(whole.length);
}

function plain(text: string): string {
  return text.replaceAll(/\*\*|__/g, '').trim();
}

function uncounted(said: string): string {
  const dashes = said.match(DASHED)?.length ?? 0;
  if ((said.match(COUNTED)?.length ?? 0) < 2) return dashes > 1 ? said.replaceAll(DASHED, '; ') : said;
  return said
    .replace(/^[^:;]{0,40}:\s*(?=\()/, '')
    .replaceAll(COUNTED, '; ')
    .replace(/^[:;\s]+/, '')
    .trim();
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

/** What ends with a stop and is no end of a sentence. */
const SHORTENED =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|mr|mrs|ms|dr|st|no|vs|approx|u\.s|u\.k|z\. ?b|bzw|ca|p\. ?ex|par ex|ej|bijv|np)\.$/i;

function sentencesOf({ said, against }: Line): readonly WatchPoint[] {
  const sentences: string[] = [];
  let begun = '';
  for (const [piece] of said.matchAll(/[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]*/g)) {
    begun += piece;
    if (SHORTENED.test(begun)) continue;
    sentences.push(begun.trim());
    begun = '';
  }
  if (begun.trim() !== '') sentences.push(begun.trim());
  return sentences.map((sentence) => ({ said: sentence, against }));
}
