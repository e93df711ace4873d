/** An answer as the outbox keeps it: which alerts it is about, and lines that are no alert's. */
import { z } from 'zod';

const Line = z.strictObject({
  text: z.string(),
  marks: z.array(z.strictObject({ start: z.int(), end: z.int() })),
  link: z.string().optional(),
});

export const StoredAnswer = z.strictObject({
  /** Alerts that joined the message and are worth a ring; what they say is put into words when it is sent. */
  alerts: z.array(z.int()),
  lines: z.array(Line),
  /** Whether the receiver's mention is repeated. */
  mention: z.boolean(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** Both in one: an answer that was not sent yet says also what comes now. */
export function joinAnswers(one: StoredAnswer, other: StoredAnswer): StoredAnswer {
  return {
    alerts: [...new Set([...one.alerts, ...other.alerts])],
    lines: [...one.lines, ...other.lines],
    mention: one.mention || other.mention,
  };
}
