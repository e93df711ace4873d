/** A reply in plain words: what screen readers and pushes get, which see neither tables nor charts. */
import { plainWords } from '../delivery/card-line.ts';
import { sentences } from '../delivery/card.ts';
import { cleanLine, cleanText } from '../delivery/clean-text.ts';
import { foreignWords } from '../delivery/foreign-words.ts';
import { foundInWords } from '../delivery/found-in-words.ts';
import { isolated } from '../delivery/isolate.ts';
import { boardLines } from './board-lines.ts';
import type { Block, Reply } from './reply.ts';

/** A phone reads no more of one headline aloud. */
const LONGEST = 300;
/** Bars and marks that would be read aloud one by one, beside words that say the same. */
const DRAWN = /[\u2581-\u2588○◔◐●]+ ?/gu;

/** The title and every block, in order, as sentences of one line. */
export function replyInWords({ title, blocks, image }: Reply): string {
  const heading = isolated(cleanLine(title));
  const said = [
    ...blocks.flatMap(blockInWords),
    ...(blocks.length === 0 && image ? [cleanText(image.alt)] : []),
  ];
  const rest = said
    .map((each) => each.replaceAll(DRAWN, ''))
    .filter((each) => each.trim().replace(/\.$/, '') !== heading);
  return sentences([heading, ...rest]);
}

function blockInWords(block: Block): readonly string[] {
  switch (block.kind) {
    case 'line':
    case 'quote':
      return [plainWords(block.inlines)];
    case 'fields':
      return block.fields.map(({ name, value }) => `${isolated(cleanLine(name))}: ${plainWords(value)}`);
    case 'table':
      return block.rows.map((row) =>
        row
          .map((cell, index) =>
            [block.head[index] ?? '', cell]
              .map((part) => isolated(cleanText(part)))
              .filter((part) => part !== '')
              .join(' '),
          )
          .join(', '),
      );
    case 'board':
      return boardLines(block.groups).flatMap(blockInWords);
    case 'evidence':
      return block.reports.map(({ headline, outlet, wordsFound }) =>
        [`${foreignWords(headline, LONGEST)} (${foreignWords(outlet, LONGEST)})`, foundInWords(wordsFound)]
          .filter((part) => part !== undefined)
          .join(' · '),
      );
  }
}
