/** Cuts a typed line into words, with what stands between quotation marks as one. */

export type TypedWord = {
  /** Without quotation marks. */
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
};

const CLOSING: Readonly<Record<string, RegExp>> = {
  '"': /["“”]/g,
  '“': /["”]/g,
  '”': /["”]/g,
  '„': /["“”]/g,
};

/** Marks that people put behind a word, of which none is part of it. */
const BEHIND = /(?<=[\p{L}\p{N}\p{M}>)\]/_*”"'])[,;!?…]+$|(?<=[\p{L}\p{N}]{2})[.]+$/u;

/** Words without the marks around and behind them, and what stands between quotation marks at the beginning of a word or behind its `:` or `=`. */
export function typedWords(line: string): readonly TypedWord[] {
  const found: TypedWord[] = [];
  const word = /\S/g;
  for (let match = word.exec(line); match !== null; match = word.exec(line)) {
    const start = match.index;
    const bare = /^(?:[a-z]+[:=])?/.exec(line.slice(start))?.[0] ?? '';
    const opening = line[start + bare.length] ?? '';
    const closing = CLOSING[opening];
    if (closing !== undefined) {
      closing.lastIndex = start + bare.length + 1;
      const close = closing.exec(line);
      if (close !== null) {
        const text = bare + line.slice(start + bare.length + 1, close.index);
        found.push({ text, quoted: bare === '', start, end: close.index + 1 });
        word.lastIndex = close.index + 1;
        continue;
      }
    }
    const end = start + (/^\S+/.exec(line.slice(start))?.[0].length ?? 1);
    const text = line.slice(start, end);
    // One word between single marks; of several words the mark may be an apostrophe.
    const inner = /^['‘’`]([^'‘’`]+)['’`]$/.exec(text)?.[1];
    const bareText = text.replace(BEHIND, '').replace(/^\(([^()]+)\)$/, '$1');
    if (!/^[,;.!…]+$/.test(text))
      found.push({ text: inner ?? bareText, quoted: inner !== undefined, start, end });
    word.lastIndex = end;
  }
  return found;
}

/** A word as the name of a command: without the slash before and a colon behind it, in small letters. */
export function bareName({ text }: TypedWord): string {
  return text
    .replace(/^\//, '')
    .replace(/(?<=\p{L}):$/u, '')
    .toLowerCase();
}
