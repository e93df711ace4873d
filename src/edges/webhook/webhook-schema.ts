/** The published form of what a generic webhook is sent. */
import { z } from 'zod';
import { SEVERITIES } from '../../core/indicator/brief.ts';

const Instant = z.iso.datetime().describe('UTC, RFC 3339.');
const Link = z.url({ protocol: /^https?$/ });
const WordsFound = z
  .strictObject({ lang: z.string(), words: z.array(z.string()) })
  .optional()
  .describe(
    'Of a headline in another language than the brief: the words by which it was found, in the language of the brief and in the order of the headline. No translation.',
  );
export const Marked = z
  .strictObject({
    text: z.string(),
    marks: z
      .array(z.strictObject({ start: z.int().min(0), end: z.int().min(1) }))
      .describe('The stretches that matched: UTF-16 offsets, end exclusive, in order.'),
  })
  .describe('One line of plain text.');
export const ReportBody = z.strictObject({
  outlet: z.string(),
  headline: z.string(),
  link: Link.optional(),
  at: Instant,
  words_found: WordsFound,
});

const Sign = z.strictObject({ id: z.string(), name: z.string() });
const Turned = z.string().optional().describe('The words that a turn into the opposite was read from.');
export const FollowedBody = ReportBody.extend({ alert: z.int(), turned: Turned });

const AlertBody = z.strictObject({
  kind: z.literal('alert'),
  number: z.int().optional().describe('The number of the message.'),
  alert: z.int().describe('The number that people type: /why 123.'),
  headline: Marked,
  words_found: WordsFound,
  link: Link.optional(),
  excerpt: Marked.optional(),
  outlet: z.string(),
  via: z.string().optional().describe('Whom the outlet names as its source.'),
  at: Instant,
  indicator: z.strictObject({ id: z.string(), name: z.string() }),
  brief: z.strictObject({ id: z.string(), title: z.string() }),
  quote: z.string().describe('What the article said to watch for.'),
  finding: z.string().optional().describe('What a pattern or a rise found.'),
  severity: z.enum(SEVERITIES),
  tags: z.array(z.string()),
  actors: z.array(z.string()),
  also_reported: z.array(ReportBody).describe('Other outlets of the same story, first report first.'),
  evidence: z.array(ReportBody).describe('The stories behind a pattern or a rise, oldest first.'),
  standing: z
    .strictObject({
      level: z.enum(['quiet', 'seen', 'active', 'surging']),
      sentence: z.string(),
      week: z.array(z.number()).describe('Stories a day over seven days, oldest first.'),
    })
    .optional(),
  matters: z.string(),
  acknowledged: z.strictObject({ by: z.string(), at: Instant }).optional(),
  verdicts: z.strictObject({ relevant: z.int(), not_relevant: z.int() }),
  cautions: z
    .array(z.string())
    .optional()
    .describe('What to know before one acts on it, such as "only 2 words matched".'),
  hypothesis: z.string().optional().describe('What the indicator supports.'),
  others: z
    .array(
      z.strictObject({ alert: z.int(), indicator: Sign, brief: z.string(), severity: z.enum(SEVERITIES) }),
    )
    .optional()
    .describe('Other signs of the same event.'),
  patterns: z
    .array(
      z.strictObject({
        alert: z.int(),
        kind: z.enum(['correlation', 'rising']),
        name: z.string(),
        finding: z.string(),
        severity: z.enum(SEVERITIES),
        reports: z.array(ReportBody),
      }),
    )
    .optional()
    .describe('What a report of this event completed, with the earlier reports, oldest first.'),
  reports: z
    .array(ReportBody.extend({ relation: z.enum(['reprint', 'report']), matched: z.boolean() }))
    .optional()
    .describe('Every further report of the event, first report first.'),
  developments: z
    .array(ReportBody.extend({ turned: Turned }))
    .optional()
    .describe('How the matter moved on, oldest first.'),
  corrections: z
    .array(
      z.strictObject({
        outlet: z.string(),
        before: z.string(),
        after: z.string(),
        at: Instant,
        withdrawn: z.array(z.string()).describe('What it is no longer a sign of.'),
      }),
    )
    .optional(),
  event_changes: z
    .array(
      ReportBody.extend({
        kind: z.enum(['parted', 'parted-from', 'joined', 'told-with']),
        by: z.string(),
        alert: z.int(),
      }),
    )
    .optional()
    .describe('What people said of the event: a report tells another one, or another is the same.'),
  follows: FollowedBody.optional().describe('What was told before and is now followed.'),
  grouped: z
    .array(ReportBody.extend({ alert: z.int(), indicator: z.string(), severity: z.enum(SEVERITIES) }))
    .optional()
    .describe('Other alerts that are told in this message.'),
});

const NoticeBody = z.strictObject({
  kind: z.literal('notice'),
  title: z.string(),
  lines: z.array(Marked.extend({ link: Link.optional() })),
});

export const WebhookBody = z
  .strictObject({
    version: z.literal(1),
    event: z
      .enum(['posted', 'edited', 'followed_up'])
      .describe(
        'edited: the message of an earlier delivery now says this instead. followed_up: this is said beside it.',
      ),
    delivery: z
      .string()
      .max(25)
      .describe('The same over all attempts, and the value of webhook-id: a repeated one is to be ignored.'),
    message: z.string().describe('The same for a message and all its edits.'),
    follows: z.string().optional().describe('Of what is followed up: the message that it follows.'),
    notification: z.discriminatedUnion('kind', [AlertBody, NoticeBody]),
  })
  .describe('What Signpost posts to a receiver of type webhook.');
export type WebhookBody = z.infer<typeof WebhookBody>;

/** JSON Schema (draft 2020-12) of the body, as docs/webhook.schema.json has it. */
export function webhookSchema(): string {
  return `${JSON.stringify({ ...z.toJSONSchema(WebhookBody), title: 'Signpost webhook' }, null, 2)}\n`;
}
