/** Names in headlines: words written with a capital where the language has none for other words, in one spelling. */

/** Languages that write every noun with a capital. */
const CAPITAL_NOUNS: ReadonlySet<string> = new Set(['de', 'lb']);

/** From this share of capitals among its longer words on, a text is written in title case, and its capitals say nothing. */
const TITLE_CASE = 0.7;
const LONGER = 4;
/** A shorter name ("Al", "Ed") says too little. */
const SHORTEST = 3;
const COMPARED = 6;
/** Stems that are kept. */
const MOST_STEMS = 20_000;

/** Letters that languages change for each other. */
const SPELLED: Readonly<Record<string, string>> = { w: 'v', c: 'k', z: 's', y: 'i', j: 'i' };
const VOWELS = 'aeiou';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** What ends before a word that has a capital only because a sentence or a quotation begins with it. */
const BEGINNING = /(?:^|[.:;!?–—|«»„“”‘"'([]\s*)$/u;

export type Names = {
  /** Written words, folded by `spell`, whose capital says that they are names. */
  readonly certain: readonly string[];
  /** Words whose capital may come from the language or from the beginning of a sentence. */
  readonly possible: readonly string[];
};

/** Whether a text is written in title case, so that its capitals say nothing; not in a language (primary subtag) where they say nothing anyway. */
export function isTitleCase(text: string, lang: string): boolean {
  if (CAPITAL_NOUNS.has(lang)) return false;
  const longer = (text.match(WORD) ?? []).filter((word) => word.length >= LONGER);
  return longer.length >= 4 && longer.filter(isCapital).length / longer.length >= TITLE_CASE;
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** The capitalised words of a text in a language (primary subtag). `spell` folds a word. */
export function namesOf(text: string, lang: string, spell: (word: string) => string): Names {
  if (isTitleCase(text, lang)) return { certain: [], possible: [] };
  const words = [...text.matchAll(WORD)];
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const { 0: word, index } of words) {
    if (word.length < SHORTEST || !isCapital(word)) continue;
    const begins = BEGINNING.test(text.slice(Math.max(0, index - 4), index));
    const shouted = /^\p{Lu}{2,}$/u.test(word);
    const unsure = (begins && !shouted) || CAPITAL_NOUNS.has(lang);
    (unsure ? possible : certain).add(spell(word));
  }
  return { certain: [...certain], possible: [...possible].filter((name) => !certain.has(name)) };
}

/**
 * One spelling of a folded name for all cases and languages: "Zarevia", "Zarewię" and "zarevian" are the same. Two names
 * that differ only in their endings are the same, too; that is rarer than one name with two endings.
 */
export function nameStem(folded: string): string {
  const known = stems.get(folded);
  if (known !== undefined) return known;
  if (stems.size >= MOST_STEMS) stems.clear();
  const stem = stemOf(folded);
  stems.set(folded, stem);
  return stem;
}

/** Kept, since the same words come again and again. */
const stems = new Map<string, string>();

function stemOf(folded: string): string {
  let plain = '';
  for (let at = 0; at < folded.length && plain.length < COMPARED; at += 1) {
    const letter = folded[at] ?? '';
    if (letter === "'") break;
    const next = folded[at + 1];
    // "ck" is read as the k alone, "ph" as f.
    if (letter === 'c' && next === 'k') continue;
    const spelled = letter === 'p' && next === 'h' ? 'f' : (SPELLED[letter] ?? letter);
    if (spelled === 'f' && letter === 'p') at += 1;
    if (!plain.endsWith(spelled)) plain += spelled;
  }
  let end = plain.length;
  while (end > 0 && VOWELS.includes(plain[end - 1] ?? '')) end -= 1;
  return end < SHORTEST ? plain : plain.slice(0, end);
}
