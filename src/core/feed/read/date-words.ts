/** The words in publishers' dates: months in the languages that feeds are written in, and time zones. */

/** Month names, January first; any prefix of three letters or more that means one month only will do. */
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
 * Zones by minutes east of UTC. Military letters but Z are left out and so count as UTC (RFC 5322 §4.3); IST
 * is India's, the largest user, and AT to PT are what American broadcasters write.
 */
const ZONES: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'utc ut gmt z wet'],
      [60, 'bst cet mez met wat west'],
      [120, 'cest mesz mest eet cat sast'],
      [180, 'eest msk eat trt'],
      [240, 'msd gst'],
      [300, 'pkt'],
      [330, 'ist'],
      [420, 'ict wib'],
      [480, 'hkt sgt awst pht'],
      [540, 'jst kst'],
      [570, 'acst'],
      [600, 'aest'],
      [630, 'acdt'],
      [660, 'aedt'],
      [720, 'nzst'],
      [780, 'nzdt'],
      [-150, 'ndt'],
      [-180, 'adt brt art'],
      [-210, 'nst'],
      [-240, 'ast at edt clt'],
      [-300, 'est et cdt'],
      [-360, 'cst ct mdt'],
      [-420, 'mst mt pdt'],
      [-480, 'pst pt akdt'],
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
    .replaceAll('ı', 'i');
}

function prefixTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (const names of MONTH_NAMES) {
    for (const [index, name] of names.split(' ').entries()) {
      const word = foldWord(name);
      for (let length = 3; length <= word.length; length += 1) {
        const prefix = word.slice(0, length);
        const other = table.get(prefix);
        table.set(prefix, other === undefined || other === index + 1 ? index + 1 : 0);
      }
    }
  }
  return table;
}

const MONTHS = prefixTable();

/** Month 1–12 of a folded word, undefined where it is none or could be two. */
export function monthOf(word: string): number | undefined {
  const month = MONTHS.get(word);
  return month === 0 ? undefined : month;
}

/** Offset of a zone's name in minutes east of UTC, undefined where the word names none. */
export function zoneOf(word: string): number | undefined {
  return ZONES.get(word);
}
