/** Says whether a full stop after a word ends the sentence, or only the abbreviation. */

/** Abbreviations that stand before numbers, and are words of their own elsewhere. */
const BEFORE_NUMBERS: ReadonlySet<string> = new Set('art fig no nos nr par pp pag vol abs kap'.split(' '));

/**
 * Abbreviations that stand before a capital in news text, folded: military and civil ranks, titles and forms of
 * address, months, and the commonest others of the seven languages that the shipped brief reads.
 */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  [
    'adm brig capt cdr cmdr col comdr cpl gen genlt gov lt ltc maj msgt pvt rep reps sen sens sgt vadm wg',
    'dr ing jr mag mr mrs ms mx prof rev sr st amb asst dep dept dir hon pres sec secy spox',
    'jan feb apr jun jul aug sept sep oct nov dec okt dez janv fevr avr juil gen ott dic ene abr ago sty lut kwi',
    'cf co corp ed est etc inc ltd vs approx ca al',
    'abg bzw dipl evtl fr frl geb ggf hr hptm inkl min mio mrd oberst obj sog stv str tel ua usw vgl zzgl',
    'mm mme mmes mlle mgr me bd chap',
    'dhr drs mevr mw ir ds ong resp',
    'avv dott ecc sen sig sigg sigra spett',
    'admte cnel cte dña dra exc excmo gral ilmo sra srta tte ud uds',
    'gen inz kpt mjr nadkom plk pln ppłk por prok prof pulk red sekr tys ul woj zob',
  ]
    .join(' ')
    .split(' ')
    .map((word) =>
      word
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .replaceAll('ł', 'l'),
    ),
);

const LONGEST = Math.max(...[...ABBREVIATIONS].map((word) => word.length));
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/**
 * Whether the folded word in `letters[from, to)` may carry a full stop that ends no sentence: a listed abbreviation,
 * an initial (`J. D. Vance`), an ordinal of one or two digits (`am 4. Juli`), or `No.` before a number; `next` is the
 * first unit of the next word. When in doubt the sentence goes on.
 */
export function mayCarryDot(letters: Uint16Array, from: number, to: number, next: number): boolean {
  const length = to - from;
  if (length === 1) return true;
  if (length === 2 && isDigit(letters[from] ?? 0) && isDigit(letters[from + 1] ?? 0)) return true;
  if (length > LONGEST) return false;
  const word = String.fromCharCode(...letters.subarray(from, to));
  return ABBREVIATIONS.has(word) || (isDigit(next) && BEFORE_NUMBERS.has(word));
}

function isDigit(unit: number): boolean {
  return unit >= DIGIT_0 && unit <= DIGIT_9;
}
