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

  it('go without what is only said of them', () => {
    expect(readSigns('- Courts that annul bans (this would point the other way)')).toEqual([
      { quote: 'Courts that annul bans', against: true },
    ]);
  });
});
