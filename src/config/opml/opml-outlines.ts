/** Finds the outlines with an address in an OPML text, each with its folders and its place. */
import { Parser } from 'htmlparser2';
import { LineCounter } from 'yaml';
import { FILE_START, type Issue, type IssuePlace } from '../issue.ts';

export type Outline = {
  /** Attribute values, entities decoded, under lower-case names: readers do not agree on `xmlUrl`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Texts of the outlines around it, outermost first. */
  readonly folders: readonly string[];
  readonly place: IssuePlace;
  /** Place of an attribute's value; of the outline where the attribute is not written. */
  readonly placeOf: (attribute: string) => IssuePlace;
};

/** The parser's cost grows with the square of the depth, and no reader nests folders like this. */
const DEEPEST = 64;

type Open = { readonly name: string; readonly folder: string | undefined; readonly at: number };

/** Outlines of `text` in order. What is not OPML, nests absurdly or is never closed is an issue. */
export function readOutlines(
  file: string,
  text: string,
): { readonly outlines: readonly Outline[]; readonly issues: readonly Issue[] } {
  const outlines: Outline[] = [];
  const issues: Issue[] = [];
  const open: Open[] = [];
  const lines = lineIndex(text);
  let isOpml: boolean | undefined;
  const report = (at: IssuePlace, what: string, remedy: string): void => {
    issues.push({ file, ...at, severity: 'error', what, remedy });
  };
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const at = parser.startIndex;
        isOpml ??= name.toLowerCase() === 'opml';
        if (open.length >= DEEPEST) {
          report(placeOfOffset(lines, at), 'the outlines nest too deeply', 'write them in fewer folders');
          parser.pause();
          return;
        }
        const named = new Map(Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), value]));
        const isOutline = name.toLowerCase() === 'outline';
        if (isOutline && named.has('xmlurl')) {
          const tag = text.slice(at, parser.endIndex + 1);
          outlines.push({
            attributes: named,
            folders: open.flatMap((each) => each.folder ?? []),
            place: placeOfOffset(lines, at),
            placeOf: (attribute) => placeOfOffset(lines, at + attributeOffset(tag, attribute)),
          });
        }
        open.push({ name, at, folder: isOutline ? named.get('text') || named.get('title') : undefined });
      },
      onclosetag: (name, implied) => {
        const opened = open.pop();
        const selfClosed = opened?.at === parser.startIndex;
        if (implied && opened !== undefined && !selfClosed) {
          report(
            placeOfOffset(lines, opened.at),
            `<${name}> is never closed`,
            `add </${name}> where it ends`,
          );
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text.replace(/^\uFEFF/, ' '));
  if (!isOpml && issues.length === 0) report(FILE_START, 'the file is not OPML', 'export it again as OPML');
  return { outlines, issues };
}

/** Offset of an attribute's value within its tag. */
function attributeOffset(tag: string, attribute: string): number {
  const found = new RegExp(`\\s${attribute}\\s*=\\s*["']`, 'i').exec(tag);
  return found === null ? 0 : found.index + found[0].length;
}

function lineIndex(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

function placeOfOffset(lines: LineCounter, offset: number): IssuePlace {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
