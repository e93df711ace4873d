/** Draws an alert as Slack blocks: kicker, headline, the lines of its card, and what people can do about it. */
import type { types } from '@slack/bolt';
import { type CardLine, plainWords } from '../../../core/delivery/card-line.ts';
import { type Card, cardOf } from '../../../core/delivery/card.ts';
import { isolated } from '../../../core/delivery/isolate.ts';
import { foundInWords } from '../../../core/delivery/found-in-words.ts';
import type { AlertNotification, GroupedAlert } from '../../../core/delivery/notification.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { groupedTitle, SEVERITY_MARKS } from '../../../core/delivery/wording.ts';
import { inlineElements } from './inlines.ts';
import { bullets, foreign, joined, marked, moment, own, quote, richText, section } from './rich-text.ts';
import type { Element } from './rich-text.ts';

const MAX_GROUPED = 20;
/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MAX_HEADER = 150;
/**
 * Slack refuses messages of more than about 13,200 characters over all blocks without saying what it counts; counted
 * here is all of the JSON, which is more than any of them. What came last is counted instead of shown.
 */
const MAX_CHARACTERS = 12_000;

/** The blocks of an alert; buttons only where somebody listens to them. */
export function alertBlocks(
  n: AlertNotification,
  options: { readonly buttons: boolean },
): types.KnownBlock[] {
  const card = cardOf(n);
  const head = [kicker(n, card), headline(card)];
  const foot = [...about(card), ...(options.buttons ? [...votes(n), actions(n)] : [])];
  const room = MAX_CHARACTERS - JSON.stringify([...head, ...foot]).length;
  const body = richText(...bodyElements(card.lines, room));
  const left = room - JSON.stringify(body).length;
  return [...head, body, ...grouped(n.grouped ?? [], left), ...foot];
}

function kicker({ severity }: AlertNotification, card: Card): types.ContextBlock {
  const text = `${SEVERITY_MARKS[severity].emoji} ${card.kicker}`;
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: true }] };
}

/** Plain text, which takes neither a link nor bold words: the outlet below carries the link. */
function headline({ headline: { text } }: Card): types.HeaderBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: isolated(shorten(text, MAX_HEADER - 2)), emoji: false },
  };
}

/** Sections, lists and quotes in the order of the lines, as many as there is room for. */
function bodyElements(lines: readonly CardLine[], room: number): readonly types.RichTextBlockElement[] {
  const elements: types.RichTextBlockElement[] = [];
  let left = room - 400;
  let kind: 'section' | 'list' | undefined;
  let kept: (readonly Element[])[] = [];
  const end = (): void => {
    if (kept.length > 0) elements.push(kind === 'list' ? bullets(kept) : section(joined(kept, '\n')));
    kept = [];
  };
  const shown = lines.filter((line) => line.role !== 'about');
  for (const [index, { role, inlines }] of shown.entries()) {
    const line = inlineElements(inlines);
    left -= JSON.stringify(line).length + 60;
    if (left < 0) {
      end();
      kind = 'section';
      kept.push([own(`and ${shown.length - index} more lines`, 'italic')]);
      break;
    }
    if (line.length === 0) continue;
    const wanted = role === 'further' ? 'list' : 'section';
    if (role === 'quote' || wanted !== kind) end();
    kind = wanted;
    if (role === 'quote') elements.push(quote(line));
    else kept.push(line);
  }
  end();
  return elements;
}

/** The alerts of other messages that share this one. */
function grouped(alerts: readonly GroupedAlert[], room: number): readonly types.KnownBlock[] {
  if (alerts.length === 0) return [];
  const items: (readonly Element[])[] = [];
  let left = room - 400;
  for (const alert of alerts.slice(0, MAX_GROUPED)) {
    const item = joined(
      [
        [own(`#${alert.alertId} `), ...foreign(alert.indicator, 80)],
        marked({ text: alert.headline, marks: [] }, alert.link, 200),
        foreign(alert.outlet, 80, 'italic'),
        foreign(foundInWords(alert.wordsFound) ?? '', 300),
        [moment(alert.at)],
      ],
      ' · ',
    );
    left -= JSON.stringify(section(item)).length + 1;
    if (left < 0) break;
    items.push(item);
  }
  const rest = alerts.length - items.length;
  if (rest > 0) items.push([own(items.length === 0 ? `${rest} alerts` : `and ${rest} more`)]);
  return [richText(section([own(groupedTitle(alerts), 'bold')]), bullets(items))];
}

function about({ lines }: Card): readonly types.ContextBlock[] {
  const line = lines.find(({ role }) => role === 'about');
  if (line === undefined) return [];
  const text = isolated(plainWords(line.inlines));
  return [{ type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] }];
}

/** Small thumbs under the message; what they carry is the name of the press: `relevant:12`. */
function votes({ alertId }: AlertNotification): readonly types.ContextActionsBlock[] {
  const button = (name: string, text: string) => ({
    text: { type: 'plain_text', text } as const,
    accessibility_label: text,
    value: `${name}:${alertId}`,
  });
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'vote',
          positive_button: button('relevant', 'Relevant'),
          negative_button: button('irrelevant', 'Not relevant'),
        },
      ],
    },
  ];
}

function actions({ alertId, acknowledged }: AlertNotification): types.ActionsBlock {
  const button = (id: string, text: string): types.Button => ({
    type: 'button',
    action_id: id,
    value: String(alertId),
    text: { type: 'plain_text', text },
  });
  const option = (id: string, text: string): types.PlainTextOption => ({
    text: { type: 'plain_text', text },
    value: `${id}:${alertId}`,
  });
  return {
    type: 'actions',
    elements: [
      button('why', 'Why'),
      acknowledged === undefined
        ? { ...button('ack', 'Acknowledge'), style: 'primary' }
        : button('unack', 'Take back'),
      {
        type: 'overflow',
        action_id: 'mute',
        options: [option('mute', 'Mute 24 h'), option('mute-ask', 'Mute…')],
      },
    ],
  };
}
