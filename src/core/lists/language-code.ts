/** Language codes: which two letters stand for a language, and what the language is called. */
import { z } from 'zod';

/** The codes of ISO 639-1, and `mul` (ISO 639-2) for words that mean the same in every language. */
const CODES = `aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
  en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
  kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
  no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
  tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu`;
export const ANY_LANGUAGE = 'mul';
const KNOWN: ReadonlySet<string> = new Set([...CODES.split(/\s+/), ANY_LANGUAGE]);

/** Whether this is the code of a language, in lower case: `uk` is Ukrainian, `us` is nothing. */
export function isLanguageCode(text: string): boolean {
  return KNOWN.has(text);
}

/** A language that words may be written under, such as `de`. */
export const LanguageCode = z
  .string()
  .refine(isLanguageCode, 'is not the code of a language; use two lower-case letters, such as en or de');

/**
 * The primary subtag that words and entries are compared by: `de` for `de-AT`, `no` for both kinds of Norwegian;
 * undefined for nothing, `und`, `mul` and what is no code.
 */
export function languageOf(tag: string): string | undefined {
  const [primary = ''] = tag.toLowerCase().split(/[-_]/);
  if (primary === 'nb' || primary === 'nn') return 'no';
  if (primary === 'und' || primary === ANY_LANGUAGE || !/^[a-z]{2,3}$/.test(primary)) return undefined;
  return primary;
}

/** What people write for a language that has another code: the country's, or its name. */
const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    gr: 'el',
    ua: 'uk',
    cz: 'cs',
    dk: 'da',
    jp: 'ja',
    cn: 'zh',
    gb: 'en',
    us: 'en',
    at: 'de',
    vn: 'vi',
    rs: 'sr',
    ir: 'fa',
    eng: 'en',
    ger: 'de',
    deu: 'de',
    fra: 'fr',
    fre: 'fr',
    spa: 'es',
    ita: 'it',
    pol: 'pl',
    nld: 'nl',
    dut: 'nl',
  }),
);

/** The code that was probably meant by what is none: `cs` by `cz`, `en` by `english` or `en-gb`; undefined where none is near. */
export function codeFor(written: string): string | undefined {
  const small = written.toLowerCase();
  const [primary = ''] = small.split(/[-_]/);
  if (isLanguageCode(primary)) return primary;
  return MEANT.get(small) ?? CODES.split(/\s+/).find((code) => languageName(code).toLowerCase() === small);
}

let names: Intl.DisplayNames | undefined;

/** English name of a language: `uk` is Ukrainian. The code itself where nobody knows it. */
export function languageName(code: string): string {
  if (code === ANY_LANGUAGE) return 'every language';
  names ??= new Intl.DisplayNames(['en'], { type: 'language' });
  return names.of(code) ?? code;
}
