/** The words in publishers' dates: months in the languages that feeds are written in, and time zones. */

/** Month names of the languages most read, January first; any prefix of three letters or more that means one month will do. */
const MONTH_NAMES: readonly string[] = [
  'january february march april may june july august september october november december',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'jänner feber mrz april mai juni juli august september oktober november dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'jan feb mrt apr mei jun jul aug sept okt nov dec',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  'styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień',
  'januar februar marts april maj juni juli august september oktober november december',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'január február március április május június július augusztus szeptember október november december',
  'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
  'січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня',
  'ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου',
  'ιαν φεβ μάρ απρ μάι ιον ιολ αύγ σεπ οκτ νοέ δεκ',
];

/**
 * Of further languages: what they add and do not take away. Where one word is two months (Croatian *listopad* is
 * October, Polish and Czech *listopad* November), the language of the document decides.
 */
const FURTHER_MONTHS: Readonly<Record<string, readonly string[]>> = {
  no: ['januar februar mars april mai juni juli august september oktober november desember'],
  is: ['janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember'],
  fi: [
    'tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta',
  ],
  et: ['jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember'],
  lv: [
    'janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris',
  ],
  lt: [
    'sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio',
    'sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis',
  ],
  cs: [
    'ledna února března dubna května června července srpna září října listopadu prosince',
    'leden únor březen duben květen červen červenec srpen září říjen listopad prosinec',
  ],
  sk: [
    'januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra',
    'január február marec apríl máj jún júl august september október november december',
  ],
  sl: ['januar februar marec april maj junij julij avgust september oktober november december'],
  hr: [
    'siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca',
    'siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac',
  ],
  sr: [
    'januar februar mart april maj jun jul avgust septembar oktobar novembar decembar',
    'јануар фебруар март април мај јун јул август септембар октобар новембар децембар',
  ],
  mk: ['јануари февруари март април мај јуни јули август септември октомври ноември декември'],
  bg: ['януари февруари март април май юни юли август септември октомври ноември декември'],
  uk: ['січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень'],
  be: [
    'студзеня лютага сакавіка красавіка траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня',
  ],
  ca: ['gener febrer març abril maig juny juliol agost setembre octubre novembre desembre'],
  gl: ['xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro'],
  eu: ['urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua'],
  sq: ['janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor'],
  el: [
    'ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος',
  ],
  id: ['januari februari maret april mei juni juli agustus september oktober november desember'],
  ms: ['januari februari mac april mei jun julai ogos september oktober november disember'],
  tl: ['enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre'],
  sw: ['januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba'],
  af: ['januarie februarie maart april mei junie julie augustus september oktober november desember'],
  cy: ['ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr'],
  ga: [
    'eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán_fómhair deireadh_fómhair samhain nollaig',
  ],
  az: ['yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr'],
  ar: [
    'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
    'كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول',
    'جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر',
  ],
  fa: ['ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر'],
  ur: ['جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'],
  he: [
    'ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר',
    'בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר',
  ],
  hi: ['जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर'],
  bn: ['জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর'],
  th: [
    'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม',
    'ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.',
  ],
  hy: ['հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր'],
  ka: ['იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი'],
};

/**
 * Zones by minutes east of UTC. Military letters but Z are left out and so count as UTC (RFC 5322 §4.3); IST
 * is India's, the largest user.
 */
const ZONES: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'utc ut gmt z wet'],
      [60, 'bst cet mez met wat west'],
      [120, 'cest mesz mest eet cat sast wast'],
      [180, 'eest msk eat trt idt'],
      [210, 'irst'],
      [240, 'msd gst amt azt'],
      [270, 'aft irdt'],
      [300, 'pkt uzt yekt'],
      [330, 'ist slst'],
      [345, 'npt'],
      [390, 'mmt'],
      [420, 'ict wib'],
      [480, 'hkt sgt awst pht wita myt'],
      [540, 'jst kst wit'],
      [570, 'acst'],
      [600, 'aest'],
      [630, 'acdt'],
      [660, 'aedt'],
      [720, 'nzst'],
      [780, 'nzdt'],
      [-150, 'ndt'],
      [-180, 'adt brt art'],
      [-210, 'nst'],
      [-120, 'brst'],
      [-240, 'ast edt clt bot'],
      [-300, 'est cdt pet cot'],
      [-360, 'cst mdt'],
      [-420, 'mst pdt'],
      [-480, 'pst akdt'],
      [-540, 'akst'],
      [-600, 'hst'],
    ] as const
  ).flatMap(([east, names]) => names.split(' ').map((name) => [name, east] as const)),
);

/** Letters only, small, without accents: `Févr.` and `fevr` are one word. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l');
}

/** What American and Australian broadcasters write the whole year round: the date says whether it is summer time. */
const SEASONAL: ReadonlyMap<string, string> = new Map([
  ['et', 'America/New_York'],
  ['ct', 'America/Chicago'],
  ['mt', 'America/Denver'],
  ['pt', 'America/Los_Angeles'],
  ['at', 'America/Halifax'],
  ['aet', 'Australia/Sydney'],
  ['uk', 'Europe/London'],
]);

type Months = ReadonlyMap<string, number>;

/** The words of several spellings, whole or cut to three letters or more; what could be two months is 0. */
function monthsOf(spellings: readonly string[]): Months {
  const cut = new Map<string, number>();
  const whole = new Map<string, number>();
  const add = (table: Map<string, number>, word: string, month: number): void => {
    const other = table.get(word);
    table.set(word, other === undefined || other === month ? month : 0);
  };
  for (const names of spellings) {
    for (const [index, name] of names.split(' ').entries()) {
      const word = foldWord(name);
      add(whole, word, index + 1);
      for (let length = 3; length < word.length; length += 1) add(cut, word.slice(0, length), index + 1);
    }
  }
  return new Map([...cut, ...whole]);
}

const MONTHS = monthsOf(MONTH_NAMES);
const BY_LANGUAGE: ReadonlyMap<string, Months> = new Map(
  Object.entries(FURTHER_MONTHS).map(([lang, spellings]) => [lang, monthsOf(spellings)]),
);
const FURTHER = furtherMonths();

function furtherMonths(): Months {
  const table = new Map<string, number>();
  for (const months of BY_LANGUAGE.values()) {
    for (const [word, month] of months) {
      const other = table.get(word);
      if (!MONTHS.has(word)) table.set(word, other === undefined || other === month ? month : 0);
    }
  }
  return table;
}

/** Month 1–12 of a folded word, undefined where it is none or could be two; `lang` where the document names its own. */
export function monthOf(word: string, lang?: string): number | undefined {
  const own = lang === undefined ? undefined : BY_LANGUAGE.get(lang)?.get(word);
  const month = own === undefined || own === 0 ? (MONTHS.get(word) ?? FURTHER.get(word)) : own;
  return month === 0 ? undefined : month;
}

/** Offset of a zone's name in minutes east of UTC, undefined where the word names none. */
export function zoneOf(word: string): number | undefined {
  return ZONES.get(word);
}

/** The IANA zone that a short name such as `et` stands for all year. */
export function seasonalZone(word: string): string | undefined {
  return SEASONAL.get(word);
}
