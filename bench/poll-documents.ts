/** Feed documents as outlets publish them: short RSS, RSS with whole articles, and Atom. */

export type DocumentKind = 'brief' | 'full' | 'atom';

export type DocumentPlan = {
  /** Which of several outlets; their words and addresses differ. */
  readonly feed: number;
  readonly kind: DocumentKind;
  /** Items shown. */
  readonly items: number;
  /** Number of the newest item; older ones count down. */
  readonly newest: number;
  /** When the newest was published, epoch milliseconds, and the time between two. */
  readonly at: number;
  readonly gap: number;
};

const WORDS = (
  'council minister harbour budget river engine market school border treaty railway energy summit court ' +
  'union factory festival museum weather stadium bridge hospital climate village airport parliament research ' +
  'company election forest island traffic orchestra vaccine satellite archive garden pension tax strike'
).split(' ');
const VERBS =
  'approves rejects opens delays reviews expands questions funds closes renews inspects debates'.split(' ');

/**
 * The headline of an item: four words of a language of forty thousand, and three that are common. Of ten items one
 * tells an event that two other outlets tell, too, in other words.
 */
export function headlineOf(feed: number, item: number): string {
  const shared = item % 10 === 0;
  const event = scatter(shared ? feed - (feed % 3) : feed, item, 0);
  const own = scatter(feed, item, 1);
  const name = (nth: number): string => wordOf(scatter(event, nth, 2), 100);
  const common = (nth: number): string => WORDS[scatter(event, nth, 3) % WORDS.length] ?? '';
  const verb = VERBS[own % VERBS.length] ?? '';
  return shared && feed % 3 === 1
    ? `${name(1)} ${verb} the ${common(0)} of ${name(0)} and ${name(2)}, ${common(1)} in ${name(3)}`
    : `${name(0)} ${common(0)} ${verb} ${name(1)} ${common(1)} in ${name(2)} near ${name(3)}`;
}

/** A number below 2²⁸ that three others determine, evenly spread. */
function scatter(one: number, two: number, three: number): number {
  let hash =
    Math.imul(one + 1, 0x9e3779b1) ^ Math.imul(two + 1, 0x85ebca6b) ^ Math.imul(three + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 4;
}

/** How many words the language of the headlines has. */
const VOCABULARY = 40_000;

/** A word as Zipf's law has it: of rank r with a frequency of 1/r. Names in headlines are not among the first hundred. */
function wordOf(random: number, firstRank: number): string {
  const share = (random & 0xfffff) / 0x100000;
  const rank = Math.floor(firstRank * (VOCABULARY / firstRank) ** share);
  return invented(Math.imul(rank, 52_711) & 0x1fffff);
}

const ONSETS = 'b d f g k l m n p r s t v z br st'.split(' ');
const VOWELS = 'a e i o u ai ea ou'.split(' ');

/** A pronounceable name of three syllables. */
function invented(number: number): string {
  let left = number;
  let word = '';
  for (let syllable = 0; syllable < 3; syllable += 1) {
    word += (ONSETS[left % 16] ?? '') + (VOWELS[(left >>> 4) % 8] ?? '');
    left >>>= 7;
  }
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}n`;
}

/** The document that a plan means. */
export function documentOf(plan: DocumentPlan): string {
  const host = `outlet-${plan.feed}.example`;
  const items = Array.from({ length: plan.items }, (_, age) => {
    const number = plan.newest - age;
    return {
      number,
      at: plan.at - age * plan.gap,
      title: headlineOf(plan.feed, number),
      link: `https://${host}/news/${number}`,
    };
  });
  if (plan.kind === 'atom') {
    const entries = items.map(
      ({ number, at, title, link }) =>
        `<entry>\n<title type="html">${title}</title>\n<link rel="alternate" type="text/html" href="${link}"/>\n` +
        `<id>tag:${host},2026:${number}</id>\n<published>${new Date(at).toISOString()}</published>\n<updated>${new Date(at).toISOString()}</updated>\n` +
        `<author><name>Desk ${number % 9}</name></author>\n<category term="${WORDS[number % WORDS.length]}"/>\n` +
        `<summary type="html">${escape(paragraph(plan.feed, number, 2))}</summary>\n</entry>`,
    );
    return (
      `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n<title>Outlet ${plan.feed}</title>\n` +
      `<link href="https://${host}/"/>\n<id>https://${host}/</id>\n<updated>${new Date(plan.at).toISOString()}</updated>\n${entries.join('\n')}\n</feed>\n`
    );
  }
  const whole = plan.kind === 'full';
  const written = items.map(
    ({ number, at, title, link }) =>
      `<item>\n<title>${title}</title>\n<link>${link}</link>\n<guid isPermaLink="false">${host}-${number}</guid>\n` +
      `<pubDate>${new Date(at).toUTCString()}</pubDate>\n<dc:creator><![CDATA[Desk ${number % 9}]]></dc:creator>\n` +
      `<category>${WORDS[number % WORDS.length]}</category>\n<category>${WORDS[(number + 5) % WORDS.length]}</category>\n` +
      `<description>${escape(paragraph(plan.feed, number, 1))}</description>\n` +
      (whole ? `<content:encoded><![CDATA[${paragraph(plan.feed, number, 4)}]]></content:encoded>\n` : '') +
      `<media:content url="https://${host}/images/${number}.jpg" medium="image" width="1200" height="675"/>\n</item>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">\n' +
    `<channel>\n<title>Outlet ${plan.feed}</title>\n<link>https://${host}/</link>\n<description>News of outlet ${plan.feed}</description>\n` +
    `<language>en</language>\n<atom:link href="https://${host}/feed" rel="self" type="application/rss+xml"/>\n${written.join('\n')}\n</channel>\n</rss>\n`
  );
}

/** So many sentences about an item, all built alike. */
function paragraph(feed: number, number: number, count: number): string {
  return Array.from({ length: count }, (_, nth) => {
    const pick = (which: number): number => scatter(scatter(feed, number, 4), nth * 8 + which, 5);
    const name = (which: number): string => wordOf(pick(which), 10);
    const common = WORDS[pick(8) % WORDS.length];
    return (
      `<p>${name(0)} said on Tuesday that <a href="https://example.org/${number}/${nth}">${name(1)}</a> would not be asked again before ` +
      `the end of the month, while the ${common} of ${name(2)} &amp; ${name(3)} had been waiting for it since last year&#8217;s ` +
      `${name(4)}; others, among them ${name(5)} and ${name(6)}, did not expect that it would take so long to find out.</p>`
    );
  }).join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
