/** Reads the parts of a drawn SVG that tests look at. */
import { Parser } from 'htmlparser2';

export type Shape = { readonly tag: string; readonly fill: string | undefined; readonly path: string };

export type ReadSvg = {
  readonly tags: ReadonlySet<string>;
  /** The text of each text element, in the order of the document. */
  readonly texts: readonly string[];
  /** Shapes and texts inside the mark group of that name. */
  readonly marks: (name: string) => { readonly shapes: readonly Shape[]; readonly texts: readonly string[] };
  /** Fills of the shapes outside of any mark group: the card and the swatches of keys. */
  readonly swatches: readonly string[];
  readonly links: readonly string[];
};

/** Throws where elements are not closed in order. */
export function readSvg(svg: string): ReadSvg {
  const open: { tag: string; group: string }[] = [];
  const shapes: (Shape & { group: string })[] = [];
  const texts: { text: string; group: string }[] = [];
  const links: string[] = [];
  const tags = new Set<string>();
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        tags.add(tag);
        const own = /(\w+)_marks/.exec(attributes['class'] ?? '')?.[1];
        const group = own ?? open.at(-1)?.group ?? '';
        open.push({ tag, group });
        if (tag === 'text') texts.push({ text: '', group });
        if (tag === 'rect' || tag === 'path')
          shapes.push({ tag, fill: attributes['fill'], path: attributes['d'] ?? '', group });
        for (const [name, value] of Object.entries(attributes))
          if (/href|src|^on/.test(name)) links.push(`${name}=${value}`);
      },
      ontext(text) {
        const last = texts.at(-1);
        if (open.at(-1)?.tag === 'text' && last !== undefined) last.text += text;
      },
      onclosetag(tag, implied) {
        if (implied || open.pop()?.tag !== tag) throw new Error(`<${tag}> is closed out of order`);
      },
    },
    { xmlMode: true, recognizeSelfClosing: false },
  );
  parser.end(svg.replaceAll(/<(\w+)((?:[^<>"]|"[^"]*")*)\/>/g, '<$1$2></$1>'));
  if (open.length > 0) throw new Error(`<${open.at(-1)?.tag}> is never closed`);
  return {
    tags,
    links,
    texts: texts.map(({ text }) => text),
    marks: (name) => ({
      shapes: shapes.filter(({ group }) => group === name),
      texts: texts.filter(({ group }) => group === name).map(({ text }) => text),
    }),
    swatches: shapes.filter(({ group, tag }) => group === '' && tag === 'rect').map(({ fill }) => fill ?? ''),
  };
}
