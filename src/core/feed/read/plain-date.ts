/** Rewrites a date as it is written somewhere into a form that the reading of dates knows: digits, colons and Latin zones. */

/** Finns, Danes, Italians and Indonesians write `10.00`; only behind a year, or a day in digits, is that no date. */
const CLOCK_WITH_DOT =
  /((?:\b\d{4}|\b\d{4}([-/])\d{1,2}\2\d{1,2}),?\s+(?:\p{L}{1,6}\.?\s+)?)([01]?\d|2[0-3])\.([0-5]\d)(?![\d.])/u;
/** `30. 11. 2026` as Czechs, Slovaks and Slovenes write it, `2026. 11. 30.` as Hungarians and Koreans do. */
const SPACED_BACK = /\b(\d{1,2})\.\s+(\d{1,2})\.\s+(\d{4})\b\.?/;
const SPACED_FRONT = /\b(\d{4})\.\s*(\d{1,2})\.\s*(\d{1,2})\.?,?(?=\s|$)/;
const HAN_CLOCK = /(\d{1,2})\s*[时時點点시]\s*(\d{1,2})\s*[分분](?:\s*(\d{1,2})\s*[秒초])?/;
const [MORNING, AFTERNOON] = [/(?:上午|午前|오전)\s*(\d[\d:]*)/, /(?:下午|午後|오후)\s*(\d[\d:]*)/];
/** `Eastern Daylight Time`, and not `Central European Time`. */
const AMERICAN =
  /\b(eastern|central|mountain|pacific)(?!\s+(?:europ|africa|america))(?:\s+(?:standard|daylight))?(?:\s+time)?\b/;
/** A plus that a form turned into a blank: behind a year and a full clock only an offset can stand. */
const OFFSET_WITHOUT_SIGN = /(\b(?:19|20)\d\d\b.*\d:\d\d:\d\d(?:\.\d+)?) ((?:0\d|1[0-4]):?(?:00|30|45))$/;

/** `text` in small letters and ASCII digits, without comments. */
export function plainDate(text: string): string {
  return (
    text
      .replaceAll('−', '-')
      // A zone by its name in brackets, where no offset says the same.
      .replace(/([+-]\d\d:?\d\d.*)?\(([a-z]+\/[a-z_/]+)\)/, (_, offset: string | undefined, zone: string) =>
        offset === undefined ? ` ${zone} ` : offset,
      )
      .replace(/[(（][^)）]*[)）]/g, ' ')
      .replace(/([+-]\d\d:?\d\d|z)\s*\[[^\]]*\]/, '$1')
      .replace(/[[\]،]/g, ' ')
      // What programs append twice: `+00:00Z`, `Z+00:00`, `+0000 UTC m=+0.1` (Go's own).
      .replace(/ m=[+-][\d.]+$/, '')
      .replace(/([+-]\d\d:?\d\d)\s*(?:z|utc|gmt)$/, '$1')
      .replace(/z\s*[+-]00:?00$/, 'z')
      .replace(/(\d)tt(\d)/, '$1t$2')
      // ISO 8601 lets a clock end with its hour, and some write dots in it.
      .replace(/(\d-\d\d)t(\d\d)(?=$|z|[+-]\d)/, '$1t$2:00')
      .replace(
        /(\d-\d\d)t(\d\d)\.(\d\d)(?:\.(\d\d))?(?=$|\D)/,
        (_, day: string, hour: string, minute: string, second = '00') => `${day}t${hour}:${minute}:${second}`,
      )
      .replace(OFFSET_WITHOUT_SIGN, '$1 +$2')
      .replace(AMERICAN, (_, zone: string) => `${zone.charAt(0)}t`)
      .replace(/^\D*(\d+)\s*(?:tháng|thg)\s*(\d+)(?:\s*(?:năm|,))?\s*(\d{4})/, '$3-$2-$1 ')
      .replace(/(\d+)\s*[年년]\s*(\d+)\s*[月월]\s*(\d+)\s*[日일]/, '$1-$2-$3 ')
      .replace(HAN_CLOCK, (_, hour: string, minute: string, second = '0') => `${hour}:${minute}:${second}`)
      .replace(MORNING, '$1 am')
      .replace(AFTERNOON, '$1 pm')
      .replace(CLOCK_WITH_DOT, '$1$3:$4')
      .replace(/(\d)\s+h\s*(?=\d\d\b)/, '$1h')
      .replace(SPACED_BACK, '$1.$2.$3')
      .replace(SPACED_FRONT, '$1-$2-$3 ')
      .replace(
        /(\d)\s*(?:([ap])\.\s+m\.|([πμ])\.?μ\.?)(?![\p{L}])/u,
        (_, digit: string, half?: string, greek?: string) =>
          `${digit} ${half ?? (greek === 'π' ? 'a' : 'p')}m`,
      )
      .replace(/^(\d{1,2}\/\p{L}{3,}\/\d{4}):(?=\d)/u, '$1 ')
      .replace(/^((?:19|20)\d\d):(\d\d):(\d\d)(?=[ t]\d)/, '$1-$2-$3')
      .replace(/(\d)\s*мск(?!\p{L})/u, '$1 msk')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const EPOCH = /^(?:\/?date\()?(\d{10})(?:\d{3}(?:\d{3}){0,2})?(?:\.\d+)?(?:[+-]\d{4})?(?:\)\/?)?$/;

/** Epoch milliseconds of seconds, milli-, micro- or nanoseconds since 1970, also as .NET writes them; undefined elsewhere. */
export function epochIn(text: string): number | undefined {
  if (text === '0') return 0;
  const seconds = EPOCH.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
