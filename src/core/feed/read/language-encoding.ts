/** Which legacy encodings documents of a language are in, for documents that say their language but not their encoding. */

const CYRILLIC = ['windows-1251', 'koi8-r', 'koi8-u', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'];
const CENTRAL = ['windows-1250', 'iso-8859-2'];
const BALTIC = ['windows-1257', 'iso-8859-13', 'iso-8859-4'];
const SIMPLIFIED = ['gb18030', 'gbk', 'gb2312', 'hz-gb-2312'];

/** The first is what browsers take where nothing says otherwise (HTML §13.2.3.2, step 9 of the sniffing algorithm). */
const ENCODINGS: Readonly<Record<string, readonly string[]>> = {
  be: CYRILLIC,
  bg: CYRILLIC,
  mk: CYRILLIC,
  ru: CYRILLIC,
  sr: CYRILLIC,
  uk: CYRILLIC,
  bs: CENTRAL,
  cs: CENTRAL,
  hr: CENTRAL,
  hu: CENTRAL,
  pl: CENTRAL,
  ro: CENTRAL,
  sk: CENTRAL,
  sl: CENTRAL,
  sq: CENTRAL,
  et: BALTIC,
  lt: BALTIC,
  lv: BALTIC,
  ar: ['windows-1256', 'iso-8859-6'],
  fa: ['windows-1256'],
  el: ['windows-1253', 'iso-8859-7'],
  he: ['windows-1255', 'iso-8859-8'],
  ja: ['shift_jis', 'euc-jp', 'iso-2022-jp'],
  ko: ['euc-kr', 'iso-2022-kr'],
  th: ['windows-874', 'tis-620', 'iso-8859-11'],
  tr: ['windows-1254', 'iso-8859-9'],
  vi: ['windows-1258'],
  zh: [...SIMPLIFIED, 'big5'],
  'zh-cn': SIMPLIFIED,
  'zh-hk': ['big5'],
  'zh-sg': SIMPLIFIED,
  'zh-tw': ['big5'],
};

/** RSS's `<language>`, Dublin Core's, XML's own attribute, and JSON Feed's key. */
const SAID =
  /(?:<(?:dc:)?language>\s*|\bxml:lang\s*=\s*["']|"language"\s*:\s*")([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?/;

/** The encodings of the language that the beginning of a document names, likeliest first; none where it names none of these. */
export function encodingsOfLanguage(head: string): readonly string[] {
  const [, language = '', region = ''] = SAID.exec(head) ?? [];
  const whole = `${language}-${region}`.toLowerCase();
  return ENCODINGS[whole] ?? ENCODINGS[language.toLowerCase()] ?? [];
}
