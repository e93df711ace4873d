/** Rooms that keep what they are sent as their platform would show it, for the bench of the law of visibility. */
import { cleanText } from '../src/core/delivery/clean-text.ts';
import type { AlertNotification, Notification } from '../src/core/delivery/notification.ts';
import type { Send, Sink } from '../src/core/delivery/sink.ts';
import { consoleSink } from '../src/edges/console/sink.ts';
import { renderNotification as drawForDiscord } from '../src/edges/discord/render/render.ts';
import { renderNotification as drawForSlack } from '../src/edges/slack/render/render.ts';
import { webhookBody } from '../src/edges/webhook/body.ts';

export type ToldRoom = {
  readonly receiver: string;
  readonly sink: Sink;
  /** Whether a headline can be read in anything that was sent, as far as a line shows it. */
  readonly shows: (headline: string) => boolean;
  readonly names: (outlet: string) => boolean;
  /** Posts and answers; edits and notices apart. */
  readonly posts: () => number;
  readonly alerts: () => readonly AlertNotification[];
};

/** Lines cut headlines; this much of one tells it apart. */
const ENOUGH = 60;

type Draw = (send: Send) => unknown;

const DRAWINGS: Readonly<Record<string, () => Draw>> = {
  discord: () => (send) => drawForDiscord(send.notification),
  slack: () => (send) => drawForSlack(send.notification),
  webhook: () => webhookBody,
  console: drawForTerminal,
};

/** A terminal is told of an edit in a line of its own, which depends on what it was told before. */
function drawForTerminal(): Draw {
  let printed = '';
  const print = consoleSink({ write: (text) => (printed += text), color: false, width: 10_000 });
  return (send) => {
    printed = '';
    // It prints before it promises an answer.
    void print(send, new AbortController().signal);
    return printed;
  };
}

/** One room of every kind, all of them empty. */
export function openToldRooms(): readonly ToldRoom[] {
  return Object.entries(DRAWINGS).map(([receiver, open]) => openRoom(receiver, open()));
}

function openRoom(receiver: string, draw: Draw): ToldRoom {
  let text = '';
  let posts = 0;
  const told: Notification[] = [];
  return {
    receiver,
    sink: (send) => {
      told.push(send.notification);
      if (send.prior === undefined && send.notification.kind !== 'notice') posts += 1;
      text += `\n${readable(draw(send))}`;
      return Promise.resolve({
        kind: 'sent',
        ref: send.prior ?? { channel: receiver, message: send.deliveryId },
      });
    },
    shows: (headline) => text.includes(bare(cleanText(headline)).slice(0, ENOUGH)),
    names: (outlet) => text.includes(bare(cleanText(outlet)).slice(0, ENOUGH)),
    posts: () => posts,
    alerts: () => told.filter((n) => n.kind === 'alert'),
  };
}

/** All words of a payload, neighbours joined, without what is markup. */
function readable(payload: unknown): string {
  return bare(strings(payload).join(''));
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** Letters and numbers: styles, escapes and quotation marks are each platform's own. */
function bare(text: string): string {
  return text.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
