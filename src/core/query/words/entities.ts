/** Decodes HTML character references where they stand, so that offsets keep pointing into the original text. */

/** Names for U+00A0 to U+00FF in order (HTML 4.01, section 24.2). */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
  'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring ' +
  'AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml ' +
  'times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil ' +
  'egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ' +
  'ugrave uacute ucirc uuml yacute thorn yuml';

/** The other names that news feeds use (HTML Living Standard, section 13.5), each before its character. */
const OTHERS =
  'amp & lt < gt > quot " apos \' ndash – mdash — horbar ― lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ ' +
  'lsaquo ‹ rsaquo › hellip … bull • dagger † Dagger ‡ permil ‰ prime ′ Prime ″ euro € trade ™ minus − ' +
  'OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ percnt % num # dollar $ ast * commat @ ' +
  'excl ! quest ? colon : semi ; comma , period . sol / lpar ( rpar ) hyphen ‐ dash ‐ ' +
  'Abreve Ă abreve ă Aogon Ą aogon ą Amacr Ā amacr ā Cacute Ć cacute ć Ccaron Č ccaron č Dcaron Ď dcaron ď ' +
  'Dstrok Đ dstrok đ Emacr Ē emacr ē Eogon Ę eogon ę Ecaron Ě ecaron ě Edot Ė edot ė Gbreve Ğ gbreve ğ ' +
  'Hstrok Ħ hstrok ħ Idot İ imath ı inodot ı Imacr Ī imacr ī Lacute Ĺ lacute ĺ Lcaron Ľ lcaron ľ ' +
  'Lstrok Ł lstrok ł Nacute Ń nacute ń Ncaron Ň ncaron ň Odblac Ő odblac ő Racute Ŕ racute ŕ Rcaron Ř rcaron ř ' +
  'Sacute Ś sacute ś Scedil Ş scedil ş Tcaron Ť tcaron ť Tcedil Ţ tcedil ţ Udblac Ű udblac ű Umacr Ū umacr ū ' +
  'Uogon Ų uogon ų Uring Ů uring ů Zacute Ź zacute ź Zcaron Ž zcaron ž Zdot Ż zdot ż';

const SPACES: readonly (readonly [string, number])[] = [
  ['ensp', 0x2002],
  ['emsp', 0x2003],
  ['thinsp', 0x2009],
  ['hairsp', 0x200a],
  ['ZeroWidthSpace', 0x200b],
  ['zwnj', 0x200c],
  ['zwj', 0x200d],
  ['lrm', 0x200e],
  ['rlm', 0x200f],
  ['NewLine', 0x0a],
  ['Tab', 0x09],
];

/** What the numbers 128 to 159 mean on the web (HTML Living Standard, section 13.2.5.80): windows-1252. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const NAMED = new Map<string, number>(SPACES);
LATIN_1.split(' ').forEach((name, index) => NAMED.set(name, 0xa0 + index));
const others = OTHERS.split(' ');
for (let index = 0; index + 1 < others.length; index += 2) {
  NAMED.set(others[index] ?? '', others[index + 1]?.codePointAt(0) ?? 0);
}

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,15}));/y;
const AMPERSAND = 0x26;

function numeric(code: number): number | undefined {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252.charCodeAt(code - 0x80);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code === 0 || surrogate || code > 0x10ffff ? undefined : code;
}

type Reference = { readonly code: number; readonly end: number };

function referenceAt(text: string, offset: number): Reference | undefined {
  REFERENCE.lastIndex = offset;
  const match = REFERENCE.exec(text);
  if (match === null) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const code =
    decimal === undefined
      ? hexadecimal === undefined
        ? NAMED.get(name ?? '')
        : numeric(Number.parseInt(hexadecimal, 16))
      : numeric(Number(decimal));
  return code === undefined ? undefined : { code, end: offset + whole.length };
}

/**
 * The character reference that begins at an ampersand: its code point and the offset after it; undefined where there
 * is none. A reference escaped twice (`&amp;#8217;`, common in feeds) is decoded twice.
 */
export function decodeEntity(text: string, offset: number): Reference | undefined {
  const outer = referenceAt(text, offset);
  if (outer === undefined || outer.code !== AMPERSAND) return outer;
  const inner = referenceAt(`&${text.slice(outer.end, outer.end + 20)}`, 0);
  return inner === undefined ? outer : { code: inner.code, end: outer.end + inner.end - 1 };
}
