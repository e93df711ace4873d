/** Splits the list of what to watch into signs, each with the article's own words. */

export type Sign = {
  /** The article's words, exactly as they stand there. */
  readonly quote: string;
  /** Whether the article says that the sign points the other way. */
  readonly against: boolean;
};

const LEAD =
  /^(?:(?:and|also|finally|then|please|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth|last(?:ly)?|next|(?:readers|analysts|one|we|you) (?:should|can|will|must|need to)|be)[, ]+)*(?:watch(?:ing)?(?: out)?|look(?:ing)?(?: out)?|monitor|track|note|follow|keep (?:an eye|watch|track)|pay attention|be alert|beware|signs? (?:to watch(?: for)?|of))\s*(?:also )?(?:for|whether|if|on|to|of)?\s*(?:any )?(?:(?:concrete |early |clear )?(?:signs?|evidence|signals?|indications?) (?:that|of|for)\s*)?/i;
/** The same in German, French, Spanish, Italian and Dutch; what leads to a clause there may also stand by itself. */
const FOREIGN_LEAD =
  /^(?:(?:und|auch|et|aussi|y|tambi[ée]n|e|anche|en|ook),? )?(?:(?:zu )?(?:beobachten|achten)(?: (?:ist|sind|sie|wir|man))?(?: (?:auf|darauf|auch|vor allem))*,?\s*|(?:surveille[rz]|guette[rz]|observe[rz]|suivre|à surveiller|à suivre)\s*:?\s*|(?:vigil(?:ar|e|en)|observ(?:ar|e|en)|hay que (?:vigilar|observar))\s*|(?:osserva(?:re|te)|tene(?:re|te) d['’]occhio|monitorare)\s*|(?:let(?: ook)? op|houd in de gaten),?\s*)?(?:(?:an)?zeichen (?:dafür,? dass|für)\s*|(?:tout |les )?signes? (?:que |de |d['’])|señal(?:es)? (?:de que|de) |segnal[ei] (?:che|di) |(?:ob|dass|falls|wenn|si|que|se|che|of|dat)\s+)?/i;
const ANOTHER = /[,;]? (?:und |et |y |e |en |oder |ou |o )?(?=(?:ob|dass) )/;
const AGAINST =
  /\b(?:would|will|could) (?:point|speak|count|cut|argue|suggest|indicate|show|mean|signal)[^.]*?\b(?:other way|opposite|otherwise|against|reassertion|the contrary|easing|relief)\b|\bpoints? the other way\b/i;
/** A verdict on a sign that is no part of it. */
const TAIL =
  /,? \(?(?:all of )?(?:which|that|this|these|it|they)? ?(?:would|will|could) (?:point|speak|count|cut|argue|suggest|indicate|show|mean|signal)\b.*$/i;

/** The signs of a text of prose, or of a list with bullets, in the order of writing. */
export function readSigns(watch: string): readonly Sign[] {
  const signs = paragraphsOf(watch)
    .flatMap((paragraph) => sentencesOf(paragraph))
    .flatMap(signsOf);
  const seen = new Set<string>();
  return signs.filter(({ quote }) => quote.split(' ').length > 0 && !seen.has(quote) && seen.add(quote));
}

const BULLET = /^\s*(?:[-*+•–—·‣▪◦→⇒➤►]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)])\s+(?:\[[ x]?\]\s*)?(.*)$/i;
/** `(1) a, (2) b, and (3) c` within a line. */
const COUNTED = /[,;]?\s*(?:and |or )?\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s+/gi;
/** "**Dams.** Watch for dams that close": the first words are the name of the point. */
const NAMED = /^(?:\*\*|__)[^*_]{2,60}(?:\*\*|__)\s*[.:—–-]?\s*(?=\S+ \S+ \S)/;

/** Bullets are paragraphs of their own, and so are lines that all begin with a capital and end without a stop. */
function paragraphsOf(text: string): readonly string[] {
  const paragraphs: string[] = [];
  const written = text.split('\n').filter((line) => line.trim() !== '');
  const apart =
    written.length > 1 &&
    written.every((line) => /^\s*\p{Lu}/u.test(line) && !BULLET.test(line) && line.length < 120) &&
    written.filter((line) => /[.;,:]\s*$/.test(line)).length <= 1;
  let open = false;
  for (const line of text.split('\n')) {
    const bullet = BULLET.exec(line);
    if (bullet !== null) paragraphs.push((bullet[1] ?? '').replace(NAMED, ''));
    else if (apart) paragraphs.push(line.trim());
    else if (line.trim() === '') open = false;
    else if (open) paragraphs.push(`${paragraphs.pop() ?? ''} ${line.trim()}`);
    else paragraphs.push(line.trim());
    open = line.trim() !== '';
  }
  return (
    paragraphs
      .map((paragraph) => paragraph.replaceAll(/\*\*|__/g, '').trim())
      .map((paragraph) =>
        (paragraph.match(COUNTED)?.length ?? 0) > 1
          ? paragraph.replaceAll(COUNTED, '; ').replace(/:?\s*; /, ' ')
          : paragraph,
      )
      // "Four things to watch:" only leads to what follows.
      .filter((each, index, all) => each !== '' && !(each.endsWith(':') && index + 1 < all.length))
  );
}

function sentencesOf(paragraph: string): readonly string[] {
  return (paragraph.match(/[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]*/g) ?? []).map((sentence) => sentence.trim());
}

function signsOf(sentence: string): readonly Sign[] {
  const bare = sentence.replace(/[.!?]+$/, '');
  const against = AGAINST.test(bare);
  const lead = LEAD.exec(bare)?.[0] ?? FOREIGN_LEAD.exec(bare)?.[0] ?? '';
  const said = bare.slice(lead.length).replace(TAIL, '');
  // "… signs that A follow B: x, y, or z" lists its signs after the colon.
  const colon = said.indexOf(': ');
  const body = colon === -1 ? said : said.slice(colon + 2);
  if (body.trim() === '' || (lead === '' && !against && !isListItem(bare))) return [];
  return partsOf(body, lead !== '').map((quote) => ({ quote, against }));
}

/** A bullet of a few words, or the name of a thing that happens, is a sign without being told to watch for it. */
function isListItem(text: string): boolean {
  return text.split(' ').length <= 30;
}

/** `for a, for b, and for c` is cut at its `for`; `a; b; c` at its semicolons; `a, b, or c` at its commas. */
function partsOf(body: string, watched: boolean): readonly string[] {
  const pieces = body.split(/;\s*(?:and |or )?(?:for |on |whether |if )?/);
  const byFor = pieces.flatMap((piece) =>
    piece.split(/,? (?:and |or )?for (?=(?!if\b)[a-z])(?<=, (?:and |or )?for )/),
  );
  const lastFor =
    byFor.length > 1
      ? byFor.flatMap((piece) => piece.split(/ (?:and|or) for (?=[a-z]+ (?:\S+ ){0,3}(?:that|who|which)\b)/))
      : byFor;
  const parts = byFor.length > 1 || !watched ? lastFor : splitAtCommas(body);
  return parts
    .flatMap(twoSubjects)
    .flatMap((part) => part.split(ANOTHER))
    .map(trimmed)
    .filter((part) => part.length > 2);
}

/** Commas part signs where each of them is a thing of its own, not where verbs or adjectives share a subject. */
function splitAtCommas(body: string): readonly string[] {
  const parts = body.split(/, (?:and |or )?/);
  const short = parts.filter((part) => part.split(' ').length < 2).length;
  // Each with its own "that" or "who" is a sign of its own.
  if (parts.length > 1 && parts.every((part) => /^(?:[\w’'-]+ ){1,5}(?:that|who|which|whom)\b/.test(part)))
    return parts;
  const relative = /\b(?:that|who|which|whom)\b/.exec(parts[0] ?? '') !== null;
  return parts.length < 3 || short > 0 || relative ? [body] : parts;
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
    .replace(/^(?:and|or|for|also|whether|if|when)\s+/i, '')
    .replace(/^(?:und|oder|et|ou|y|o)\s+/i, '')
    .replace(/^(?:ob|dass|falls|wenn|si|que|che|dat)\s+/i, '')
    .replace(/[,;:\s]+$/, '')
    .trim();
}
