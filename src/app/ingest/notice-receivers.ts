/** Who is told of what belongs to no alert, such as a digest or a feed that fell silent. */
import { routeAlert } from '../../core/alert/route.ts';
import type { AlertWriter } from './open-alerts.ts';

/** The named receivers, else those that the routes name where nothing is known of an alert, each once. */
export function noticeReceivers(
  { route, placeholders }: AlertWriter,
  named: readonly string[] = routeAlert(route, {}, 0).map(({ receiver }) => receiver),
): ReadonlySet<string> {
  return new Set(named.map((receiver) => placeholders.get(receiver) ?? receiver));
}
