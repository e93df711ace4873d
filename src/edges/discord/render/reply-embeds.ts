/** Lays the blocks of a reply out over the embeds of one message, in order and within Discord's limits. */
import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Block } from '../../../core/command/reply.ts';
import { boardLines } from '../../../core/command/board-lines.ts';
import { textTable } from '../../../core/command/text-table.ts';
import { cleanText } from '../../../core/delivery/clean-text.ts';
import type { Report } from '../../../core/delivery/notification.ts';
import { inlineMarkdown } from './inline-markdown.ts';
import { LIMITS } from './limits.ts';
import { foreign, tame } from './markdown.ts';
import { reportLine } from './report-line.ts';

export const COLOUR = 0x5d_6d_7e;
/** Columns of a code block that a phone held upright shows without wrapping. */
const PHONE = 38;
/** https://discord.com/developers/docs/resources/message#create-message (embeds) */
const MAX_EMBEDS = 10;
const MAX_LINE = 1500;
/** Short enough to stand beside another on a wide screen. */
const SHORT = 40;
const FENCE = '```';
/** Room for the last line, which says that something is left out, and for a footer. */
const LAST_LINE = 60;
const RESERVE = 150;
const ROOMY = LIMITS.description - LAST_LINE;
/** A table is cut between rows into blocks of at most this many characters, so that a long one is shown in part. */
const MAX_TABLE = 1000;

type Draft = { lines: string[]; fields: APIEmbedField[] };

/** None where there is nothing to say. A last line says where something did not fit. */
export function replyEmbeds(blocks: readonly Block[]): APIEmbed[] {
  const drafts: Draft[] = [];
  const last = (): Draft => drafts.at(-1) ?? next();
  let room = LIMITS.embed - RESERVE;
  let over = false;

  const next = (): Draft => {
    const draft = { lines: [], fields: [] };
    drafts.push(draft);
    return draft;
  };
  /** The embed that takes what comes next, its room booked; undefined, and then for ever, where there is none. */
  const place = (size: number, full: (draft: Draft) => boolean): Draft | undefined => {
    const tooMuch = full(last()) && drafts.length === MAX_EMBEDS;
    if (over || size > room || tooMuch) {
      over = true;
      return undefined;
    }
    room -= size;
    return full(last()) ? next() : last();
  };
  const addText = (text: string): void => {
    const size = text.length + 1;
    // Fields stand at the end of an embed, so text after them opens another.
    if (text !== '')
      place(size, (draft) => draft.fields.length > 0 || length(draft.lines) + size > ROOMY)?.lines.push(text);
  };
  const addFields = (fields: readonly APIEmbedField[]): void => {
    for (const field of fields)
      place(
        field.name.length + field.value.length,
        (draft) => draft.fields.length === LIMITS.fields,
      )?.fields.push(field);
  };

  for (const block of blocks.flatMap((each) => (each.kind === 'board' ? boardLines(each.groups) : [each]))) {
    switch (block.kind) {
      case 'line':
        addText(inlineMarkdown(block.inlines, MAX_LINE));
        break;
      case 'quote': {
        const words = inlineMarkdown(block.inlines, MAX_LINE);
        if (words !== '') addText(`> ${words}`);
        break;
      }
      case 'fields':
        addFields(fieldsOf(block));
        break;
      case 'table':
        for (const table of codeBlocks(tableRows(block))) addText(table);
        break;
      case 'board':
        break;
      case 'evidence':
        for (const report of block.reports) addText(evidenceLine(report));
        break;
    }
  }
  if (over) last().lines.push('*… there is more than one message can hold*');
  return drafts.map(({ lines, fields }) => ({
    color: COLOUR,
    ...(lines.length === 0 ? {} : { description: lines.join('\n') }),
    ...(fields.length === 0 ? {} : { fields }),
  }));
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function fieldsOf(block: Extract<Block, { kind: 'fields' }>): readonly APIEmbedField[] {
  const fields = block.fields
    .map(({ name, value }) => ({
      name: foreign(name, LIMITS.fieldName),
      value: inlineMarkdown(value, LIMITS.fieldValue),
    }))
    .filter(({ name, value }) => name !== '' && value !== '');
  const inline = fields.length > 1 && fields.every(({ value }) => value.length <= SHORT);
  return fields.map((field) => ({ ...field, inline }));
}

function tableRows({ head, rows }: Extract<Block, { kind: 'table' }>): readonly string[] {
  const cell = (text: string): string => tame(cleanText(text));
  const drawn = textTable(
    head.map(cell),
    rows.map((row) => row.map(cell)),
    PHONE,
  );
  return drawn.some((row) => row.trim() !== '') ? drawn : [];
}

function codeBlocks(rows: readonly string[]): readonly string[] {
  const blocks: string[] = [];
  let kept: string[] = [];
  const end = (): void => {
    if (kept.length > 0) blocks.push(`${FENCE}\n${kept.join('\n')}\n${FENCE}`);
    kept = [];
  };
  for (const row of rows) {
    if (length(kept) + row.length > MAX_TABLE) end();
    kept.push(row);
  }
  end();
  return blocks;
}

function evidenceLine(report: Report): string {
  return `• ${reportLine(report, MAX_LINE) ?? ''}`;
}
