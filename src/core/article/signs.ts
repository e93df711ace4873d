/** Splits the list of what to watch into signs, each with the article's own words. */
import { watchPoints } from './watch-points.ts';
import { announcesSigns, contrastOf, isAgainst, leadOf, withoutVerdict } from './watch-words.ts';

export type Sign = {
  /** The article's words, exactly as they stand there. */
  readonly quote: string;
  /** Whether the article says that the sign points the other way. */
  readonly against: boolean;
};

/** More than so many letters are no sign that somebody could look for. */
const LONGEST = 400;
const ANOTHER = /[,;]? (?:und |et |y |e |en |oder |ou |o |oraz )?(?=(?:ob|dass) )/;

/** The signs of a text of prose, or of a list with bullets, in the order of writing. */
export function readSigns(watch: string): readonly Sign[] {
  const seen = new Set<string>();
  return watchPoints(watch)
    .flatMap(({ said, against }) => signsOf(said).map((sign) => (against ? { ...sign, against } : sign)))
    .filter(
      ({ quote }) => quote.length <= LONGEST && !announcesSigns(quote) && !seen.has(quote) && seen.add(quote),
    );
}

function signsOf(sentence: string): readonly Sign[] {
  const whole = sentence.replace(/[.!?;]+$/, '');
  const contrast = contrastOf(whole);
  const bare = whole.slice(contrast.length);
  const against = contrast !== '' || isAgainst(whole);
  const conditions = conditionsOf(bare);
  if (conditions.length > 1) return conditions.map((quote) => ({ quote, against }));
  const lead = leadOf(bare);
  const said = bare.slice(lead.length);
  // "… signs that A follow B: x, y, or z" lists its signs after the colon.
  const colon = said.indexOf(': ');
  const body = withoutVerdict(colon === -1 ? said : said.slice(colon + 2));
  if (body.trim() === '' || (lead === '' && !against && !isListItem(body))) return [];
  return partsOf(body, lead !== '' || SEVERAL.test(said.slice(0, Math.max(0, colon)))).map((quote) => ({
    quote,
    against,
  }));
}

/** What stands before a colon where each thing behind it is a sign of its own. */
const SEVERAL =
  /\b(?:things|signs|signals|indicators|developments|points|questions|events|steps|following)\b/i;

/** "If dams close, if farms lose permits, or if ministers resign, it is at work": each that begins with if. */
function conditionsOf(sentence: string): readonly string[] {
  if (!/^(?:if|whether|should) /i.test(sentence)) return [];
  const parts = sentence.split(/,? (?:or |and )?(?:if|whether) /i);
  if (parts.length < 2) return [];
  const comma = parts.at(-1)?.lastIndexOf(', ') ?? -1;
  return parts
    .map((part, index) => (index === parts.length - 1 && comma > 0 ? part.slice(0, comma) : part))
    .map((part) => trimmed(part))
    .filter((part) => part.length > 2);
}

/** Words of an item. */
const LONGEST_ITEM = 30;

/** A bullet of a few words, or the name of a thing that happens, is a sign without being told to watch for it. */
function isListItem(text: string): boolean {
  return text.split(';').every((part) => part.split(' ').length <= LONGEST_ITEM);
}

/** What may stand before each sign of a sentence again: "for a, for b, and for c", "auf a, auf b und auf c". */
const AGAIN = ['for', 'whether', 'on', 'auf', 'op', 'sur', 'ob', 'dass'];
/** Those of them that a clause follows. */
const CLAUSES: ReadonlySet<string> = new Set(['whether', 'ob', 'dass']);
const AND = '(?:and|or|und|oder|et|ou|y|o|e|en|of|oraz|lub)';

/** Cut where its preposition comes again; `a; b; c` at its semicolons; `a, b, or c` at its commas. */
function partsOf(body: string, watched: boolean): readonly string[] {
  const pieces = body.split(/;\s*(?:(?:and|or|und|oder|et|ou|y|o|e|en) )?(?:for |on |whether |if )?/);
  const again = pieces.flatMap(splitAgain);
  const parts = again.length > 1 || !watched ? again : splitAtCommas(body);
  return parts
    .flatMap(twoSubjects)
    .flatMap((part) => part.split(ANOTHER))
    .map(trimmed)
    .filter((part) => part.length > 2);
}

function splitAgain(piece: string): readonly string[] {
  for (const word of AGAIN) {
    const parts = piece.split(new RegExp(`, (?:${AND} )?${word} (?!if\\b)(?=[\\p{L}\\d])`, 'u'));
    if (parts.length < 2 && !CLAUSES.has(word)) continue;
    // The last may follow without a comma, where it is a clause of its own.
    const clause = CLAUSES.has(word) ? '\\p{L}+ \\S' : '\\p{L}+ (?:\\S+ )+\\S';
    const last = new RegExp(`^(.{8,}?) ${AND} ${word} (?=${clause})`, 'u').exec(parts.at(-1) ?? '');
    if (last?.[1] !== undefined && (parts.length > 1 || CLAUSES.has(word)))
      return [...parts.slice(0, -1), last[1], (parts.at(-1) ?? '').slice(last[0].length)];
    if (parts.length > 1) return parts;
  }
  return [piece];
}

const RELATIVE = '(?:that|who|which|whom|que|qui|che|die|der|das|dat|kt[óo]r\\p{Ll}+)';
/** Each with its own "that" or "who" is a sign of its own. */
const CLAUSE = new RegExp(`^(?:[\\p{L}\\p{N}’'-]+ ){1,5}${RELATIVE}\\b`, 'u');
const HAS_RELATIVE = new RegExp(`(?<!\\p{L})${RELATIVE}(?!\\p{L})`, 'u');

/** Commas part signs where each of them is a thing of its own, not where verbs or adjectives share a subject. */
function splitAtCommas(body: string): readonly string[] {
  const parts = body.split(new RegExp(`, (?:${AND} )?`, 'u'));
  const last = new RegExp(`^(.{8,}?) ${AND} (?=(?:[\\p{L}’'-]+ ){1,4}${RELATIVE} )`, 'u').exec(
    parts.at(-1) ?? '',
  );
  const clauses =
    last?.[1] === undefined
      ? parts
      : [...parts.slice(0, -1), last[1], (parts.at(-1) ?? '').slice(last[0].length)];
  if (clauses.length > 1 && clauses.every((part) => CLAUSE.test(part))) return clauses;
  const short = parts.filter((part) => part.split(' ').length < 2).length;
  return parts.length < 3 || short > 0 || HAS_RELATIVE.test(parts[0] ?? '') ? [body] : parts;
}

/** "national parliaments or allied militaries push back": two subjects of one verb are two signs. */
function twoSubjects(part: string): readonly string[] {
  const match =
    /^(?<first>(?:[a-z-]+ ){1,2}[a-z-]+s) or (?<second>(?:[a-z-]+ )[a-z-]+s) (?<verb>(?!that\b|who\b|which\b|of\b|in\b|to\b|from\b)[a-z]+(?: .*)?)$/i.exec(
      part,
    );
  const { first, second, verb } = match?.groups ?? {};
  if (first === undefined || second === undefined || verb === undefined) return [part];
  if (/\b(?:that|who|which|for|of|to|in)\b/.test(first)) return [part];
  return [`${first} … ${verb}`, `${second} ${verb}`];
}

function trimmed(part: string): string {
  return part
    .replace(/^(?:(?:first|second|third|fourth|fifth|last)(?:ly)?, )/i, '')
    .replace(/^(?:and|or|for|on|also|whether|if|when)\s+/i, '')
    .replace(/^(?:und|oder|et|ou|y|o)\s+/i, '')
    .replace(/^(?:ob|dass|falls|wenn|si|que|che|dat)\s+/i, '')
    .replace(/[,;:\s]+$/, '')
    .trim();
}
