/** Draws a Slack message from its Block Kit JSON as the desktop client shows it in the light theme. */
import { z } from 'zod';
import type { Moments } from './moments.ts';
import { signpostIcon } from './signpost-icon.ts';
import {
  type Drawn,
  drawRuns,
  FONT,
  lineToSvg,
  rectangle,
  type Run,
  type Style,
  widthOf,
} from './text-layout.ts';

const WIDTH = 720;
const LEFT = 68;
const INNER = WIDTH - LEFT - 24;

const Marks = z.object({ bold: z.boolean().optional(), italic: z.boolean().optional() }).optional();
const Element = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style: Marks }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string().optional(), style: Marks }),
  z.object({ type: z.literal('emoji'), name: z.string() }),
  z.object({
    type: z.literal('date'),
    timestamp: z.number(),
    format: z.string(),
    fallback: z.string().optional(),
  }),
]);
type Element = z.infer<typeof Element>;
const Section = z.object({ type: z.literal('rich_text_section'), elements: z.array(Element) });
const Rich = z.discriminatedUnion('type', [
  Section,
  z.object({ type: z.literal('rich_text_quote'), elements: z.array(Element) }),
  z.object({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(Section),
  }),
]);
const Text = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });
const Block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rich_text'), elements: z.array(Rich) }),
  z.object({ type: z.literal('header'), text: Text }),
  z.object({ type: z.literal('context'), elements: z.array(Text) }),
  z.object({ type: z.literal('divider') }),
  z.object({
    type: z.literal('actions'),
    elements: z.array(
      z.object({ type: z.literal('button'), text: Text, style: z.enum(['primary', 'danger']).optional() }),
    ),
  }),
]);
/** The parts of chat.postMessage's arguments that can be drawn; anything else in `blocks` is an error. */
const Message = z.object({ blocks: z.array(Block) });

const PLAIN: Style = { fill: '#1d1c1d', size: 15, weight: 400, italic: false };
const SMALL: Style = { ...PLAIN, fill: '#616061', size: 13 };
const LINK = '#1264a3';
const EMOJI: Readonly<Record<string, string>> = {
  large_blue_circle: '#2c86d3',
  large_orange_circle: '#f08a24',
  red_circle: '#dd2e44',
};

/** The whole picture as SVG. Throws where the message holds a kind of block that is not drawn here. */
export function drawSlack(message: unknown, { postedAt }: Moments): string {
  const { blocks } = Message.parse(message);
  let y = 42;
  let body = '';
  for (const block of blocks) {
    const drawn = drawBlock(block, y, postedAt);
    body += drawn.svg;
    y += drawn.height;
  }
  const height = Math.max(y + 14, 80);
  const name: Style = { ...PLAIN, weight: 700 };
  const nameWidth = widthOf('Signpost', name);
  const head =
    signpostIcon(20, 18, 36, 6) +
    lineToSvg([{ text: 'Signpost', style: name }], LEFT, 32) +
    rectangle(LEFT + nameWidth + 6, 20, 30, 15, '#e8e8e8', 3) +
    lineToSvg([{ text: 'APP', style: { ...SMALL, size: 10, weight: 700 } }], LEFT + nameWidth + 10, 31.5) +
    lineToSvg([{ text: clock(postedAt), style: { ...SMALL, size: 12 } }], LEFT + nameWidth + 44, 32);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}" role="img">
<title>An alert as Slack shows it</title>
${rectangle(0.5, 0.5, WIDTH - 1, height - 1, '#ffffff', 8, '#dddddd')}${head}${body}</svg>
`;
}

function drawBlock(block: z.infer<typeof Block>, y: number, postedAt: number): Drawn {
  switch (block.type) {
    case 'rich_text': {
      let height = 0;
      let svg = '';
      for (const part of block.elements) {
        const drawn = drawRich(part, y + height, postedAt);
        svg += drawn.svg;
        height += drawn.height;
      }
      return { svg, height: height + 6 };
    }
    case 'header':
      return paragraph(
        [{ text: block.text.text, style: { ...PLAIN, size: 18, weight: 700 } }],
        LEFT,
        y + 4,
        26,
      );
    case 'context':
      return paragraph([{ text: block.elements.map((it) => it.text).join('  '), style: SMALL }], LEFT, y, 20);
    case 'divider':
      return { svg: rectangle(LEFT, y + 6, INNER, 1, '#dddddd'), height: 16 };
    case 'actions':
      return drawButtons(block.elements, y + 8);
  }
}

function drawRich(part: z.infer<typeof Rich>, y: number, postedAt: number): Drawn {
  switch (part.type) {
    case 'rich_text_section':
      return paragraph(
        part.elements.map((it) => runOf(it, postedAt)),
        LEFT,
        y,
        22,
      );
    case 'rich_text_quote': {
      const drawn = paragraph(
        part.elements.map((it) => runOf(it, postedAt)),
        LEFT + 16,
        y + 4,
        22,
      );
      return {
        svg: rectangle(LEFT, y + 4, 4, drawn.height, '#dddddd', 2) + drawn.svg,
        height: drawn.height + 8,
      };
    }
    case 'rich_text_list': {
      let height = 0;
      let svg = '';
      for (const [index, item] of part.elements.entries()) {
        const mark = part.style === 'bullet' ? '•' : `${index + 1}.`;
        const drawn = paragraph(
          item.elements.map((it) => runOf(it, postedAt)),
          LEFT + 24,
          y + height,
          22,
        );
        svg += lineToSvg([{ text: mark, style: PLAIN }], LEFT + 8, y + height + 16) + drawn.svg;
        height += drawn.height;
      }
      return { svg, height };
    }
  }
}

function runOf(element: Element, postedAt: number): Run {
  switch (element.type) {
    case 'text':
    case 'link': {
      const weight = element.style?.bold === true ? 700 : 400;
      const italic = element.style?.italic === true;
      const fill = element.type === 'link' ? LINK : PLAIN.fill;
      const text = element.type === 'link' ? (element.text ?? element.url) : element.text;
      return { text, style: { ...PLAIN, fill, weight, italic } };
    }
    case 'emoji':
      return { text: '●', style: { ...PLAIN, size: 17, fill: EMOJI[element.name] ?? '#888888' } };
    case 'date':
      return { text: pretty(element, postedAt), style: PLAIN };
  }
}

/** Slack's `{date_short_pretty}` and `{time}` for a reader in UTC on the day of posting. */
function pretty({ timestamp, format }: Extract<Element, { type: 'date' }>, postedAt: number): string {
  const at = timestamp * 1000;
  const sameDay = new Date(at).toDateString() === new Date(postedAt).toDateString();
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
  return format.replace('{date_short_pretty}', sameDay ? 'Today' : date).replace('{time}', clock(at));
}

function clock(at: number): string {
  return new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'UTC' }).format(at);
}

function paragraph(runs: readonly Run[], x: number, y: number, lineHeight: number): Drawn {
  return drawRuns(runs, { x, y, width: WIDTH - 24 - x, lineHeight });
}

function drawButtons(
  buttons: readonly { readonly text: { readonly text: string }; readonly style?: string | undefined }[],
  y: number,
): Drawn {
  let x = LEFT;
  let svg = '';
  for (const { text, style } of buttons) {
    const primary = style === 'primary';
    const face: Style = { ...PLAIN, size: 13, weight: 700, fill: primary ? '#ffffff' : PLAIN.fill };
    const width = widthOf(text.text, face) + 24;
    svg += rectangle(x, y, width, 30, primary ? '#007a5a' : '#ffffff', 4, primary ? '#007a5a' : '#bbbbbb');
    svg += lineToSvg([{ text: text.text, style: face }], x + 12, y + 19.5);
    x += width + 8;
  }
  return { svg, height: 40 };
}
