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

/** What routes match, and the event: the stories that an alert is of and follows, which only silences name. */
export const ALERT_LABELS = [...LABELS, 'story'] as const;
export type Labels = Readonly<Partial<Record<(typeof ALERT_LABELS)[number], readonly string[]>>>;

const Matcher = z.union([
  z
    .string()
    .min(1)
    .transform((value) => [value]),
  z.array(z.string().min(1)).min(1),
]);

/** Labels with the values of which one must fit; a single value needs no list. */
export const Matchers = z.partialRecord(Label, Matcher);

/** A node of the routing tree; what a child leaves out it inherits. */
export type Route = {
  readonly match: Labels;
  readonly receiver?: string | undefined;
  readonly continue: boolean;
  readonly group_by?: readonly Label[] | undefined;
  readonly group_wait?: number | undefined;
  readonly group_interval?: number | undefined;
  readonly repeat?: boolean | undefined;
  readonly repeat_interval?: number | undefined;
  readonly routes: readonly Route[];
};

export const Route: z.ZodType<Route> = z.strictObject({
  match: Matchers.default({}),
  receiver: z.string().min(1).optional(),
  /** Go on to the next sibling after this one matched. */
  continue: z.boolean().default(false),
  /** Alerts that share these labels' values are told in one message; none where left out. */
  group_by: z.array(Label).optional(),
  /** How long a new alert waits for more reports, or others of its group, before it is posted. */
  group_wait: Duration.optional(),
  /** Least time between two messages of one group. */
  group_interval: Duration.optional(),
  /** Remind of an indicator that stays active or surging and that nobody has acknowledged. */
  repeat: z.boolean().optional(),
  /** Time between two such reminders. */
  repeat_interval: Duration.optional(),
  get routes() {
    return z.array(Route).default([]);
  },
});

/** One receiver that is to hear of an alert, and the terms of the route that named it; durations in milliseconds. */
export type Routed = {
  readonly receiver: string;
  /** How long to wait for more reports first. */
  readonly groupWait: number;
  readonly groupBy?: readonly Label[];
  readonly groupInterval?: number;
  readonly repeat?: boolean;
  readonly repeatInterval?: number;
  /** The route's place in the tree: `` for the root, `.0.2` for the third route of its first. */
  readonly node: string;
};

/**
 * The receivers for an alert's labels, as Alertmanager routes: children in order, first match wins unless it says
 * `continue`; a node none of whose children match answers for itself. Each receiver is named once, on the terms of the
 * first route that names it, and ungrouped where one of them doesn't group.
 */
export function routeAlert(root: Route, labels: Labels, defaultWait: number): readonly Routed[] {
  const found = new Map<string, Routed>();
  for (const routed of walk(root, labels, { groupWait: defaultWait, node: '' })) {
    const first = found.get(routed.receiver);
    if (first === undefined) found.set(routed.receiver, routed);
    else if (!isGrouped(routed)) found.set(routed.receiver, { ...first, groupBy: [] });
  }
  return [...found.values()];
}

function isGrouped({ groupBy = [] }: Routed): boolean {
  return groupBy.length > 0;
}

type Inherited = Omit<Routed, 'receiver'> & { readonly receiver?: string };

function walk(route: Route, labels: Labels, parent: Inherited): readonly Routed[] {
  if (!matchesLabels(route.match, labels)) return [];
  const own = { ...parent, ...termsOf(route) };
  const found: Routed[] = [];
  for (const [index, child] of route.routes.entries()) {
    const below = walk(child, labels, { ...own, node: `${parent.node}.${index}` });
    found.push(...below);
    if (below.length > 0 && !child.continue) return found;
  }
  const { receiver } = own;
  return found.length > 0 || receiver === undefined ? found : [{ ...own, receiver }];
}

/** What a route says itself. */
function termsOf(route: Route): Partial<Inherited> {
  return {
    ...(route.receiver === undefined ? {} : { receiver: route.receiver }),
    ...(route.group_wait === undefined ? {} : { groupWait: route.group_wait }),
    ...(route.group_by === undefined ? {} : { groupBy: route.group_by }),
    ...(route.group_interval === undefined ? {} : { groupInterval: route.group_interval }),
    ...(route.repeat === undefined ? {} : { repeat: route.repeat }),
    ...(route.repeat_interval === undefined ? {} : { repeatInterval: route.repeat_interval }),
  };
}

/** True where, for every label that is named, one of the values wanted is among the alert's. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return ALERT_LABELS.every((label) => {
    const values = wanted[label];
    return values === undefined || (labels[label] ?? []).some((value) => values.includes(value));
  });
}
