/** Notifications that every receiver is tried with: a plain one, its later development, a hostile one, a notice. */
import type { MarkedText } from '../../src/core/delivery/marked-text.ts';
import type {
  AlertNotification,
  AnswerNotification,
  Followed,
  NoticeNotification,
} from '../../src/core/delivery/notification.ts';

const AT = Date.UTC(2026, 10, 20, 9, 30);

/** Marks every occurrence of the given words. */
export function mark(text: string, ...words: readonly string[]): MarkedText {
  const marks = words
    .flatMap((word) => [...text.matchAll(new RegExp(RegExp.escape(word), 'g'))])
    .map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }))
    .sort((a, b) => a.start - b.start);
  return { text, marks };
}

export const sampleAlert: AlertNotification = {
  kind: 'alert',
  messageId: 7,
  alertId: 12,
  headline: mark('Alliance leaders back minister as next supreme commander', 'leaders', 'supreme commander'),
  link: 'https://north-sea-courier.example/world/alliance-supreme-commander',
  excerpt: mark(
    'The alliance council is expected to confirm the appointment on Friday, two diplomats said.',
    'appointment',
  ),
  outlet: 'North Sea Courier',
  at: AT,
  indicator: { id: 'leader-appointments', name: 'Leader-level appointments' },
  brief: { id: 'nato-loyalty', title: 'Loyalty as the currency of the alliance' },
  quote: 'changes in leader-level appointments',
  finding: undefined,
  severity: 'high',
  tags: ['staffing', 'command'],
  actors: ['alliance council'],
  hypothesis: 'Decisions follow personal endorsement',
  others: [],
  patterns: [],
  reports: [],
  alsoReported: [],
  developments: [],
  corrections: [],
  follows: undefined,
  evidence: [],
  standing: {
    level: 'active',
    sentence: '4 stories in 7 days, active from 3.',
    week: [0, 1, 0, 0, 2, 0, 1],
  },
  matters: 'Who gets the posts shows whether endorsement or procedure decides.',
  acknowledged: undefined,
  verdicts: { relevant: 0, notRelevant: 0 },
};

/** What a development or an answer follows. */
export const followed: Followed = {
  alertId: 3,
  headline: 'Alliance council to pick its next commander this week',
  link: 'https://north-sea-courier.example/world/alliance-council',
  outlet: 'North Sea Courier',
  at: AT - 3_600_000,
  turned: undefined,
};

/** What is said of an alert that stands in the channel already. */
export const sampleAnswer: AnswerNotification = {
  kind: 'answer',
  title: 'Now also a sign of Base closures',
  lines: [],
  about: followed,
  severity: 'medium',
  mention: false,
};

/** The same alert an hour later: three more outlets, and somebody has seen it. */
export const developedAlert: AlertNotification = {
  ...sampleAlert,
  alsoReported: ['Baltic Ledger', 'Rhine Gazette', 'Vistula Post'].map((outlet, index) => ({
    outlet,
    headline: `${outlet}: supreme commander to be confirmed`,
    link: `https://outlet-${index}.example/story_(${index})`,
    at: AT + index * 600_000,
  })),
  acknowledged: { by: 'Night desk', at: AT + 3_600_000 },
  verdicts: { relevant: 2, notRelevant: 1 },
};

/** A headline in another language than the brief's, with the words by which it was found. */
export const foreignAlert: AlertNotification = {
  ...sampleAlert,
  alertId: 14,
  headline: mark('Prezydent Polski dziękuje prezydentowi USA', 'Prezydent Polski', 'dziękuje'),
  wordsFound: { lang: 'pl', words: ['Polish president', 'thanks', 'US president'] },
  outlet: 'Vistula Post',
  reports: [
    {
      outlet: 'Rhine Gazette',
      headline: 'Polens Präsident dankt US-Präsident',
      link: 'https://rhine-gazette.example/dank',
      at: AT,
      relation: 'report',
      matched: true,
      fresh: true,
      wordsFound: { lang: 'de', words: ['Polish president', 'thanks', 'US president'] },
    },
  ],
};

/** What a correlation finds: no single story but several, with their headlines as evidence. */
export const correlationAlert: AlertNotification = {
  ...sampleAlert,
  alertId: 13,
  indicator: { id: 'chorus', name: 'Chorus of statements' },
  quote: 'synchronous statements by several leaders',
  finding: '3 actors within 48 h, from 3.',
  actors: ['french president', 'german chancellor', 'polish prime minister'],
  evidence: ['Baltic Ledger', 'Rhine Gazette', 'Vistula Post', 'North Sea Courier'].map((outlet, index) => ({
    outlet,
    headline: `Head of government number ${index + 1} praises the alliance's patron`,
    link: `https://outlet-${index}.example/statement-${index}`,
    at: AT - index * 7_200_000,
  })),
};

const THANKS = { lang: 'de', words: ['Polish president', 'thanks'] } as const;

/** A pattern of foreign headlines, one that followed and one that went before, each with words of its own. */
export const foreignPattern: AlertNotification = {
  ...correlationAlert,
  wordsFound: { lang: 'pl', words: ['Polish president', 'praises'] },
  evidence: [
    {
      outlet: 'Rhine Gazette',
      headline: 'Polens Präsident dankt US-Präsident',
      link: 'https://rhine-gazette.example/dank',
      at: AT - 7_200_000,
      wordsFound: THANKS,
    },
  ],
  patterns: [
    {
      alertId: 15,
      kind: 'correlation',
      name: 'Thanks, then posts',
      severity: 'medium',
      finding: '2 reports within 30 days.',
      reports: [
        {
          outlet: 'Seine Courrier',
          headline: 'Le président polonais remercie',
          link: 'https://seine-courrier.example/merci',
          at: AT - 86_400_000,
          wordsFound: { lang: 'fr', words: ['Polish president', 'gives thanks'] },
        },
      ],
      fresh: true,
    },
  ],
  developments: [
    {
      outlet: 'Vistula Post',
      headline: 'Prezydent dostaje stanowisko',
      link: 'https://vistula-post.example/posada',
      at: AT + 86_400_000,
      turned: undefined,
      fresh: true,
      wordsFound: { lang: 'pl', words: ['president', 'post'] },
    },
  ],
  follows: {
    alertId: 11,
    outlet: 'Ebro Diario',
    headline: 'El presidente viaja a Washington',
    link: 'https://ebro-diario.example/viaje',
    at: AT - 172_800_000,
    turned: undefined,
    wordsFound: { lang: 'es', words: ['president', 'travels'] },
  },
};

/** Controls, zero-width and bidirectional characters: what must never get through. */
// oxlint-disable-next-line no-control-regex
export const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2067\ufeff]/;

const HOSTILE = [
  '@everyone @here <@123456789012345678> <@!123456789012345678> <@&223456789012345678> <#323456789012345678>',
  '</why:423456789012345678> <t:1700000000:R> <:pwn:523456789012345678> <a:pwn:523456789012345678> <id:browse>',
  '<!channel> <!here> <!everyone> <@U012AB3CD> <#C012AB3CD> <!subteam^S012AB3CD> <javascript:alert(1)|free>',
  '# heading\n- list\n1. list\n> quote\n-# small\n**bold** __under__ ~~gone~~ ||spoiler|| `code` ```block```',
  '[masked](javascript:alert(1)) [masked](https://evil.example/) https://evil.example/_a_ discord.gg/evil',
  '\u202etxet desrever\u202c zero\u200bwidth\u2060joined \u0000control\u001b[31m nul\u0007 lone\ud83d surrogate',
  '👨‍👩‍👧‍👦 familia ' + 'é\u0301\u0301\u0301'.repeat(40),
].join('\n');

/** Everything a feed could say to hurt a channel, in every field that carries foreign words. */
export const hostileAlert: AlertNotification = {
  ...developedAlert,
  wordsFound: { lang: 'pl', words: [HOSTILE, '@everyone', '<!channel>'] },
  alertId: 666,
  headline: mark(`HOSTILE ${HOSTILE}`, 'heading', '**bold**', 'everyone'),
  link: 'javascript:alert(document.domain)',
  excerpt: mark(`${HOSTILE}\n${'very long '.repeat(1000)}`, 'everyone', 'list', 'long'),
  outlet: `@everyone <!channel> [x](javascript:1) ${'o'.repeat(300)}`,
  indicator: { id: 'hostile', name: `# @here **x** <!here> ${'n'.repeat(300)}` },
  quote: HOSTILE.repeat(5),
  finding: HOSTILE,
  tags: ['@everyone', '<!channel>', HOSTILE],
  actors: [HOSTILE, '<@123456789012345678>', '<@U012AB3CD>'],
  alsoReported: Array.from({ length: 40 }, (_, index) => ({
    outlet: `${HOSTILE} ${index}`,
    headline: HOSTILE,
    link: index % 2 === 0 ? 'data:text/html,<script>1</script>' : `https://evil.example/)${'('.repeat(40)}`,
    at: AT,
  })),
  evidence: Array.from({ length: 40 }, (_, index) => ({
    outlet: HOSTILE,
    headline: HOSTILE,
    link: index % 2 === 0 ? 'https://user:pass@evil.example/' : `https://evil.example/${'a'.repeat(3000)}`,
    at: AT,
  })),
  standing: { level: 'surging', sentence: HOSTILE, week: [-1, 1e9, 0, 0, 0, 0, 3] },
  matters: HOSTILE.repeat(10),
  acknowledged: { by: HOSTILE, at: AT },
  grouped: Array.from({ length: 40 }, (_, index) => ({
    alertId: 1000 + index,
    indicator: HOSTILE,
    severity: 'high',
    outlet: HOSTILE,
    headline: HOSTILE,
    link: index % 2 === 0 ? 'javascript:alert(1)' : `https://evil.example/${')'.repeat(300)}`,
    at: AT,
  })),
};

export const sampleNotice: NoticeNotification = {
  kind: 'notice',
  title: 'Silence over: Leader-level appointments',
  lines: [
    mark('It withheld 2 alerts.', '2 alerts'),
    mark('Alliance council confirms the supreme commander'),
    mark('Minister denies interest in the post'),
  ],
};

export const hostileNotice: NoticeNotification = {
  kind: 'notice',
  title: HOSTILE,
  lines: Array.from({ length: 300 }, (_, index) => ({
    ...mark(HOSTILE, 'everyone', 'heading'),
    ...(index % 2 === 0
      ? {}
      : { link: index % 3 === 0 ? 'javascript:alert(1)' : `https://evil.example/${')'.repeat(200)}` }),
  })),
};
