/** A Discord message as the desktop client shows it, from the JSON of its body. */
import { z } from 'zod';
import type { Element, Palette as Colours, Run, Scene, Style, Typed } from './typeset.ts';
import { box, column, form, image, message, palette, paragraph, relative, where } from './typeset.ts';

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
const Field = z.object({ custom_id: z.string() });
const Label = z.object({ type: z.literal(18), label: z.string(), component: Field });
const Modal = z.object({ title: z.string(), components: z.array(Label) });

/** The badge is the ground of an embed. */
const DARK = palette('#313338', '#dbdee1', '#a3a6ad', '#00a8fc', '#4e5058', '#2b2d31');
const LIGHT = palette('#ffffff', '#313338', '#5c5e66', '#0061d1', '#dfe1e5', '#f2f3f5');
const BLURPLE = '#5865f2';

/** Throws where the message holds what is not drawn here. */
export function drawDiscord(body: unknown, scene: Scene, theme: 'dark' | 'light'): Element {
  const { content, embeds, components } = Message.parse(body);
  const colours = theme === 'dark' ? DARK : LIGHT;
  const said = content === '' ? [] : [drawText(content, colours, scene.seenAt)];
  const below = embeds.map((embed) => drawEmbed(embed, scene, colours));
  const rows = components.map((row) => drawButtons(row.components, colours));
  const badge = { background: BLURPLE, color: '#ffffff', borderRadius: 4 };
  return message(colours, badge, scene, [...said, ...below, ...rows]);
}

/** A dialog with what somebody typed into it, by field. Its button is Discord's own. */
export function drawDiscordDialog(modal: unknown, typed: Typed, theme: 'dark' | 'light'): Element {
  const { title, components } = Modal.parse(modal);
  const fields = components.map(({ label, component }) => [label, typed[component.custom_id]] as const);
  return form(title, fields, ['Submit', BLURPLE], theme === 'dark' ? DARK : LIGHT);
}

function drawEmbed(embed: z.infer<typeof Embed>, { seenAt, chart }: Scene, colours: Colours): Element {
  const { title, description, color, footer } = embed;
  const shape = { borderRadius: 4, padding: '10px 14px 12px', width: 492, fontSize: 14 };
  const style = { rowGap: 4, background: colours.badge, ...shape };
  const large = { fontSize: 16, fontWeight: 600 };
  const small = { fontSize: 12, color: colours.faint };
  const inner = [
    ...where(title, (text) => paragraph(readMarkdown(text, seenAt, colours), large)),
    drawText(description, colours, seenAt),
    ...where(embed.image, () => image(chart, 420)),
    ...where(footer, ({ text }) => paragraph([{ text }], small)),
  ];
  const bar = `#${color.toString(16).padStart(6, '0')}`;
  return box({ background: bar, borderRadius: 4, paddingLeft: 4 }, column(style, ...inner));
}

/** Markdown of several lines: quoted ones behind their bar, those of a list behind their bullet. */
function drawText(markdown: string, colours: Colours, now: number): Element {
  const lines = markdown.split('\n').map((line) => {
    const [, mark = '', text = ''] = /^(> |• |- )?(.*)$/s.exec(line) ?? [];
    const set = paragraph(readMarkdown(text, now, colours), { flex: 1 });
    if (mark === '> ') return box({ borderLeft: `4px solid ${colours.edge}`, paddingLeft: 10 }, set);
    return mark === '' ? set : box({ columnGap: 8, paddingLeft: 6 }, '•', set);
  });
  return column({ rowGap: 3 }, ...lines);
}

function drawButtons(buttons: readonly z.infer<typeof Button>[], { edge: grey, text }: Colours): Element {
  const faces = [grey, BLURPLE, grey, '#248046', '#da373c'];
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
    const [linked, faint] = [
      { ...style, color: colours.link },
      { ...style, color: colours.faint },
    ];
    if (escaped !== undefined) push(escaped);
    else if (label !== undefined) runs.push(...readMarkdown(label, now, colours, linked));
    else if (time !== undefined) push(relative(Number(time) * 1_000, now), faint);
    else if (bold !== undefined) toggle('fontWeight', 700);
    else toggle('fontStyle', 'italic');
  }
  push(line.slice(at));
  return runs;
}
