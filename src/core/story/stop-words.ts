/** Stop words: words of so little meaning that two headlines sharing them share nothing, by language, folded. */

const WORDS: Readonly<Record<string, string>> = {
  en: `a an the of to in on at by for from with as and or but not no is are was were be been being it its this that these
    those he she his her him they them their we our you your i my me who whom what which when where why how than then so if
    into over after before about up down out off again more most less very can could may might must should would will
    shall do does did done has have had having say says said new just one only also there here amid via per ahead still
    yet all any both each every own other same such too under until while against between through during now get gets
    got make makes made take takes going go let lets dont cant wont isn aren didn doesn t ll ve re m d o s mr ms`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war waren wird
    werden wurde wurden hat haben hatte auf in im am an zu zum zur bei beim mit von vom fur nach vor uber unter aus um als
    wie auch noch nur schon sich er sie es ihr ihre sein seine seinen wir ich was wer wo wann warum so mehr gegen durch
    ohne bis will soll kann muss sagt neue neuer neuen dass wenn ab unsere unser uns ihm ihn nun jetzt zwischen wegen s`,
  fr: `le la un une les des du de d l et ou mais ne pas est sont etait a au aux en dans sur pour par avec sans sous chez
    ce cet cette ces il elle ils elles on nous vous je qui que qu quoi dont plus se s sa son ses leur leurs y apres avant
    selon c n j m t meme entre vers contre etre fait va veut dit`,
  nl: `de het een en of maar niet geen is zijn was waren wordt worden werd heeft hebben had op aan in te bij met van voor
    na over onder uit om als ook nog nu al zich hij zij ze wij we ik wat wie waar wanneer waarom zo meer tegen door zonder
    tot naar die dat deze dit er wil moet kan zegt nieuwe weer ons onze`,
  it: `il lo la gli le l i un uno una di da a al alla allo ai agli alle in nel nella nei nelle su sul sulla con per tra
    fra e ed o ma non sono era ha hanno che chi cui come piu anche si se dopo prima dal dalla dai dei del della delle
    degli d s all dell nell sull dall`,
  es: `el la los las un una unos unas de del a al en y e o u pero no es son era fue ha han por para con sin sobre entre
    que quien como mas tambien se su sus lo le les tras desde hasta ante segun ya si`,
  pl: `i w we z ze na do od o u po za przed przez nad pod dla bez przy nie jest sa byl byla bylo byc ma co kto ktory
    ktora ktore jak gdy czy sie to ten ta te tego tej tym ale oraz lub a jego jej ich juz tylko`,
};

/** Two to twelve, so that "five percent" and "fünf Prozent" share a number. */
const NUMBERS: Readonly<Record<string, string>> = {
  en: 'two three four five six seven eight nine ten eleven twelve',
  de: 'zwei drei vier funf sechs sieben acht neun zehn elf zwolf',
  fr: 'deux trois quatre cinq six sept huit neuf dix onze douze',
  nl: 'twee drie vier vijf zes zeven acht negen tien elf twaalf',
  it: 'due tre quattro cinque sei sette otto nove dieci undici dodici',
  es: 'dos tres cuatro cinco seis siete ocho nueve diez once doce',
  pl: 'dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie',
};

const stopSets = new Map(
  Object.entries(WORDS).map(([lang, text]) => [lang, new Set(text.trim().split(/\s+/))]),
);
const numberMaps = new Map(
  Object.entries(NUMBERS).map(([lang, text]) => [
    lang,
    new Map(text.split(' ').map((word, index) => [word, String(index + 2)])),
  ]),
);
const NO_WORDS: ReadonlySet<string> = new Set();
const NO_NUMBERS: ReadonlyMap<string, string> = new Map();

/** Stop words of a language (primary subtag); a language that nobody declared is taken for English. */
export function stopWordsOf(lang: string): ReadonlySet<string> {
  return stopSets.get(lang === 'und' ? 'en' : lang) ?? NO_WORDS;
}

/** Number words of a language, to digits. */
export function numberWordsOf(lang: string): ReadonlyMap<string, string> {
  return numberMaps.get(lang === 'und' ? 'en' : lang) ?? NO_NUMBERS;
}
