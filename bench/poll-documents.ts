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

/** A headline of its own for each item: two names that no other item has, among words that many have. */
export function headlineOf(feed: number, item: number): string {
  const pick = (nth: number): string => WORDS[(feed * 31 + item * 17 + nth * 7) % WORDS.length] ?? '';
  const verb = VERBS[(feed + item) % VERBS.length] ?? '';
  return `${invented(feed * 4_001 + item)} ${pick(0)} ${verb} ${pick(1)} in ${invented(feed * 7 + item * 13 + 5)} after ${pick(2)} ${pick(3)}`;
}

/** A pronounceable name; different numbers below 10⁸ have different ones. */
function invented(number: number): string {
  const onsets = 'b d f g k l m n p r s t v z br st'.split(' ');
  const vowels = 'a e i o u ai ea ou'.split(' ');
  let left = number;
  let word = '';
  for (let syllable = 0; syllable < 4 && (syllable < 2 || left > 0); syllable += 1) {
    word += (onsets[left % 16] ?? '') + (vowels[Math.floor(left / 16) % 8] ?? '');
    left = Math.floor(left / 128);
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
        `<summary type="html">${escape(paragraph(number, 2))}</summary>\n</entry>`,
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
      `<description>${escape(paragraph(number, 1))}</description>\n` +
      (whole ? `<content:encoded><![CDATA[${paragraph(number, 4)}]]></content:encoded>\n` : '') +
      `<media:content url="https://${host}/images/${number}.jpg" medium="image" width="1200" height="675"/>\n</item>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">\n' +
    `<channel>\n<title>Outlet ${plan.feed}</title>\n<link>https://${host}/</link>\n<description>News of outlet ${plan.feed}</description>\n` +
    `<language>en</language>\n<atom:link href="https://${host}/feed" rel="self" type="application/rss+xml"/>\n${written.join('\n')}\n</channel>\n</rss>\n`
  );
}

function paragraph(number: number, count: number): string {
  return Array.from({ length: count }, (_, nth) => {
    const words = Array.from(
      { length: 34 },
      (__, i) => WORDS[(number * 13 + nth * 5 + i * 11) % WORDS.length],
    );
    return `<p>The ${words.slice(0, 17).join(' ')} &amp; <a href="https://example.org/${number}/${nth}">${words[17]}</a>, ${words.slice(18).join(' ')}&#8217;s end.</p>`;
  }).join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
