/** How wide the characters of Arial and of its metric twins Helvetica and Liberation Sans are, in thousandths of an em. */

type Widths = readonly (readonly [width: number, characters: string])[];

const REGULAR: Widths = [
  [191, "'"],
  [222, 'ijlįĵĺļłſ‘’‚'],
  [260, '|¦'],
  [278, ' \u00a0!,./:;I[\\]ft·ÌÍÎÏìíîïĨĩĪīĬĭĮİıţŧ'],
  [292, 'ľ'],
  [333, '()-`r¡¨²³´¸¹ŕŗř“”„‹›'],
  [334, '{}ŀ'],
  [350, '•'],
  [355, '"'],
  [365, 'º'],
  [370, 'ª'],
  [375, 'ť'],
  [389, '*'],
  [400, '°'],
  [444, 'ĳ'],
  [469, '^'],
  [500, 'JcksvxyzçýÿćĉċčĴķĸśŝşšŷźżž'],
  [537, '¶'],
  [549, '±÷≥≤'],
  [552, '¯'],
  [556, '#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþāăąđēĕėęěĝğġģĥħĹĻĽĿŁńņňŋōŏőũūŭůűų–€'],
  [576, 'µ'],
  [584, '+<=>~¬×−'],
  [604, 'ŉ'],
  [611, 'FTZ¿ßøŢŤŦŹŻŽ'],
  [615, 'ď'],
  [667, '&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚĶŚŜŞŠŶŸ'],
  [722, 'CDHNRUwÇÐÑÙÚÛÜĆĈĊČĎĐĤĦŃŅŇŔŖŘŨŪŬŮŰŲŵ'],
  [723, 'Ŋ'],
  [735, 'Ĳ'],
  [737, '©®'],
  [778, 'GOQÒÓÔÕÖØĜĞĠĢŌŎŐ'],
  [833, 'Mm'],
  [834, '¼½¾'],
  [889, '%æ'],
  [944, 'WœŴ'],
  [1000, 'ÆŒ—…™→'],
  [1015, '@'],
];
const BOLD: Widths = [
  [238, "'"],
  [278, ' \u00a0,./I\\ijl·ÌÍÎÏìíîïĨĩĪīĬĭĮįİıĵĺļłſ‘’‚'],
  [280, '|¦'],
  [333, '!()-:;[]`ft¡¨²³´¸¹ţŧ‹›'],
  [350, '•'],
  [365, 'º'],
  [370, 'ª'],
  [385, 'ľ'],
  [389, '*r{}ŕŗř'],
  [400, '°'],
  [474, '"'],
  [479, 'ŀť'],
  [500, 'zźżž“”„'],
  [549, '±÷≥≤'],
  [552, '¯'],
  [556, '#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿāăąćĉċčēĕėęěĳĴķĸśŝşšŷ–€'],
  [576, 'µ'],
  [584, '+<=>^~¬×−'],
  [611, '?FLTZbdghnopqu¿ßðñòóôõöøùúûüþđĝğġģĥħĹĻĽĿŁńņňŋōŏőŢŤŦũūŭůűųŹŻŽ'],
  [667, 'EPSVXYÈÉÊËÝÞĒĔĖĘĚŚŜŞŠŶŸ'],
  [708, 'ŉ'],
  [719, 'ď'],
  [722, '&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜĀĂĄĆĈĊČĎĐĤĦĶŃŅŇŔŖŘŨŪŬŮŰŲ'],
  [723, 'Ŋ'],
  [737, '©®'],
  [778, 'GOQwÒÓÔÕÖØĜĞĠĢŌŎŐŵ'],
  [785, 'Ĳ'],
  [833, 'M'],
  [834, '¼½¾'],
  [889, '%mæ'],
  [944, 'WœŴ'],
  [975, '@'],
  [1000, 'ÆŒ—…™→'],
];

const tableOf = (widths: Widths): ReadonlyMap<string, number> =>
  new Map(
    widths.flatMap(([width, characters]) => Array.from(characters, (each) => [each, width / 1000] as const)),
  );

const TABLES = { regular: tableOf(REGULAR), bold: tableOf(BOLD) } as const;

/** Ems of a character that the font lacks: about what another font draws. */
const OTHER = 0.6;

/** The advance width of one character in ems. */
export function emsOf(character: string, weight: 'regular' | 'bold'): number {
  return TABLES[weight].get(character) ?? OTHER;
}
