/** Articles are written in many ways: headings, lists of signs, pasted HTML. */
import { describe, expect, it } from 'vitest';
import { readArticle } from '../../../src/core/article/sections.ts';
import { readSigns } from '../../../src/core/article/signs.ts';

const HEADINGS = [
  [
    'What happened',
    'Who gains leverage',
    'What mechanism is operating',
    'Why it matters',
    'What to watch next',
  ],
  [
    'WHAT HAPPENED',
    'WHO GAINS LEVERAGE',
    'WHAT MECHANISM IS OPERATING',
    'WHY IT MATTERS',
    'WHAT TO WATCH NEXT',
  ],
  [
    '## 1. What happened',
    '## 2. Who gains leverage',
    '## 3. What mechanism is operating',
    '## 4. Why it matters',
    '## 5. What to watch next',
  ],
  ['What happened:', 'Who has leverage?', 'How does it work?', 'Why should we care?', 'What to look for'],
  [
    '**The news**',
    '**Power and leverage**',
    '**The mechanism at play**',
    '**Stakes**',
    '**What we’re watching**',
  ],
  [
    'What happened\n=====',
    'Leverage\n-----',
    'Mechanism\n-----',
    'Why it matters\n-----',
    'Watch list\n-----',
  ],
  [
    'Section 1: What happened',
    'Section 2: Who gains leverage',
    'Section 3: What mechanism is operating',
    'Section 4: Why it matters',
    'Section 5: What to watch next',
  ],
  [
    'I. In brief',
    'II. Where the leverage lies',
    'III. What is the mechanism?',
    'IV. Why this matters now',
    'V. Signs to watch',
  ],
  [
    '🔎 What happened',
    '💪 Who gains leverage',
    '⚙️ What mechanism is operating',
    '❗ Why it matters',
    '👀 What to watch next',
  ],
  [
    '<h2>What happened</h2>',
    '<h2>Who gains leverage</h2>',
    '<h2>What mechanism is operating</h2>',
    '<h2>Why it matters</h2>',
    '<h2>What to watch next</h2>',
  ],
  [
    'What’s happening',
    'Who wins leverage',
    'The mechanism behind it',
    'Why you should care',
    'What to watch for',
  ],
  ['The facts', 'Who holds the cards', 'How this works', 'What’s at stake', 'Key indicators'],
  ['Summary', 'Leverage: who gains', 'Mechanism at work', 'So what?', 'Early warning signs'],
];

describe('the five sections', () => {
  it.each(HEADINGS)('are found below %s', (...headings) => {
    const [happened, leverage, mechanism, matters, watch] = headings;
    const read = readArticle(
      `${happened}\nA dam was closed.\n\n${leverage}\nThe office has it.\n\n${mechanism}\nScarcity is used.\n\n` +
        `${matters}\nTwo towns drink here.\n\n${watch}\nWatch for dams that close, for farms that lose permits, and for ministers who resign.`,
    );
    if (read.kind === 'unreadable') throw new Error(read.what);
    expect(read.article).toMatchObject({
      happened: 'A dam was closed.',
      leverage: 'The office has it.',
      mechanism: 'Scarcity is used.',
      matters: 'Two towns drink here.',
    });
    expect(readSigns(read.article.watch).map(({ quote }) => quote)).toEqual([
      'dams that close',
      'farms that lose permits',
      'ministers who resign',
    ]);
  });

  it.each([
    '## Five signals to track',
    '## What would confirm this',
    '## Watchpoints',
    '## The next ninety days',
    '## Checklist',
    '## Frühwarnsignale',
    '## Points de vigilance',
    '## A qué prestar atención',
    '### Where this goes',
  ])('end with the list of what to watch below “%s”', (heading) => {
    const read = readArticle(
      `# Who may drink\n\n## What happened\nA dam was closed.\n\n## Why it matters\nTwo towns.\n\n${heading}\n- Dams that close\n- Ministers who resign\n`,
    );
    expect(read).toMatchObject({
      kind: 'ok',
      article: { matters: 'Two towns.', watch: '- Dams that close\n- Ministers who resign' },
    });
  });

  it('are not mistaken for a title that uses their words', () => {
    const read = readArticle(
      '# Why water matters\n\n## What happened\nA dam.\n\n## What to watch\n- Dams that close',
    );
    expect(read).toMatchObject({ kind: 'ok', article: { title: 'Why water matters', happened: 'A dam.' } });
  });
});

describe('the signs', () => {
  it.each([
    ['dashes', '- Dams that close\n- Farms that lose permits\n- Ministers who resign'],
    ['stars and stops', '* Dams that close.\n* Farms that lose permits.\n* Ministers who resign.'],
    ['numbers', '1. Dams that close\n2) Farms that lose permits\n3. Ministers who resign'],
    ['letters in brackets', '(a) Dams that close\n(b) Farms that lose permits\n(c) Ministers who resign'],
    ['letters', 'a) Dams that close\nb) Farms that lose permits\nc) Ministers who resign'],
    ['Roman numbers', 'i. Dams that close\nii. Farms that lose permits\niii. Ministers who resign'],
    ['dots', '· Dams that close\n• Farms that lose permits\n‣ Ministers who resign'],
    ['arrows', '→ Dams that close\n→ Farms that lose permits\n→ Ministers who resign'],
    ['dashes of print', '— Dams that close\n– Farms that lose permits\n— Ministers who resign'],
    ['boxes', '- [ ] Dams that close\n- [x] Farms that lose permits\n- [ ] Ministers who resign'],
    ['semicolons', 'Watch for dams that close; farms that lose permits; and ministers who resign.'],
    [
      'numbers in a line',
      'Watch for: (1) dams that close, (2) farms that lose permits, and (3) ministers who resign.',
    ],
    ['ordinals', 'First, dams that close. Second, farms that lose permits. Third, ministers who resign.'],
    [
      'named points',
      '- **Dams.** Watch for dams that close\n- **Farms:** farms that lose permits\n- **Ministers** — ministers who resign',
    ],
    [
      'ordinals after an announcement',
      'Keep an eye on three things. First, dams that close. Second, farms that lose permits. Third, ministers who resign.',
    ],
    [
      'a colon after an announcement',
      'Three developments would confirm the pattern: dams that close, farms that lose permits, and ministers who resign.',
    ],
    [
      'semicolons after “any of the following”',
      'Any of the following would be telling: dams that close; farms that lose permits; ministers who resign.',
    ],
    [
      'a first, a second and a third',
      'The first sign to watch is dams that close. The second is farms that lose permits. A third would be ministers who resign.',
    ],
    [
      'a nested item that goes on',
      '- Dams that close\n- Farms that lose permits\n    - two did last year\n    - or ministers who resign',
    ],
    [
      'sentences',
      'Watch for dams that close. Look out for farms that lose permits. Monitor ministers who resign.',
    ],
    ['lines', 'Dams that close\nFarms that lose permits\nMinisters who resign'],
    [
      'an introduction',
      'Three things to watch:\n\n- Dams that close\n- Farms that lose permits\n- Ministers who resign',
    ],
    ['commas', 'Keep an eye on dams that close, farms that lose permits, and ministers who resign.'],
    [
      'a last “and for”',
      'We should be looking for dams that close, for farms that lose permits and for ministers who resign.',
    ],
  ])('are split at %s', (_, watch) => {
    expect(readSigns(watch).map(({ quote }) => quote.toLowerCase())).toEqual([
      'dams that close',
      'farms that lose permits',
      'ministers who resign',
    ]);
  });

  it.each([
    ['On the other hand, courts that annul bans.'],
    ['By contrast: courts that annul bans'],
    ['What would prove me wrong: courts that annul bans.'],
    ['On the other hand, if courts that annul bans'],
  ])('point the other way in “%s”', (last) => {
    expect(readSigns(`- Dams that close\n- Farms that lose permits\n\n${last}`).at(-1)).toEqual({
      quote: 'courts that annul bans',
      against: true,
    });
  });

  it('go without what is only said of them', () => {
    expect(readSigns('- Courts that annul bans (this would point the other way)')).toEqual([
      { quote: 'Courts that annul bans', against: true },
    ]);
  });
});

const BEFORE = 'What happened\nA dam was closed.\n\nWhy it matters\nTwo towns drink here.\n\n';
const POINTS = '- Dams that close\n- Farms that lose permits\n- Ministers who resign';

describe('an article as programs leave it', () => {
  it.each([
    [
      'Word',
      `${BEFORE}What to watch next\n•\tDams that close\n•\tFarms that lose permits\no\tfor instance in the north\n•\tMinisters who resign\n`,
    ],
    [
      'a quoted mail',
      `${BEFORE}What to watch next\n${POINTS}`
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n'),
    ],
    [
      'notes',
      `${BEFORE}What to watch next\n- Dams that close[1]\n- Farms that lose permits[^2]\n- Ministers who resign¹\n\n[1] Water Office.\n[^2]: Farm union.\n¹ See above.\n`,
    ],
    [
      'links',
      `${BEFORE}What to watch next\n- [Dams](https://example.org/a) that close\n- Farms that [lose permits](https://example.org/b "title")\n- Ministers who resign (see https://example.org/c?x=1)\n`,
    ],
    [
      'a table',
      `${BEFORE}## What to watch next\n\n| Sign | Why |\n|---|---|\n| Dams that close | supply |\n| Farms that lose permits | power |\n| Ministers who resign | politics |\n`,
    ],
    [
      'a table of HTML',
      `<h2>What happened</h2><p>A dam.</p><h2>What to watch</h2><table><tr><th>Sign</th><th>Why</th></tr><tr><td>Dams that close</td><td>supply</td></tr><tr><td>Farms that lose permits</td><td>x</td></tr><tr><td>Ministers who resign</td><td>y</td></tr></table>`,
    ],
    [
      'a page',
      `<!DOCTYPE html><html><head><title>The dam</title><script>var x="watch for y";</script></head><body><nav><ul><li>Home</li></ul></nav><h2>What happened</h2><p>A dam.</p><h2>What to watch next</h2><ul><li>Dams that close</li><li>Farms that lose permits</li><li>Ministers who resign</li></ul><footer><p>© Privacy policy.</p></footer></body></html>`,
    ],
    [
      'bold paragraphs',
      `<p><strong>What happened</strong></p><p>A dam.</p><p><strong>What to watch next</strong></p><p>- Dams that close<br>- Farms that lose permits<br>- Ministers who resign</p>`,
    ],
    [
      'headings of their own',
      `${BEFORE}## What to watch next\n\n### 1. Dams that close\nIn 2019 one closure led to the next.\n\n### 2. Farms that lose permits\nThe office holds a list.\n\n### 3. Ministers who resign\nTwo have hinted at it.\n`,
    ],
    [
      'bold names',
      `${BEFORE}What to watch next\n\n**Dams that close.** In 2019 one closure led to the next.\n\n**Farms that lose permits.** The office holds a list.\n\n**Ministers who resign.** Two have hinted at it.\n`,
    ],
    ['front matter', `---\ntitle: The dam\ntags: [water]\n---\n\n${BEFORE}What to watch next\n${POINTS}\n`],
    ['a fence', `${BEFORE}What to watch next\n\`\`\`\n${POINTS}\n\`\`\`\n`],
    [
      'sources below',
      `${BEFORE}What to watch next\n${POINTS}\n\nSources\n- Water Office, annual report\n- Dalmere Gazette\n\nAbout the author\nJ. Doe writes about water.\n`,
    ],
    ['another heading below', `${BEFORE}## What to watch next\n${POINTS}\n\n## Comments\n- Well said\n`],
    [
      'explained items',
      `${BEFORE}What to watch\n- Dams that close. In 2019 this led to a shortage.\n- Farms that lose permits. The office holds a list.\n- Ministers who resign.\n`,
    ],
    [
      'groups',
      `${BEFORE}What to watch next\n\nIn the short term:\n- Dams that close\n- Farms that lose permits\n\nIn the long term:\n- Ministers who resign\n`,
    ],
    [
      'items within items',
      `${BEFORE}What to watch next\n1. Water\n   1.1 Dams that close\n   1.2 Farms that lose permits\n2. Politics\n   2.1 Ministers who resign\n`,
    ],
    [
      'emoji',
      `${BEFORE}👀 What to watch\n👉 Dams that close\n👉 Farms that lose permits\n✅ Ministers who resign\n`,
    ],
    [
      'wrapped lines',
      `${BEFORE}What to watch next\nWatch for dams that close, for farms that lose per-\nmits, and for ministers who re-\nsign.\n`,
    ],
    [
      'no headings',
      `The council closed the dam on Friday.\n\nTwo towns drink from one lake.\n\nThree developments deserve attention. The first is whether dams that close. The second is whether farms that lose permits. The third is whether ministers who resign.\n`,
    ],
    [
      'conditions',
      `The council closed the dam on Friday.\n\nTwo towns drink from one lake.\n\nIf dams that close, if farms that lose permits, or if ministers who resign, the mechanism is at work.\n`,
    ],
    ['a list by itself', `${BEFORE}Next\n${POINTS}`],
    ['an outlook', `${BEFORE}Outlook\n${POINTS}`],
    [
      'text after the list',
      `${BEFORE}What to watch next\n${POINTS}\n\nSubscribe to our newsletter. Nobody knows how it ends.\n`,
    ],
    ['the list first', `What to watch\n${POINTS}\n\nWhat happened\nA dam.\n\nWhy it matters\nTwo towns.\n`],
  ])('%s: its signs are found', (_, article) => {
    const read = readArticle(article);
    if (read.kind === 'unreadable') throw new Error(read.what);
    expect(readSigns(read.article.watch).map(({ quote }) => quote.toLowerCase())).toEqual([
      'dams that close',
      'farms that lose permits',
      'ministers who resign',
    ]);
  });

  it('may head signs that point the other way', () => {
    const read = readArticle(
      `${BEFORE}## What to watch next\n- Dams that close\n- Farms that lose permits\n\n## What would change our mind\n- Courts that open a dam\n`,
    );
    if (read.kind === 'unreadable') throw new Error(read.what);
    expect(readSigns(read.article.watch)).toEqual([
      { quote: 'Dams that close', against: false },
      { quote: 'Farms that lose permits', against: false },
      { quote: 'Courts that open a dam', against: true },
    ]);
  });

  it.each([
    [
      'Polish',
      'Co się stało\nRada zamknęła tamę.\n\nNa co zwrócić uwagę\n- tamy, które zostaną zamknięte\n- ministrowie, którzy odejdą\n',
      2,
    ],
    [
      'Spanish',
      'Qué pasó\nEl consejo cerró la presa.\n\nQué esperar\n- presas que se cierran\n- ministros que dimiten\n',
      2,
    ],
    [
      'Italian',
      'Che cosa è successo\nIl consiglio.\n\nChe cosa tenere d’occhio\n- dighe che chiudono\n- ministri che si dimettono\n',
      2,
    ],
    [
      'Dutch',
      'Wat er is gebeurd\nDe raad.\n\nWaar we op moeten letten\n- dammen die sluiten\n- ministers die aftreden\n',
      2,
    ],
    [
      'German',
      'Was passiert ist\nDer Rat.\n\nWorauf es jetzt ankommt\n• Dämme, die schließen\n• Minister, die zurücktreten\n',
      2,
    ],
    [
      'French',
      'Les faits\nLe conseil.\n\nEt maintenant ?\n– des barrages qui ferment ;\n– des ministres qui démissionnent.\n',
      2,
    ],
  ])('may be in %s', (_, article, signs) => {
    const read = readArticle(article);
    if (read.kind === 'unreadable') throw new Error(read.what);
    expect(readSigns(read.article.watch)).toHaveLength(signs);
  });
});
