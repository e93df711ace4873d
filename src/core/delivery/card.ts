/** The card of an alert: what stands in it and in which order, drawn once for all platforms, within what a phone holds. */
import type { Inline } from '../command/reply.ts';
import { cleanMarked, cleanMarkedLine } from './clean-text.ts';
import { type CardLine, COLUMNS, plainWords, rowsIn, rowsOf, totalRows } from './card-line.ts';
import { foreignWords } from './foreign-words.ts';
import { foundInWords } from './found-in-words.ts';
import { followsLine, furtherLines, writtenReports } from './further-lines.ts';
import { isolated, runsRightToLeft } from './isolate.ts';
import { joinMarks } from './join-marks.ts';
import type { MarkedText } from './marked-text.ts';
import type { AlertNotification, NoticeLine, Report } from './notification.ts';
import { safeLink } from './safe-link.ts';
import { shortenMarked, stretches } from './shorten.ts';
import { LEVEL_MARKS, levelWords, listInlines, listNames, SEVERITY_MARKS } from './wording.ts';

export type Card = {
  /** "high · Leader-level appointments and 2 more"; foreign words in it are cleaned. */
  readonly kicker: string;
  /** Cleaned, with the words that decided marked; never empty. */
  readonly headline: MarkedText;
  readonly link: string | undefined;
  readonly lines: readonly CardLine[];
  /** Whether what a phone holds has room for the headline once more, where a platform shows its marked words apart. */
  readonly roomForMarks: boolean;
};

const MOST_ROWS = 12;
const HEADLINE = 180;
const LEDE = 160;
const QUOTE = 120;
/** Names in lines that hold several. */
const NAME = 24;
const MOST_OUTLETS = 4;
const MOST_ACTORS = 4;
const MOST_TAGS = 4;

/**
 * At most twelve lines of sixty characters. What tells of the event stays whatever it takes: the level, what it is about
 * but its number, the quote, the actors and the lede are let in as long as there is room, in this order.
 */
export function cardOf(n: AlertNotification): Card {
  const kicker = kickerOf(n);
  const headline = headlineOf(n);
  const said = found(n);
  const before = [byline(n), follows(n), finding(n), caution(n)];
  const number = one('about', `#${n.alertId}`);
  const fixed = [said, ...before, ...further(n), also(n), state(n), number].filter(
    (line) => line !== undefined,
  );
  let room = MOST_ROWS - rowsOf(kicker) - rowsOf(headline.text) - totalRows(fixed);
  const take = (line: CardLine | undefined): CardLine | undefined => {
    const rows = line === undefined ? 0 : rowsIn(line);
    if (rows > room) return undefined;
    room -= rows;
    return line;
  };
  // Below lines that stay whatever they take the level is worth one more.
  const standing = further(n).length > 0 ? (take(level(n)) ?? level(n)) : take(level(n));
  // Its number has a line of the room already.
  room += 1;
  const whole = take(about(n));
  room -= Number(whole === undefined);
  const quote = take(quoteOf(n));
  const actors = take(actorsOf(n));
  const lede = room > 0 ? take(ledeOf(n, Math.min(LEDE, room * COLUMNS))) : undefined;
  const [where, ...rest] = before;
  const below = [quote, also(n), actors, standing, whole ?? number, state(n)];
  const lines = [said, where, lede, ...rest, ...further(n), ...below].filter((line) => line !== undefined);
  const roomForMarks = MOST_ROWS - rowsOf(kicker) - totalRows(lines) >= 2 * rowsOf(headline.text);
  return { kicker, headline, link: safeLink(n.link), lines, roomForMarks };
}

/** The whole card in one line of plain words, headline first, its number last: what lock screens and screen readers get. */
export function cardInWords(n: AlertNotification): string {
  const { kicker, headline, lines } = cardOf(n);
  const rest = lines
    .filter(({ role }) => role !== 'byline' && role !== 'about')
    .map(({ inlines }) => plainWords(inlines).replace(/^[○◔◐●] /u, ''));
  const outlet = foreignWords(n.outlet, 80);
  const first = `${kicker}: ${isolated(headline.text)}${outlet === '' ? '' : ` (${outlet})`}`;
  return sentences([first, ...rest, `Alert ${n.alertId}`]);
}

/** Lines as sentences of one line, without a stop behind what has one. */
export function sentences(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .reduce(
      (said, line) => (said === '' ? line : /[.:!?…]$/.test(said) ? `${said} ${line}` : `${said}. ${line}`),
      '',
    );
}

function kickerOf(n: AlertNotification): string {
  const more = n.others.length + n.patterns.length;
  const rest = more === 0 ? '' : ` and ${more} more`;
  const grave = `${SEVERITY_MARKS[n.severity].word} · `;
  return `${grave}${foreignWords(n.indicator.name, COLUMNS - grave.length - rest.length)}${rest}`;
}

function headlineOf(n: AlertNotification): MarkedText {
  const headline = shortenMarked(joinMarks(cleanMarked(n.headline)), HEADLINE);
  return headline.text === '' ? { text: '(no headline)', marks: [] } : headline;
}

function byline(n: AlertNotification): CardLine {
  const [outlet, via] = [foreignWords(n.outlet, 60), foreignWords(n.via ?? '', NAME)];
  return {
    role: 'byline',
    inlines: [
      ...(outlet === '' ? [] : [linked(outlet, n.link)]),
      ...(via === '' ? [] : [text(` via ${via}`)]),
      ...(outlet === '' ? [] : [text(' · ')]),
      { kind: 'time', at: n.at, style: 'ago' },
    ],
  };
}

function found({ wordsFound }: AlertNotification): CardLine | undefined {
  return one('found', foundInWords(wordsFound) ?? '');
}

function follows(n: AlertNotification): CardLine | undefined {
  const line = followsLine(n);
  return line && { role: 'follows', inlines: noticeInlines(line) };
}

function finding(n: AlertNotification): CardLine | undefined {
  return one('finding', foreignWords(n.finding ?? '', 160));
}

function caution({ cautions = [] }: AlertNotification): CardLine | undefined {
  return one('caution', cautions.map((each) => foreignWords(each, 160)).join(' · '));
}

function ledeOf(n: AlertNotification, most: number): CardLine | undefined {
  if (n.excerpt === undefined) return undefined;
  const lede = shortenMarked(joinMarks(cleanMarked(n.excerpt)), most);
  return lede.text === '' ? undefined : { role: 'lede', inlines: markedInlines(lede) };
}

/** The lines that nothing else says: other signs, patterns with their reports, developments, corrections, reports. */
function further(n: AlertNotification): readonly CardLine[] {
  const evidence = n.evidence.slice(-MOST_OUTLETS).map((report): CardLine => {
    const about = [foreignWords(report.outlet, 40), foundInWords(report.wordsFound) ?? ''];
    const rest = about.map((part) => (part === '' ? '' : ` · ${part}`)).join('');
    return {
      role: 'further',
      inlines: [linked(foreignWords(report.headline, 120), report.link), text(rest)],
    };
  });
  const left = n.evidence.length - evidence.length;
  const more: readonly CardLine[] =
    left > 0
      ? [{ role: 'further', inlines: [text(`and ${left} earlier ${left === 1 ? 'story' : 'stories'}`)] }]
      : [];
  const rest = furtherLines(n).map((line): CardLine => ({ role: 'further', inlines: noticeInlines(line) }));
  return [...evidence, ...more, ...rest];
}

function quoteOf(n: AlertNotification): CardLine | undefined {
  const quote = foreignWords(n.quote, QUOTE);
  return quote === '' ? undefined : one('quote', `The article: “${quote}”`);
}

/** Outlets that have no line of their own, each linked to its own report. */
function also(n: AlertNotification): CardLine | undefined {
  const written = new Set(writtenReports(n).map(({ outlet }) => outlet));
  const first = new Map<string, Report>();
  for (const report of n.alsoReported) {
    const name = foreignWords(report.outlet, NAME);
    if (name !== '' && !written.has(report.outlet) && !first.has(name)) first.set(name, report);
  }
  if (first.size === 0) return undefined;
  const outlets = [...first].map(([name, report]) => linked(name, report.link));
  return { role: 'also', inlines: [text('Also: '), ...listInlines(outlets, MOST_OUTLETS)] };
}

function actorsOf(n: AlertNotification): CardLine | undefined {
  const actors = [...new Set(n.actors.map((actor) => foreignWords(actor, 40)))].filter(
    (actor) => actor !== '',
  );
  return actors.length === 0 ? undefined : one('actors', `Actors: ${listNames(actors, MOST_ACTORS)}`);
}

function level({ standing }: AlertNotification): CardLine | undefined {
  return standing && one('level', `${LEVEL_MARKS[standing.level]} ${levelWords(standing)}`);
}

function about(n: AlertNotification): CardLine | undefined {
  const tags = n.tags.slice(0, MOST_TAGS).map((tag) => foreignWords(tag, 30));
  const parts = [
    foreignWords(n.hypothesis ?? '', 60),
    tags.join(', '),
    foreignWords(n.brief.title, 60),
    `#${n.alertId}`,
  ];
  return one('about', parts.filter((part) => part !== '').join(' · '));
}

/** Who has seen it, what they made of it, and until when it is muted. */
function state({ acknowledged, verdicts, muted }: AlertNotification): CardLine | undefined {
  const votes = [
    verdicts.relevant > 0 ? `${verdicts.relevant} relevant` : '',
    verdicts.notRelevant > 0 ? `${verdicts.notRelevant} not relevant` : '',
  ].filter((vote) => vote !== '');
  const parts: (readonly Inline[])[] = [
    acknowledged === undefined
      ? []
      : [
          text(`✓ Acknowledged by ${foreignWords(acknowledged.by, NAME)}, `),
          { kind: 'time', at: acknowledged.at, style: 'ago' },
        ],
    votes.length === 0 ? [] : [text(`Votes: ${votes.join(', ')}`)],
    muted === undefined
      ? []
      : [
          text('Muted until '),
          { kind: 'time', at: muted.until, style: 'date' },
          text(` by ${foreignWords(muted.by, NAME)}`),
        ],
  ];
  const inlines = parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [text(' · '), ...part]));
  return inlines.length === 0 ? undefined : { role: 'state', inlines };
}

function noticeInlines(line: NoticeLine): readonly Inline[] {
  const link = safeLink(line.link);
  const shown = shortenMarked(joinMarks(cleanMarkedLine(line)), 300);
  return link === undefined ? markedInlines(shown) : [{ kind: 'link', text: shown.text, url: link }];
}

/**
 * A clean marked text as inlines, its marked stretches bold. What runs from right to left stays in one: each has an
 * isolate of its own, and they would stand in a line from left to right.
 */
export function markedInlines(marked: MarkedText): readonly Inline[] {
  const parts = stretches(marked);
  if (parts.length > 1 && runsRightToLeft(marked.text)) return [text(marked.text)];
  return parts.map((part) =>
    part.marked ? { kind: 'text', text: part.text, style: 'bold' } : text(part.text),
  );
}

function linked(shown: string, link: string | undefined): Inline {
  const url = safeLink(link);
  return url === undefined || shown === ''
    ? text(shown || '(no headline)')
    : { kind: 'link', text: shown, url };
}

function one(role: CardLine['role'], shown: string): CardLine | undefined {
  return shown === '' ? undefined : { role, inlines: [text(shown)] };
}

function text(shown: string): Inline {
  return { kind: 'text', text: shown };
}
