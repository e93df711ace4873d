/** A Slack message as the desktop client shows it, from its Block Kit JSON. */
import { z } from 'zod';
import type { Element, Palette as Colours, Run, Scene, Typed } from './typeset.ts';
import { box, column, form, image, message, palette, paragraph, relative } from './typeset.ts';

const Marks = z.object({ bold: z.boolean().optional(), italic: z.boolean().optional() }).optional();
const Inline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), style: Marks }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string(), style: Marks }),
  z.object({ type: z.literal('date'), timestamp: z.number(), format: z.literal('{ago}') }),
]);
const Section = z.object({ type: z.literal('rich_text_section'), elements: z.array(Inline) });
const Items = z.array(Section);
const List = z.object({ type: z.literal('rich_text_list'), style: z.literal('bullet'), elements: Items });
const Quote = z.object({ type: z.literal('rich_text_quote'), elements: z.array(Inline) });
const Part = z.discriminatedUnion('type', [Section, List, Quote]);
const Rich = z.object({ type: z.literal('rich_text'), elements: z.array(Part) });
/** An empty cell holds a space. */
const Cell = z.union([Rich, z.object({ type: z.literal('raw_text'), text: z.literal('\u00a0') })]);
const Text = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() });
const Button = z.object({ type: z.literal('button'), text: Text, style: z.literal('primary').optional() });
const Overflow = z.object({ type: z.literal('overflow') });
const Action = z.discriminatedUnion('type', [Button, Overflow]);
const Vote = z.object({ text: Text });
const votes = { positive_button: Vote, negative_button: Vote };
const Feedback = z.object({ type: z.literal('feedback_buttons'), ...votes });
const Block = z.discriminatedUnion('type', [
  Rich,
  z.object({ type: z.literal('table'), rows: z.array(z.array(Cell)) }),
  z.object({ type: z.literal('header'), text: Text }),
  z.object({ type: z.literal('context'), elements: z.array(Text) }),
  z.object({ type: z.literal('actions'), elements: z.array(Action) }),
  z.object({ type: z.literal('context_actions'), elements: z.array(Feedback) }),
  z.object({ type: z.literal('image') }),
]);
/** The parts of chat.postMessage's arguments that can be drawn; anything else in `blocks` is an error. */
const Message = z.object({ blocks: z.array(Block) });
const Input = z.object({ type: z.literal('input'), block_id: z.string(), label: Text });
const View = z.object({ title: Text, submit: Text, blocks: z.array(Input) });

const DARK = palette('#1a1d21', '#d1d2d3', '#ababad', '#1d9bd1', '#4a4d52', '#35373b');
const LIGHT = palette('#ffffff', '#1d1c1d', '#616061', '#1264a3', '#d0d0d0', '#e8e8e8');
const GREEN = '#007a5a';
/** How the width of a table is shared. */
const COLUMNS = ['22%', '17%', '30%', '31%'];

/** Throws where the message holds a kind of block that is not drawn here. */
export function drawSlack(body: unknown, scene: Scene, theme: 'dark' | 'light'): Element {
  const { blocks } = Message.parse(body);
  const colours = theme === 'dark' ? DARK : LIGHT;
  const parts = blocks.map((block) => drawBlock(block, scene, colours));
  const badge = { background: colours.badge, color: colours.faint, borderRadius: 3 };
  return message(colours, badge, scene, parts);
}

/** A dialog with what somebody typed into it, by field. */
export function drawSlackDialog(view: unknown, typed: Typed, theme: 'dark' | 'light'): Element {
  const { title, submit, blocks } = View.parse(view);
  const fields = blocks.map(({ label, block_id: id }) => [label.text, typed[id]] as const);
  return form(title.text, fields, [submit.text, GREEN], theme === 'dark' ? DARK : LIGHT);
}

function drawBlock(block: z.infer<typeof Block>, scene: Scene, colours: Colours): Element {
  const small = { fontSize: 13, color: colours.faint };
  switch (block.type) {
    case 'rich_text':
      return column({ rowGap: 3 }, ...block.elements.map((part) => drawRich(part, scene, colours)));
    case 'header':
      return paragraph([block.text], { fontSize: 18, fontWeight: 700, lineHeight: 1.3 });
    case 'context':
      return paragraph([{ text: block.elements.map(({ text }) => text).join('  ') }], small);
    case 'actions':
      return box({ columnGap: 8, marginTop: 4 }, ...block.elements.map((each) => drawButton(each, colours)));
    case 'context_actions': {
      const votes = block.elements.map(({ positive_button: yes, negative_button: no }) => [yes, no]).flat();
      const faces = votes.map(({ text }, nth) => box(small, `${nth % 2 === 0 ? '▲' : '▼'} ${text.text}`));
      return box({ columnGap: 20 }, ...faces);
    }
    case 'table': {
      const rows = block.rows.map((row, nth) => drawRow(row, nth, scene, colours));
      return column({ border: `1px solid ${colours.edge}`, borderRadius: 4, fontSize: 13 }, ...rows);
    }
    case 'image':
      return image(scene.chart, 440);
  }
}

/** The last column is the widest; a row whose other cells are empty is a heading. */
function drawRow(row: readonly z.infer<typeof Cell>[], nth: number, scene: Scene, colours: Colours): Element {
  const shown = row.filter((cell, at) => at === 0 || cell.type === 'rich_text');
  const cells = (shown.length === 1 ? shown : row).map((cell, at) => {
    const parts = cell.type === 'raw_text' ? [] : cell.elements.map((part) => drawRich(part, scene, colours));
    return box({ width: shown.length === 1 ? '100%' : (COLUMNS[at] ?? ''), padding: '4px 8px' }, ...parts);
  });
  const line = nth === 0 ? {} : { borderTop: `1px solid ${colours.edge}` };
  return box({ ...line, alignItems: 'flex-start' }, ...cells);
}

function drawButton(action: z.infer<typeof Action>, { text, edge }: Colours): Element {
  const isPrimary = action.type === 'button' && action.style === 'primary';
  const label = action.type === 'button' ? action.text.text : '⋯';
  const style = { padding: '3px 12px', borderRadius: 4, fontSize: 13, fontWeight: 700 };
  const face = isPrimary ? { background: GREEN, color: '#ffffff' } : { color: text };
  return box({ ...style, ...face, border: `1px solid ${isPrimary ? GREEN : edge}` }, label);
}

function drawRich(part: z.infer<typeof Part>, scene: Scene, colours: Colours): Element {
  const runs = (elements: readonly z.infer<typeof Inline>[]) =>
    elements.map((it) => runOf(it, scene, colours));
  const set = (elements: readonly z.infer<typeof Inline>[]): Element =>
    paragraph(runs(elements), { flex: 1 });
  switch (part.type) {
    case 'rich_text_section':
      return box({}, set(part.elements));
    case 'rich_text_quote':
      return box({ borderLeft: `4px solid ${colours.edge}`, paddingLeft: 12 }, set(part.elements));
    case 'rich_text_list': {
      const beside = { columnGap: 8, paddingLeft: 8 };
      return column({}, ...part.elements.map(({ elements }) => box(beside, '•', set(elements))));
    }
  }
}

function runOf(element: z.infer<typeof Inline>, { seenAt }: Scene, { link }: Colours): Run {
  if (element.type === 'date') return { text: relative(element.timestamp * 1_000, seenAt) };
  const weight = element.style?.bold === true ? { fontWeight: 700 } : {};
  const slant = element.style?.italic === true ? { fontStyle: 'italic' } : {};
  const colour = element.type === 'link' ? { color: link } : {};
  return { text: element.text, style: { ...weight, ...slant, ...colour } };
}
