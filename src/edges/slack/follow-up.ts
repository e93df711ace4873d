/** Says in the thread of an alert which outlets have reported its story since it was posted. */
import type { WebClient } from '@slack/web-api';
import { reportInWords } from '../../core/delivery/foreign-words.ts';
import { foundInWords } from '../../core/delivery/found-in-words.ts';
import type { AlertNotification, Report } from '../../core/delivery/notification.ts';
import type { MessageRef } from '../../core/delivery/sink.ts';
import { DELIVERY_EVENT } from './find-delivery.ts';
import { escaped } from './render/render.ts';
import { bullets, foreign, joined, marked, moment, own, richText, section } from './render/rich-text.ts';

const MOST = 8;
/** What screen readers and pushes get of it. */
const MAX_TEXT = 1000;
/** https://docs.slack.dev/reference/methods/conversations.replies */
const PAGE = 200;

/**
 * Posts one reply with what is new, unless everything has been said. What has been said is read from the thread: each
 * message carries in its metadata how many outlets it knew, so that a repeated attempt says nothing twice. Throws what
 * the client throws.
 */
export async function followUp(
  client: WebClient,
  { channel, message }: MessageRef,
  deliveryId: string,
  alert: AlertNotification,
): Promise<void> {
  const now = alert.alsoReported.length;
  if (now === 0) return;
  const said = await outletsSaid(client, channel, message);
  if (now <= said) return;
  const reply = {
    channel,
    thread_ts: message,
    ...followUpMessage(alert.alsoReported.slice(said)),
    metadata: deliveryMetadata(deliveryId, now),
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  await client.chat.postMessage(reply);
}

/** What a message of a threaded receiver remembers: its delivery, and how many other outlets it knew. */
export function deliveryMetadata(deliveryId: string, outlets: number) {
  return { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId, outlets } };
}

/** The new reports as one message; outside the thread of its alert it names the alert. */
export function followUpMessage(reports: readonly Report[], alert?: AlertNotification) {
  const news =
    reports.length === 1 ? 'Another outlet reports it' : `${reports.length} more outlets report it`;
  const about =
    alert === undefined ? [] : [own(`#${alert.alertId} `), ...foreign(alert.headline.text, 200), own(' — ')];
  const items = reports
    .slice(0, MOST)
    .map((report) =>
      joined(
        [
          marked({ text: report.headline, marks: [] }, report.link, 200),
          foreign(report.outlet, 80, 'italic'),
          [moment(report.at)],
          foreign(foundInWords(report.wordsFound) ?? '', 300),
        ],
        ' · ',
      ),
    );
  if (reports.length > MOST) items.push([own(`and ${reports.length - MOST} more`)]);
  return {
    text: escaped(
      `${news}: ${reports.map((each) => reportInWords(each, foundInWords(each.wordsFound))).join('; ')}`,
      MAX_TEXT,
    ),
    blocks: [richText(section([...about, own(news, 'bold')]), bullets(items))],
    unfurl_links: false,
    unfurl_media: false,
  } as const;
}

async function outletsSaid(client: WebClient, channel: string, ts: string): Promise<number> {
  let said = 0;
  let cursor: string | undefined;
  do {
    const page = await client.conversations.replies({
      channel,
      ts,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { metadata } of page.messages ?? []) {
      const payload: unknown = metadata?.event_type === DELIVERY_EVENT ? metadata.event_payload : undefined;
      said = Math.max(said, outletsIn(payload));
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return said;
}

function outletsIn(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null || !('outlets' in payload)) return 0;
  return typeof payload.outlets === 'number' ? payload.outlets : 0;
}
