/** The lines that notices about alerts are made of. */
import type { NoticeLine } from '../../core/delivery/notification.ts';

/** A headline with the number of its alert, linked. */
export function headlineLine(alert: {
  readonly alertId: number;
  readonly headline: string;
  readonly outlet: string;
  readonly link: string | undefined;
}): NoticeLine {
  return { ...plainLine(`#${alert.alertId} ${alert.headline} · ${alert.outlet}`), link: alert.link };
}

/** A line as it is. */
export function plainLine(text: string): NoticeLine {
  return { text, marks: [] };
}

/** A line in bold. */
export function heading(text: string): NoticeLine {
  return { text, marks: [{ start: 0, end: text.length }] };
}

/** A line that counts what was left out; none where nothing was. */
export function andMore(rest: number): readonly NoticeLine[] {
  return rest > 0 ? [plainLine(`and ${rest} more`)] : [];
}

/** "1 alert", "4 alerts". */
export function alerts(count: number): string {
  return count === 1 ? '1 alert' : `${count} alerts`;
}
