/** Draws a Discord message from the JSON of its body as the desktop client shows it in the dark theme. */
import { z } from 'zod';
import { readMarkdown } from './discord-markdown.ts';
import { clock, type Scene } from './moments.ts';
import { drawImage, frame } from './picture-frame.ts';
import { signpostIcon } from './signpost-icon.ts';
import { type Drawn, drawRuns, lineToSvg, rectangle, type Style, widthOf } from './text-layout.ts';

const LEFT = 72;
/** As wide as Discord makes an embed that holds a picture. */
const EMBED = 432;
const WIDTH = LEFT + EMBED + 16;
const CHART = 400;

const Embed = z.object({
  author: z.object({ name: z.string() }).optional(),
  title: z.string().optional(),
  url: z.string().optional(),
  description: z.string().optional(),
  color: z.number().optional(),
  fields: z
    .array(z.object({ name: z.string(), value: z.string(), inline: z.literal(false).optional() }))
    .default([]),
  image: z.object({ url: z.string().startsWith('attachment://') }).optional(),
  footer: z.object({ text: z.string() }).optional(),
});
type Embed = z.infer<typeof Embed>;
const Button = z.object({ type: z.literal(2), style: z.int().min(1).max(4), label: z.string() });
/** The parts of a message that can be drawn. */
const Message = z.object({
  content: z.string().optional(),
  embeds: z.array(Embed),
  components: z.array(z.object({ type: z.literal(1), components: z.array(Button) })).default([]),
});

const TEXT: Style = { fill: '#dbdee1', size: 14, weight: 400, italic: false };
const STRONG: Style = { ...TEXT, fill: '#f2f3f5', weight: 600 };
const FAINT: Style = { ...TEXT, fill: '#949ba4', size: 12 };
const LINK = '#00a8fc';
const BUTTONS = ['', '#5865f2', '#4e5058', '#248046', '#da373c'];

/** The whole picture as SVG. Throws where the message holds what is not drawn here. */
export function drawDiscord(message: unknown, scene: Scene): string {
  const { content = '', embeds, components } = Message.parse(message);
  const top = scene.command === undefined ? 0 : 24;
  let y = top + 46;
  let body = drawHead(scene, top);
  if (content !== '') {
    const drawn = drawText(content, LEFT, y, EMBED, scene.seenAt);
    body += drawn.svg;
    y += drawn.height + 8;
  }
  for (const embed of embeds) {
    const drawn = drawEmbed(embed, y, scene);
    body += drawn.svg;
    y += drawn.height + 8;
  }
  for (const row of components) {
    const drawn = drawButtons(row.components, y);
    body += drawn.svg;
    y += drawn.height;
  }
  if (scene.command !== undefined) {
    const note = { x: LEFT, y, width: EMBED, lineHeight: 20 };
    const runs = [
      { text: '👁 Only you can see this · ', style: FAINT },
      { text: 'Dismiss message', style: { ...FAINT, fill: LINK } },
    ];
    body += drawRuns(runs, note).svg;
    y += 20;
  }
  const height = y + 10;
  return frame({ width: WIDTH, height, title: scene.title }, { background: '#313338' }, body);
}

function drawHead({ command, postedAt }: Scene, top: number): string {
  const name: Style = { ...STRONG, size: 16, weight: 500 };
  const after = LEFT + widthOf('Signpost', name);
  const asked =
    command === undefined
      ? ''
      : `<path d="M36 30V24Q36 18 42 18H66" fill="none" stroke="#4e5058" stroke-width="2"/>\n` +
        `<circle cx="80" cy="18" r="8" fill="#6d7f52"/>\n` +
        lineToSvg(
          [
            { text: 'reader', style: { ...FAINT, size: 14, fill: '#dbdee1' } },
            { text: ' used ', style: { ...FAINT, size: 14 } },
            { text: command, style: { ...FAINT, size: 14, fill: LINK } },
          ],
          94,
          23,
        );
  return (
    asked +
    signpostIcon(16, top + 18, 40, 20) +
    lineToSvg([{ text: 'Signpost', style: name }], LEFT, top + 34) +
    rectangle(after + 5, top + 21.5, 30, 16, '#5865f2', 4) +
    lineToSvg([{ text: 'APP', style: { ...STRONG, size: 10.5, fill: '#ffffff' } }], after + 8.5, top + 33.3) +
    lineToSvg([{ text: `Today at ${clock(postedAt)}`, style: FAINT }], after + 43, top + 34)
  );
}

function drawEmbed(embed: Embed, top: number, { seenAt: now, chart }: Scene): Drawn {
  const x = LEFT + 16;
  const width = EMBED - 32;
  let y = top + 12;
  let svg = '';
  const add = ({ svg: drawn, height }: Drawn, gap: number): void => {
    svg += drawn;
    y += height + gap;
  };
  if (embed.author !== undefined)
    add(drawRuns(readMarkdown(embed.author.name, STRONG, now), { x, y, width, lineHeight: 20 }), 6);
  if (embed.title !== undefined) {
    const style: Style = { ...STRONG, size: 16, fill: embed.url === undefined ? STRONG.fill : LINK };
    add(drawRuns(readMarkdown(embed.title, style, now), { x, y, width, lineHeight: 22 }), 4);
  }
  if (embed.description !== undefined) add(drawText(embed.description, x, y, width, now), 8);
  for (const field of embed.fields) {
    if (field.value === '') continue;
    add(drawRuns(readMarkdown(field.name, STRONG, now), { x, y, width, lineHeight: 18 }), 2);
    add(drawText(field.value, x, y, width, now), 8);
  }
  if (embed.image !== undefined) {
    if (chart === undefined) throw new Error('the message shows a picture that was not given');
    add(drawImage(chart, 'The chart', { x, y: y + 4, width: CHART }), 12);
  }
  if (embed.footer !== undefined)
    add(drawRuns([{ text: embed.footer.text, style: FAINT }], { x, y, width, lineHeight: 16 }), 4);
  const height = y - top + 8;
  const colour = `#${(embed.color ?? 0x1e_1f_22).toString(16).padStart(6, '0')}`;
  // The bar is the embed's left edge: a coloured box with the dark one laid over it.
  const box =
    rectangle(LEFT, top, 12, height, colour, 4) + rectangle(LEFT + 4, top, EMBED - 4, height, '#2b2d31', 4);
  return { svg: box + rectangle(LEFT + 4, top, 6, height, '#2b2d31') + svg, height };
}

/** Markdown of several lines, quoted lines behind their bar. */
function drawText(markdown: string, x: number, top: number, width: number, now: number): Drawn {
  let y = top;
  let svg = '';
  for (const line of markdown.split('\n')) {
    const quoted = line.startsWith('> ');
    const indent = quoted ? 14 : 0;
    const drawn = drawRuns(readMarkdown(quoted ? line.slice(2) : line, TEXT, now), {
      x: x + indent,
      y,
      width: width - indent,
      lineHeight: 19,
    });
    svg += (quoted ? rectangle(x, y, 4, drawn.height, '#4e5058', 2) : '') + drawn.svg;
    y += drawn.height;
  }
  return { svg, height: y - top };
}

/** A row of buttons, which goes on in the next line where the screen ends. */
function drawButtons(buttons: readonly z.infer<typeof Button>[], top: number): Drawn {
  let x = LEFT;
  let y = top;
  let svg = '';
  for (const { label, style } of buttons) {
    const face: Style = { ...STRONG, weight: 500, fill: '#ffffff' };
    const width = widthOf(label, face) + 32;
    if (x > LEFT && x + width > LEFT + EMBED) {
      x = LEFT;
      y += 40;
    }
    svg += rectangle(x, y, width, 32, BUTTONS[style] ?? '#4e5058', 8);
    svg += lineToSvg([{ text: label, style: face }], x + 16, y + 21);
    x += width + 8;
  }
  return { svg, height: y - top + 40 };
}
