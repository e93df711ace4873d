/** Says in words which way an alert took through the tree of routes. */
import { LABELS, type Labels, type Route } from './route.ts';

/**
 * What each route on the way to a node asks for, root first, such as `everything › severity high`. `node` is a place as
 * `routeAlert` gives it: `` for the root, `.0.2` for the third route of its first.
 */
export function routePath(root: Route, node: string): string {
  const steps = [asked(root.match)];
  let at: Route | undefined = root;
  for (const index of node.split('.').slice(1)) {
    at = at?.routes[Number(index)];
    if (at === undefined) break;
    steps.push(asked(at.match));
  }
  return steps.join(' › ');
}

/** `severity high, tag money or staffing`. */
function asked(match: Labels): string {
  const parts = LABELS.flatMap((label) => {
    const values = match[label];
    return values === undefined ? [] : [`${label} ${values.join(' or ')}`];
  });
  return parts.length === 0 ? 'everything' : parts.join(', ');
}
