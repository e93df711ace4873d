/** Draws a Slack message from its Block Kit JSON as the desktop client shows it in the light theme. */
import { z } from 'zod';
import { clock, relative, type Scene } from './moments.ts';
import { drawImage, frame } from './picture-frame.ts';
import { signpostIcon } from './signpost-icon.ts';
import { type Drawn, drawRuns, lineToSvg, rectangle, type Run, type Style, widthOf } from './text-layout.ts';

const LEFT = 68;
const INNER = 432;
const WIDTH = LEFT + INNER + 20;
const CHART = 420;

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
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('button'), text: Text, style: z.enum(['primary', 'danger']).optional() }),
        z.object({ type: z.literal('overflow') }),
      ]),
    ),
  }),
  z.object({
    type: z.literal('context_actions'),
    elements: z.array(
      z.object({
        type: z.literal('feedback_buttons'),
        positive_button: z.object({ text: Text }),
        negative_button: z.object({ text: Text }),
      }),
    ),
  }),
  z.object({
    type: z.literal('image'),
    slack_file: z.object({ id: z.string() }),
    alt_text: z.string(),
  }),
]);
/** The parts of chat.postMessage's arguments that can be drawn; anything else in `blocks` is an error. */
const Message = z.object({ blocks: z.array(Block) });

const PLAIN: Style = { fill: '#1d1c1d', size: 15, weight: 400, italic: false };
const SMALL: Style = { ...PLAIN, fill: '#616061', size: 13 };
const LINK = '#1264a3';
const EMOJI: Readonly<Record<string, string>> = {
  large_blue_circle: '🔵',
  large_orange_circle: '🟠',
  red_circle: '🔴',
};

/** The whole picture as SVG. Throws where the message holds a kind of block that is not drawn here. */
export function drawSlack(message: unknown, scene: Scene): string {
  const { blocks } = Message.parse(message);
  const top = scene.command === undefined ? 0 : 22;
  let y = top + 42;
  let body = drawHead(scene, top);
  for (const block of blocks) {
    const drawn = drawBlock(block, y, scene);
    body += drawn.svg;
    y += drawn.height;
  }
  const height = Math.max(y + 14, 80);
  return frame(
    { width: WIDTH, height, title: scene.title },
    { background: '#ffffff', edge: '#dddddd' },
    body,
  );
}

function drawHead({ command, postedAt }: Scene, top: number): string {
  const name: Style = { ...PLAIN, weight: 700 };
  const width = widthOf('Signpost', name);
  const note = { ...SMALL, size: 12 };
  return (
    (command === undefined ? '' : lineToSvg([{ text: '👁 Only visible to you', style: note }], LEFT, 24)) +
    signpostIcon(20, top + 18, 36, 6) +
    lineToSvg([{ text: 'Signpost', style: name }], LEFT, top + 32) +
    rectangle(LEFT + width + 6, top + 20, 28, 15, '#e8e8e8', 3) +
    lineToSvg([{ text: 'APP', style: { ...SMALL, size: 10, weight: 700 } }], LEFT + width + 9.5, top + 31.3) +
    lineToSvg([{ text: clock(postedAt), style: note }], LEFT + width + 42, top + 32)
  );
}

function drawBlock(block: z.infer<typeof Block>, y: number, scene: Scene): Drawn {
  switch (block.type) {
    case 'rich_text': {
      let height = 0;
      let svg = '';
      for (const part of block.elements) {
        const drawn = drawRich(part, y + height, scene);
        svg += drawn.svg;
        height += drawn.height;
      }
      return { svg, height: height + 6 };
    }
    case 'header': {
      const runs = [{ text: block.text.text, style: { ...PLAIN, size: 18, weight: 700 as const } }];
      const drawn = paragraph(runs, LEFT, y + 4, 26);
      return { svg: drawn.svg, height: drawn.height + 12 };
    }
    case 'context':
      return paragraph([{ text: block.elements.map((it) => it.text).join('  '), style: SMALL }], LEFT, y, 20);
    case 'divider':
      return { svg: rectangle(LEFT, y + 6, INNER, 1, '#dddddd'), height: 16 };
    case 'actions':
      return drawButtons(
        block.elements.map((it) => (it.type === 'button' ? it : { text: { text: '⋯' } })),
        y + 8,
      );
    case 'context_actions': {
      const words = block.elements.flatMap(({ positive_button: yes, negative_button: no }) => [
        `▲ ${yes.text.text}`,
        `▼ ${no.text.text}`,
      ]);
      return paragraph([{ text: words.join('     '), style: SMALL }], LEFT, y + 4, 22);
    }
    case 'image': {
      if (scene.chart === undefined) throw new Error('the message shows a picture that was not given');
      const drawn = drawImage(scene.chart, block.alt_text, { x: LEFT, y: y + 6, width: CHART });
      return { svg: drawn.svg, height: drawn.height + 12 };
    }
  }
}

function drawRich(part: z.infer<typeof Rich>, y: number, scene: Scene): Drawn {
  switch (part.type) {
    case 'rich_text_section':
      return paragraph(
        part.elements.map((it) => runOf(it, scene)),
        LEFT,
        y,
        22,
      );
    case 'rich_text_quote': {
      const drawn = paragraph(
        part.elements.map((it) => runOf(it, scene)),
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
          item.elements.map((it) => runOf(it, scene)),
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

function runOf(element: Element, scene: Scene): Run {
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
      return { text: EMOJI[element.name] ?? `:${element.name}:`, style: PLAIN };
    case 'date':
      return { text: pretty(element, scene), style: PLAIN };
  }
}

/** Slack's `{date_short_pretty}`, `{time}` and `{ago}` for a reader in UTC on the day of posting. */
function pretty(
  { timestamp, format }: Extract<Element, { type: 'date' }>,
  { postedAt, seenAt }: Scene,
): string {
  const at = timestamp * 1000;
  const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
  return format
    .replace('{date_short_pretty}', day(at) === day(postedAt) ? 'Today' : date)
    .replace('{time}', clock(at))
    .replace('{ago}', relative(at, seenAt));
}

function paragraph(runs: readonly Run[], x: number, y: number, lineHeight: number): Drawn {
  return drawRuns(runs, { x, y, width: LEFT + INNER - x, lineHeight });
}

/** A row of buttons, which goes on in the next line where the message ends. */
function drawButtons(
  buttons: readonly { readonly text: { readonly text: string }; readonly style?: string | undefined }[],
  top: number,
): Drawn {
  let x = LEFT;
  let y = top;
  let svg = '';
  for (const { text, style } of buttons) {
    const primary = style === 'primary';
    const face: Style = { ...PLAIN, size: 13, weight: 700, fill: primary ? '#ffffff' : PLAIN.fill };
    const width = widthOf(text.text, face) + 24;
    if (x > LEFT && x + width > LEFT + INNER) {
      x = LEFT;
      y += 38;
    }
    svg += rectangle(x, y, width, 30, primary ? '#007a5a' : '#ffffff', 4, primary ? '#007a5a' : '#bbbbbb');
    svg += lineToSvg([{ text: text.text, style: face }], x + 12, y + 19.5);
    x += width + 8;
  }
  return { svg, height: y - top + 40 };
}
