/** Says whether a full stop after a word ends the sentence, or only the abbreviation. */

/**
 * Abbreviations that stand before a capital in news text, folded: military and civil ranks, titles and forms of
 * address, months, and the commonest others of the seven languages that the shipped brief reads.
 */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  [
    'adm brig capt cdr cmdr col comdr cpl gen genlt gov lt ltc maj msgt pvt rep reps sen sens sgt vadm wg',
    'dr ing jr mag mr mrs ms mx prof rev sr st amb asst dep dept dir hon pres sec secy spox',
    'jan feb apr jun jul aug sept sep oct nov dec okt dez janv fevr avr juil gen ott dic ene abr ago sty lut kwi',
    'art cf co corp ed est etc fig inc ltd no nos nr par pp vol vs approx ca al',
    'abg bzw dipl evtl fr frl geb ggf hr hptm inkl min mio mrd oberst obj sog stv str tel ua usw vgl zzgl',
    'mm mme mmes mlle mgr me bd chap',
    'dhr drs mevr mw ir ds ong resp',
    'avv dott ecc sen sig sigg sigra spett',
    'admte cnel cte dña dra exc excmo gral ilmo pag sra srta tte ud uds',
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
 * an initial (`J. D. Vance`), or an ordinal of one or two digits (`am 4. Juli`). When in doubt the sentence goes on.
 */
export function mayCarryDot(letters: Uint16Array, from: number, to: number): boolean {
  const length = to - from;
  if (length === 1) return true;
  const isDigit = (index: number): boolean => {
    const letter = letters[index] ?? 0;
    return letter >= DIGIT_0 && letter <= DIGIT_9;
  };
  if (length === 2 && isDigit(from) && isDigit(from + 1)) return true;
  if (length > LONGEST) return false;
  return ABBREVIATIONS.has(String.fromCharCode(...letters.subarray(from, to)));
}
