/** Says what is wrong with a file that is not YAML in words for people who do not know YAML. */
import { type Document, isCollection, isScalar, visit } from 'yaml';
import type { YAMLError } from 'yaml';

export type YamlFault = {
  /** UTF-16 offset into the file. */
  readonly offset: number;
  readonly what: string;
  readonly remedy: string;
};

const INDENT = {
  what: 'the indentation here or in the next line does not fit',
  remedy: 'begin lines that belong together in the same column, with spaces',
};

/** By the parser's code, or by the beginning of its message where one code stands for many faults. */
const EXPLAINED: readonly (readonly [fault: RegExp, said: Omit<YamlFault, 'offset'>])[] = [
  [/^TAB_AS_INDENT/, { what: 'a tab is used as indentation', remedy: 'use spaces' }],
  [
    /^MULTIPLE_DOCS/,
    { what: 'a second document begins here', remedy: 'remove the line ---, and keep one document in a file' },
  ],
  [
    /^BLOCK_SCALAR_HEADER|^\w+ Block scalar header|Not a YAML token/,
    { what: 'text follows the | or >', remedy: 'begin the text in the next line, indented' },
  ],
  [
    /Unexpected block-seq-ind on same line/,
    { what: 'a list begins in the line of its key', remedy: 'begin it in the next line, indented' },
  ],
  [
    /Plain value cannot start with/,
    { what: 'text cannot begin with this character', remedy: 'put the text in quotes' },
  ],
  [
    /^MULTILINE_IMPLICIT_KEY|Implicit map keys need to be followed/,
    {
      what: 'a colon is missing after this key, or a line is indented wrongly',
      remedy: 'write key: value, one a line',
    },
  ],
  [/^BAD_INDENT/, INDENT],
];

/** What one error of the parser means to the one who wrote the file. */
export function yamlFault(error: YAMLError, document: Document.Parsed, text: string): YamlFault {
  const { code, message } = error;
  const offset = error.pos[0];
  if (message.startsWith('Missing closing')) {
    const remedy = 'add the closing one where the text ends';
    return { offset: openedQuote(document, offset), what: 'this quotation mark is never closed', remedy };
  }
  if (/end with a [\]}]/.test(message)) {
    const at = openedBracket(document, offset);
    const [open, close] = text.charAt(at) === '{' ? ['{', '}'] : ['[', ']'];
    const what = `this ${open} is never closed`;
    return { offset: at, what, remedy: `add ${close} after it where the list ends` };
  }
  if (goesOnAfterQuote(message, text.slice(0, offset))) {
    const what = 'the text goes on after its closing quotation mark';
    const remedy =
      'put all of it between quotation marks of the other kind, or begin it with | and a new line';
    return { offset, what, remedy };
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const [line = ''] = text.slice(offset).split('\n');
    if (!/:(?:\s|$)/.test(line)) return { offset, ...INDENT };
    return { offset, what: 'a text holds a colon and a space', remedy: 'put the text in quotes' };
  }
  const known = EXPLAINED.find(([fault]) => fault.test(`${code} ${message}`));
  if (known !== undefined) return { offset, ...known[1] };
  if (message.startsWith('Unexpected scalar at node end')) return { offset, ...INDENT };
  const remedy = 'check the indentation, quotes and brackets here and just above';
  return { offset, what: `not YAML: ${message}`, remedy };
}

function goesOnAfterQuote(message: string, before: string): boolean {
  return /^(?:Unexpected scalar at node end|Missing , )/.test(message) && /["'][ \t]*$/.test(before);
}

/** Where the quoted text begins that has not ended by `offset`. */
function openedQuote(document: Document.Parsed, offset: number): number {
  let at = offset;
  visit(document, {
    Scalar: (_, { type, range }) => {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (quoted && range && range[0] < offset) at = range[0];
    },
  });
  return at;
}

/** Where the innermost list in brackets begins that has not ended by `offset`. */
function openedBracket(document: Document.Parsed, offset: number): number {
  let at = offset;
  visit(document, (_, node) => {
    if (isScalar(node) || !isCollection(node) || node.flow !== true) return;
    const [from, to = offset] = node.range ?? [];
    if (from !== undefined && from < offset && to >= offset) at = from;
  });
  return at;
}
