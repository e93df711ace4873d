/** Draws a reply as a Discord message: what a command or a button answers. */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  type RawFile,
  type RESTPatchAPIWebhookWithTokenMessageJSONBody,
} from 'discord.js';
import { boardInBrief } from '../../../core/command/board-lines.ts';
import type { Block, Button, Inline, Picks, Reply } from '../../../core/command/reply.ts';
import { inlineMarkdown } from './inline-markdown.ts';
import { LIMITS } from './limits.ts';
import { foreign, plain } from './markdown.ts';
import { COLOUR, replyEmbeds } from './reply-embeds.ts';

export type RenderedReply = {
  /** What a first answer, an edit and a follow-up all take. Nothing of an earlier page stays: all keys are there. */
  readonly body: Required<
    Pick<
      RESTPatchAPIWebhookWithTokenMessageJSONBody,
      'content' | 'embeds' | 'components' | 'attachments' | 'allowed_mentions'
    >
  >;
  readonly files: readonly RawFile[];
};

/** https://discord.com/developers/docs/components/reference */
const MAX_BUTTONS = 25;
const BUTTONS_A_ROW = 5;
const MAX_CUSTOM_ID = 100;
const MAX_LABEL = 80;
const MAX_OPTIONS = 25;
const MAX_OPTION = 100;
const MAX_ALT = 1024;
const MAX_FILE_NAME = 80;
/** Title, two lines and the brackets around addresses stay within the 2,000 of a content. */
const MAX_LINE = 600;
/** Of a server without boosts: https://discord.com/developers/docs/reference#uploading-files */
const MAX_FILE_BYTES = 10 * 1024 * 1024;

const STYLES = {
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const satisfies Record<Button['style'], ButtonStyle>;

/**
 * The message of a reply: the title and the first line in the content, so that who has embeds switched off reads what it
 * is about, the rest in embeds; the chart and the file are attached, the chart with its text equivalent.
 */
export function renderReply(reply: Reply): RenderedReply {
  const { content, blocks } = contentOf(reply);
  const embeds = replyEmbeds(blocks);
  const attached = [picture(reply), dossier(reply)].filter((each) => each !== undefined);
  const image = attached.find((each) => each.picture);
  return {
    body: {
      content: [content, ...tooLargeNote(reply)].join('\n'),
      embeds: withImage(embeds, image?.file.name),
      components: [...picksRow(reply.picks), ...buttonRows(reply.buttons ?? [])],
      attachments: attached.map(({ file, alt }, id) => ({
        id: String(id),
        filename: file.name,
        ...(alt === '' ? {} : { description: alt }),
      })),
      allowed_mentions: { parse: [] },
    },
    files: attached.map(({ file }) => file),
  };
}

type Attached = { readonly file: RawFile; readonly alt: string; readonly picture: boolean };

function picture({ image }: Reply): Attached | undefined {
  if (image === undefined) return undefined;
  const file = { name: fileName(image.name), data: Buffer.from(image.png), contentType: 'image/png' };
  return { file, alt: plain(image.alt, MAX_ALT), picture: true };
}

function dossier({ file }: Reply): Attached | undefined {
  if (file === undefined) return undefined;
  const data = Buffer.from(file.text, 'utf8');
  if (data.length > MAX_FILE_BYTES) return undefined;
  const named = { name: fileName(file.name), data, contentType: file.contentType };
  return { file: named, alt: '', picture: false };
}

/** What stands in the content, and the blocks that are left for the embeds. */
function contentOf({ title, blocks }: Reply): {
  readonly content: string;
  readonly blocks: readonly Block[];
} {
  const heading = `**${foreign(title, LIMITS.title) || 'Signpost'}**`;
  const { said, left } = opening(blocks);
  return { content: [heading, ...said.filter((line) => line !== '')].join('\n'), blocks: left };
}

type Opening = { readonly said: readonly string[]; readonly left: readonly Block[] };

/** The first words of an answer: its first line, with what it heads; the first field; or how many signs are how lively. */
function opening(blocks: readonly Block[]): Opening {
  const [first, second, ...rest] = blocks;
  switch (first?.kind) {
    case 'line': {
      const heads = first.inlines.every((part) => part.kind === 'text' && part.style === 'bold');
      return heads && second?.kind === 'line'
        ? { said: [contentLine(first.inlines), contentLine(second.inlines)], left: rest }
        : { said: [contentLine(first.inlines)], left: blocks.slice(1) };
    }
    case 'quote': {
      const words = contentLine(first.inlines);
      return { said: words === '' ? [] : [`> ${words}`], left: blocks.slice(1) };
    }
    case 'fields': {
      const [field, ...fields] = first.fields;
      const name = foreign(field?.name ?? '', LIMITS.fieldName);
      const value = contentLine(field?.value ?? []);
      return name === '' || value === ''
        ? { said: [], left: blocks }
        : { said: [`**${name}** ${value}`], left: [{ ...first, fields }, ...blocks.slice(1)] };
    }
    case 'board':
      return { said: [boardInBrief(first.groups)], left: blocks };
    case 'table':
    case 'evidence':
    case undefined:
      return { said: [], left: blocks };
  }
}

/** A line of the content; an address in it would bring its own preview along. */
function contentLine(inlines: readonly Inline[]): string {
  return inlineMarkdown(inlines, MAX_LINE).replaceAll(/\]\((https?:[^)]*)\)/g, '](<$1>)');
}

/** The chart below the last words. */
function withImage(embeds: APIEmbed[], image: string | undefined): APIEmbed[] {
  if (image === undefined) return embeds;
  const last = embeds.at(-1) ?? { color: COLOUR };
  return [...embeds.slice(0, -1), { ...last, image: { url: `attachment://${image}` } }];
}

/** A word where the file could not come along. */
function tooLargeNote({ file }: Reply): readonly string[] {
  return file !== undefined && Buffer.byteLength(file.text) > MAX_FILE_BYTES
    ? ['-# The file is larger than Discord takes (10 MiB); ask for fewer days.']
    : [];
}

/** Letters, digits, dots and dashes: Discord changes other characters, and the embed would not find its picture. */
function fileName(name: string): string {
  const safe = name.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  // The end says what kind of file it is.
  return safe.slice(-MAX_FILE_NAME).replace(/^[.-]+/, '') || 'file';
}

function picksRow(picks: Picks | undefined): APIActionRowComponent<APIStringSelectComponent>[] {
  if (picks === undefined || picks.options.length === 0 || picks.id.length > MAX_CUSTOM_ID) return [];
  const options = picks.options.slice(0, MAX_OPTIONS).map(({ value, label, about, ticked }) => ({
    value,
    label: plain(label, MAX_OPTION) || '…',
    description: plain(about, MAX_OPTION) || '…',
    default: ticked,
  }));
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: picks.id,
    placeholder: plain(picks.label, MAX_OPTION),
    min_values: 0,
    max_values: options.length,
    options,
  };
  return [{ type: ComponentType.ActionRow, components: [select] }];
}

function buttonRows(buttons: readonly Button[]): APIActionRowComponent<APIButtonComponentWithCustomId>[] {
  const known = new Map(
    buttons.filter(({ id }) => id !== '' && id.length <= MAX_CUSTOM_ID).map((each) => [each.id, each]),
  );
  const drawn = [...known.values()]
    .slice(0, MAX_BUTTONS)
    .map(({ id, label, style }): APIButtonComponentWithCustomId => ({
      type: ComponentType.Button,
      style: STYLES[style],
      label: plain(label, MAX_LABEL) || '…',
      custom_id: id,
    }));
  const rows: APIActionRowComponent<APIButtonComponentWithCustomId>[] = [];
  for (let from = 0; from < drawn.length; from += BUTTONS_A_ROW)
    rows.push({ type: ComponentType.ActionRow, components: drawn.slice(from, from + BUTTONS_A_ROW) });
  return rows;
}
