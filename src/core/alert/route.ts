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

/** One receiver that is to hear of an alert, and how long to wait for more reports first (milliseconds). */
export type Routed = { readonly receiver: string; readonly groupWait: number };

/**
 * The receivers for an alert's labels, as Alertmanager routes: children in order, first match wins unless it says
 * `continue`; a node none of whose children match answers for itself. Each receiver is named once.
 */
export function routeAlert(root: Route, labels: Labels, defaultWait: number): readonly Routed[] {
  const found = new Map<string, Routed>();
  for (const routed of walk(root, labels, { receiver: undefined, groupWait: defaultWait })) {
    if (!found.has(routed.receiver)) found.set(routed.receiver, routed);
  }
  return [...found.values()];
}

type Inherited = { readonly receiver: string | undefined; readonly groupWait: number };

function walk(route: Route, labels: Labels, parent: Inherited): readonly Routed[] {
  if (!matches(route, labels)) return [];
  const own = { receiver: route.receiver ?? parent.receiver, groupWait: route.group_wait ?? parent.groupWait };
  const found: Routed[] = [];
  for (const child of route.routes) {
    const below = walk(child, labels, own);
    found.push(...below);
    if (below.length > 0 && !child.continue) return found;
  }
  if (found.length > 0 || own.receiver === undefined) return found;
  return [{ receiver: own.receiver, groupWait: own.groupWait }];
}

function matches(route: Route, labels: Labels): boolean {
  return LABELS.every((label) => {
    const wanted = route.match[label];
    return wanted === undefined || (labels[label] ?? []).some((value) => wanted.includes(value));
  });
}
