/** Draws a reply as Slack blocks: what a command or a button answers, for a channel, a private answer or the home tab. */
import type { types } from '@slack/bolt';
import type { Block, Button, Picks, Reply } from '../../../core/command/reply.ts';
import { boardLines } from '../../../core/command/board-lines.ts';
import { textTable } from '../../../core/command/text-table.ts';
import { cleanLine, cleanText } from '../../../core/delivery/clean-text.ts';
import { foundInWords } from '../../../core/delivery/found-in-words.ts';
import type { Report } from '../../../core/delivery/notification.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { replyInWords } from '../../../core/command/reply-words.ts';
import { boardTable } from './board-table.ts';
import { inlineElements } from './inlines.ts';
import { escaped } from './render.ts';
import { bullets, foreign, joined, marked, moment, own, quote, richText, section } from './rich-text.ts';
import type { Element } from './rich-text.ts';

export type RenderedReply = { readonly text: string; readonly blocks: types.KnownBlock[] };

/** Columns of fixed-width text that a phone held upright shows without wrapping. */
const PHONE = 38;
/** Escapes included, well within the 4,000 that Slack takes. */
const MAX_TEXT = 2500;
const MAX_BUTTONS = 25;
const BUTTONS_A_ROW = 5;
/** All the JSON of the text; Slack refuses somewhat more than this, see render-alert. */
const MAX_CHARACTERS = 11_000;
/** What stands below a board: languages, silent sources. */
const LAST_LINES = 1500;

/** Home tabs and dialogs take no tables. */
type Place = 'message' | 'view';

/**
 * The blocks of a reply, with a fallback text for notifications. Foreign text stands in rich_text and plain_text only.
 * What is too long for one message is counted at its end. `image` is the id of the uploaded picture; without it the
 * picture's text equivalent is shown.
 */
export function renderReply(reply: Reply, image?: string, place: Place = 'message'): RenderedReply {
  const title = shorten(cleanLine(reply.title), 150) || 'Signpost';
  const blocks: types.KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: title, emoji: false } },
    ...body(place === 'view' ? withoutBoard(reply.blocks) : reply.blocks),
  ];
  if (reply.image !== undefined) blocks.push(picture(reply.image.alt, image));
  blocks.push(...picksRow(reply.picks), ...buttonRows(reply.buttons ?? []));
  return { text: escaped(replyInWords(reply), MAX_TEXT), blocks };
}

function withoutBoard(parts: readonly Block[]): readonly Block[] {
  return parts.flatMap((part) => (part.kind === 'board' ? boardLines(part.groups) : [part]));
}

function body(parts: readonly Block[]): readonly types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let drawn: types.RichTextBlockElement[] = [];
  let lines: (readonly Element[])[] = [];
  let left = MAX_CHARACTERS;
  let dropped = 0;
  const endLines = (): void => {
    if (lines.length > 0) drawn.push(section(joined(lines, '\n')));
    lines = [];
  };
  const fits = (element: unknown): boolean => {
    const size = JSON.stringify(element).length + 40;
    if (dropped > 0 || size > left) {
      dropped += 1;
      return false;
    }
    left -= size;
    return true;
  };
  const addLine = (line: readonly Element[]): void => {
    if (line.length > 0 && fits(line)) lines.push(line);
  };
  for (const part of parts) {
    switch (part.kind) {
      case 'line':
        addLine(inlineElements(part.inlines));
        break;
      case 'fields':
        for (const { name, value } of part.fields)
          addLine([...foreign(name, 100, 'bold'), own(': ', 'bold'), ...inlineElements(value)]);
        break;
      case 'quote': {
        endLines();
        const words = inlineElements(part.inlines);
        if (words.length > 0 && fits(words)) drawn.push(quote(words));
        break;
      }
      case 'table': {
        endLines();
        const rows = textTable(part.head, part.rows, PHONE).filter((row) => fits(row));
        if (rows.join('').trim() !== '') drawn.push(fixedWidth(rows));
        break;
      }
      case 'board': {
        endLines();
        if (drawn.length > 0) blocks.push(richText(...drawn));
        drawn = [];
        const { table, left: unshown } = boardTable(part.groups, left - LAST_LINES);
        left -= JSON.stringify(table).length;
        blocks.push(table);
        if (unshown > 0)
          lines.push([own(`… and ${unshown} more ${unshown === 1 ? 'sign' : 'signs'}`, 'italic')]);
        break;
      }
      case 'evidence': {
        endLines();
        const items = part.reports.map(evidence).filter((item) => item.length > 0 && fits(item));
        if (items.length > 0) drawn.push(bullets(items));
        break;
      }
    }
  }
  if (dropped > 0) lines.push([own(`… and ${dropped} more ${dropped === 1 ? 'line' : 'lines'}`, 'italic')]);
  endLines();
  return drawn.length === 0 ? blocks : [...blocks, richText(...drawn)];
}

function evidence(report: Report): readonly Element[] {
  return joined(
    [
      marked({ text: report.headline, marks: [] }, report.link, 200),
      foreign(report.outlet, 80, 'italic'),
      [moment(report.at)],
      foreign(foundInWords(report.wordsFound) ?? '', 300),
    ],
    ' · ',
  );
}

function fixedWidth(rows: readonly string[]): types.RichTextPreformatted {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: rows.join('\n') }] };
}

function picture(alt: string, file: string | undefined): types.KnownBlock {
  const words = shorten(cleanText(alt), 1500) || 'A chart';
  return file === undefined
    ? richText(section([own('In words: ', 'bold'), own(words)]))
    : { type: 'image', slack_file: { id: file }, alt_text: words };
}

/** As many as can be ticked on sight; a menu for more. https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
const MAX_BOXES = 10;

function picksRow(picks: Picks | undefined): readonly types.ActionsBlock[] {
  if (picks === undefined || picks.options.length === 0) return [];
  const plain = (text: string): types.PlainTextElement => ({
    type: 'plain_text',
    text: shorten(cleanText(text), 75) || '…',
    emoji: false,
  });
  const drawn = picks.options.map(({ value, label, about, ticked }) => ({
    option: { value, text: plain(label), description: plain(about) },
    ticked,
  }));
  const options = drawn.map(({ option }) => option);
  const initial = drawn.flatMap(({ option, ticked }) => (ticked ? [option] : []));
  const chosen = initial.length === 0 ? {} : { initial_options: initial };
  const element: types.ActionsBlockElement =
    options.length <= MAX_BOXES
      ? { type: 'checkboxes', action_id: picks.id, options, ...chosen }
      : {
          type: 'multi_static_select',
          action_id: picks.id,
          placeholder: plain(picks.label),
          options,
          ...chosen,
        };
  return [{ type: 'actions', elements: [element] }];
}

function buttonRows(buttons: readonly Button[]): readonly types.ActionsBlock[] {
  const drawn = buttons.slice(0, MAX_BUTTONS).map(({ id, label, style }): types.Button => ({
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: shorten(cleanText(label), 75) || '…', emoji: false },
    ...(style === 'plain' ? {} : { style }),
  }));
  const rows: types.ActionsBlock[] = [];
  for (let from = 0; from < drawn.length; from += BUTTONS_A_ROW)
    rows.push({ type: 'actions', elements: drawn.slice(from, from + BUTTONS_A_ROW) });
  return rows;
}
