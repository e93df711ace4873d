/** Routes: Alertmanager's tree of matchers that decides which receivers hear of an alert. */
import { z } from 'zod';
import { Duration } from '../time/duration.ts';

/** Labels of an alert; `tag` may hold many values, of which one must match. */
export const LABELS = [
  'brief',
  'indicator',
  'severity',
  'tag',
  'outlet',
  'lang',
  'kind',
  'correlation',
] as const;
export const Label = z.enum(LABELS);
export type Label = z.infer<typeof Label>;
export type Labels = Readonly<Partial<Record<Label, readonly string[]>>>;

const Matcher = z.union([
  z
    .string()
    .min(1)
    .transform((value) => [value]),
  z.array(z.string().min(1)).min(1),
]);

/** A node of the routing tree; what a child leaves out it inherits. */
export type Route = {
  readonly match: Readonly<Partial<Record<Label, readonly string[]>>>;
  readonly receiver?: string | undefined;
  readonly continue: boolean;
  readonly group_wait?: number | undefined;
  readonly routes: readonly Route[];
};

export const Route: z.ZodType<Route> = z.strictObject({
  match: z.partialRecord(Label, Matcher).default({}),
  receiver: z.string().min(1).optional(),
  /** Go on to the next sibling after this one matched. */
  continue: z.boolean().default(false),
  /** How long a new alert waits for more reports before it is posted. */
  group_wait: Duration.optional(),
  get routes() {
    return z.array(Route).default([]);
  },
});
