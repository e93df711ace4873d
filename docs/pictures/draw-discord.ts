/** A Discord message as the desktop client shows it, from the JSON of its body. */
import { z } from 'zod';
import {
  box,
  column,
  type Element,
  image,
  message,
  paragraph,
  relative,
  type Run,
  type Scene,
  type Style,
} from './typeset.ts';

const Embed = z.strictObject({
  type: z.literal('rich').optional(),
  title: z.string().optional(),
  description: z.string().default(''),
  color: z.number().default(0x4e_50_58),
  fields: z.tuple([]).optional(),
  image: z.object({ url: z.string().startsWith('attachment://') }).optional(),
  footer: z.object({ text: z.string() }).optional(),
});
const Button = z.object({ type: z.literal(2), style: z.int().min(1).max(4), label: z.string() });
const Row = z.object({ type: z.literal(1), components: z.array(Button) });
/** The parts of a message that can be drawn. */
const Message = z.object({
  content: z.string().default(''),
  embeds: z.array(Embed),
  components: z.array(Row).default([]),
});

const DARK = {
  ground: '#313338',
  embed: '#2b2d31',
  text: '#dbdee1',
  faint: '#a3a6ad',
  link: '#00a8fc',
  grey: '#4e5058',
};
const LIGHT = {
  ground: '#ffffff',
  embed: '#f2f3f5',
  text: '#313338',
  faint: '#5c5e66',
  link: '#0061d1',
  grey: '#dfe1e5',
};
type Colours = typeof DARK;

/** Throws where the message holds what is not drawn here. */
export function drawDiscord(body: unknown, scene: Scene, theme: 'dark' | 'light'): Element {
  const { content, embeds, components } = Message.parse(body);
  const colours = theme === 'dark' ? DARK : LIGHT;
  const parts = [
    ...(content === '' ? [] : [drawText(content, colours, scene.seenAt)]),
    ...embeds.map((embed) => drawEmbed(embed, scene, colours)),
    ...components.map((row) => drawButtons(row.components, colours)),
  ];
  const badge = { background: '#5865f2', color: '#ffffff', borderRadius: 4 };
  return message(
    { background: colours.ground, color: colours.text },
    { color: colours.faint },
    badge,
    scene,
    parts,
  );
}

function drawEmbed(embed: z.infer<typeof Embed>, { seenAt, chart }: Scene, colours: Colours): Element {
  const { title, description, color, footer } = embed;
  const style = {
    background: colours.embed,
    borderRadius: 4,
    padding: '10px 14px 12px',
    width: 492,
    fontSize: 14,
  };
  const inner = [
    ...(title === undefined
      ? []
      : [paragraph(readMarkdown(title, seenAt, colours), { fontSize: 16, fontWeight: 600 })]),
    drawText(description, colours, seenAt),
    ...(embed.image === undefined ? [] : [image(chart, 420)]),
    ...(footer === undefined
      ? []
      : [paragraph([{ text: footer.text }], { fontSize: 12, color: colours.faint })]),
  ];
  const bar = `#${color.toString(16).padStart(6, '0')}`;
  return box({ background: bar, borderRadius: 4, paddingLeft: 4 }, column({ rowGap: 4, ...style }, ...inner));
}

/** Markdown of several lines: quoted ones behind their bar, those of a list behind their bullet. */
function drawText(markdown: string, colours: Colours, now: number): Element {
  const lines = markdown.split('\n').map((line) => {
    const [, mark = '', text = ''] = /^(> |• |- )?(.*)$/s.exec(line) ?? [];
    const set = paragraph(readMarkdown(text, now, colours), { flex: 1 });
    if (mark === '> ') return box({ borderLeft: `4px solid ${colours.grey}`, paddingLeft: 10 }, set);
    return mark === '' ? set : box({ columnGap: 8, paddingLeft: 6 }, '•', set);
  });
  return column({ rowGap: 3 }, ...lines);
}

function drawButtons(buttons: readonly z.infer<typeof Button>[], { grey, text }: Colours): Element {
  const faces = [grey, '#5865f2', grey, '#248046', '#da373c'];
  const style = { padding: '6px 16px', borderRadius: 8, fontSize: 14, fontWeight: 600 };
  const drawn = buttons.map(({ label, style: kind }) =>
    box({ ...style, background: faces[kind] ?? grey, color: faces[kind] === grey ? text : '#ffffff' }, label),
  );
  return box({ flexWrap: 'wrap', columnGap: 8, rowGap: 8, marginTop: 4 }, ...drawn);
}

const TOKEN =
  /\\(?<escaped>[^\p{L}\p{N}\s])|\[(?<label>(?:\\.|[^\]\\])*)\]\((?<url>[^\s)]*)\)|<t:(?<time>\d+)(?::[a-zA-Z])?>|(?<bold>\*\*)|(?<italic>[*_])/gu;

/** Runs of one line of the markdown that our messages use; relative times count from `now`, epoch milliseconds. */
export function readMarkdown(line: string, now: number, colours: Colours, outer: Style = {}): readonly Run[] {
  const runs: Run[] = [];
  let style = outer;
  let at = 0;
  const push = (text: string, own: Style = style): void => {
    if (text !== '') runs.push({ text, style: own });
  };
  const toggle = (name: string, value: string | number): void => {
    const { [name]: was, ...rest } = style;
    style = was === undefined ? { ...style, [name]: value } : rest;
  };
  for (const match of line.matchAll(TOKEN)) {
    const { escaped, label, time, bold } = match.groups ?? {};
    push(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (escaped !== undefined) push(escaped);
    else if (label !== undefined)
      runs.push(...readMarkdown(label, now, colours, { ...style, color: colours.link }));
    else if (time !== undefined)
      push(relative(Number(time) * 1_000, now), { ...style, color: colours.faint });
    else if (bold !== undefined) toggle('fontWeight', 700);
    else toggle('fontStyle', 'italic');
  }
  push(line.slice(at));
  return runs;
}
