/** Elements that satori lays out as HTML, and text of several styles in them, set word by word. */

export type Style = Readonly<Record<string, string | number>>;
/** The part of React's elements that satori reads. */
export type Element = {
  readonly type: string;
  readonly key: null;
  readonly props: { readonly style: Style; readonly src?: string; readonly children?: readonly Child[] };
};
type Child = Element | string;
/** A stretch of text in one style; `\n` in it ends a line. */
export type Run = { readonly text: string; readonly style?: Style };

/** What a picture shows beside the message itself. Instants in epoch milliseconds. */
export type Scene = {
  readonly postedAt: number;
  /** When somebody looks at it; relative times count from here. */
  readonly seenAt: number;
  /** What is said of who asked and who sees it, where it is an answer. */
  readonly asked?: string;
  /** The chart that goes with the message, as PNG. */
  readonly chart?: Uint8Array;
};

/** A platform's colours in one theme. */
export type Palette = ReturnType<typeof palette>;
export function palette(ground: string, ...others: readonly [string, string, string, string, string]) {
  const [text, faint, link, edge, badge] = others;
  return { ground, text, faint, link, edge, badge };
}
/** What somebody typed into the fields of a dialog. */
export type Typed = Readonly<Record<string, string>>;

/** A box with its children side by side. */
export const box = (style: Style, ...children: readonly Child[]): Element => {
  return { type: 'div', key: null, props: { style: { display: 'flex', ...style }, children } };
};
/** A box with its children below each other. */
export const column = (style: Style, ...children: readonly Child[]): Element =>
  box({ flexDirection: 'column', ...style }, ...children);

/** A dialog: its title, its fields with what stands in them, and its button in its colour. */
export function form(
  title: string,
  fields: readonly (readonly [label: string, value: string | undefined])[],
  [submit, colour]: readonly [label: string, colour: string],
  { ground, text, faint, edge, badge }: Palette,
): Element {
  const border = `1px solid ${edge}`;
  const drawn = fields.flatMap(([label, value = '']) => [
    paragraph([{ text: label }], { fontSize: 13, fontWeight: 600, color: faint, marginTop: 4 }),
    paragraph([{ text: value }], { padding: '5px 10px', border, borderRadius: 4, background: ground }),
  ]);
  const button = { background: colour, color: '#ffffff', padding: '5px 16px', borderRadius: 4 };
  const head = paragraph([{ text: title }], { fontSize: 17, fontWeight: 700 });
  const foot = box({ justifyContent: 'flex-end', marginTop: 10 }, box(button, submit));
  const inner = { width: 496, padding: 16, rowGap: 4, border, borderRadius: 8, background: badge };
  const outer = { background: ground, color: text, padding: '0 16px 0 68px', fontSize: 14, lineHeight: 1.4 };
  return box(outer, column(inner, head, ...drawn, foot));
}

/** What is drawn of a value, where there is one. */
export function where<T>(value: T | undefined, draw: (value: T) => Element): readonly Element[] {
  return value === undefined ? [] : [draw(value)];
}

/** A PNG, so many pixels wide; its first chunk says its size (PNG specification, section 11.2.1). */
export function image(png: Uint8Array | undefined, width: number): Element {
  if (png === undefined) throw new Error('the message shows a picture that was not given');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const height = Math.round((width * view.getUint32(20)) / view.getUint32(16));
  const src = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return { type: 'img', key: null, props: { src, style: { width, height, marginTop: 8 } } };
}

/** What no font has in colour: the discs of severity. */
const DISCS: Readonly<Record<string, string>> = { '🔴': '#dd2e44', '🟠': '#f4900c', '🔵': '#3b88c3' };

/** A paragraph that breaks between words only, however many styles they have. */
export function paragraph(runs: readonly Run[], style: Style = {}): Element {
  const words: Element[][] = [[]];
  for (const { text, style: own = {} } of runs)
    for (const piece of text.match(/\n|[^\S\n\u00a0]+|[🔴🟠🔵]|(?:[^\s🔴🟠🔵]|\u00a0)+/gu) ?? []) {
      const disc = DISCS[piece];
      if (piece === '\n') words.push([box({ width: '100%' })], []);
      else if (disc !== undefined) words.at(-1)?.push(box({ color: disc }, '●'));
      else words.at(-1)?.push(box(own, piece.trim() === '' ? '\u00a0' : piece));
      if (/^[^\S\u00a0]+$/.test(piece)) words.push([]);
    }
  const set = words.flatMap((word) => (word.length === 1 ? word : [box({}, ...word)]));
  return box({ flexWrap: 'wrap', ...style }, ...set);
}

/** The words of an element in reading order. */
export function wordsOf(child: Child): string {
  return typeof child === 'string' ? child : (child.props.children ?? []).map(wordsOf).join('');
}

/** "3 hours ago", as both platforms say it, kept on one line. */
export function relative(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const [minutes, hours] = [Math.round((at - now) / 60_000), Math.round((at - now) / 3_600_000)];
  const days = Math.round(hours / 24);
  const unit = Math.abs(minutes) < 60 ? 'minute' : Math.abs(hours) < 24 ? 'hour' : 'day';
  return words.format({ minute: minutes, hour: hours, day: days }[unit], unit).replaceAll(' ', '\u00a0');
}

/** The whole picture: the bot's face, a signpost with an arm each way, its name, the time, and what it said. */
export function message(colours: Palette, badge: Style, scene: Scene, parts: readonly Element[]): Element {
  const { ground: background, text: color, faint } = colours;
  const words = new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: 'UTC' });
  const arm = (place: Style): Element => box({ position: 'absolute', height: 7, borderRadius: 1, ...place });
  const round = { width: 38, height: 38, borderRadius: badge['borderRadius'] === 4 ? 19 : 6 };
  const face = box(
    { position: 'relative', background: '#26406b', ...round },
    arm({ left: 17, top: 6, width: 3, height: 26, background: '#e8d8b8' }),
    arm({ left: 8, top: 9, width: 22, background: '#f2b84b' }),
    arm({ left: 7, top: 19, width: 21, background: '#f6f1e4' }),
  );
  const name = box({ fontSize: 16, fontWeight: 600 }, 'Signpost');
  const tag = box({ padding: '1px 5px', fontSize: 10, fontWeight: 600, ...badge }, 'APP');
  const small = { fontSize: 12, color: faint };
  const time = box(small, words.format(scene.postedAt));
  const asked = where(scene.asked, (text) => box(small, text));
  const head = box({ alignItems: 'center', columnGap: 6 }, name, tag, time);
  const body = column({ width: 496, rowGap: 4 }, ...asked, head, ...parts);
  return box({ padding: 16, columnGap: 14, fontSize: 15, lineHeight: 1.4, background, color }, face, body);
}
