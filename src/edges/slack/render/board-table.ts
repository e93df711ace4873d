/** Draws the board as a Slack table: a row a sign, the hypotheses as rows of their own between them. */
import type { types } from '@slack/bolt';
import { newest } from '../../../core/command/board-lines.ts';
import type { BoardGroup, SignRow } from '../../../core/command/reply.ts';
import { inlineElements } from './inlines.ts';
import { type Element, foreign, joined, moment, own, richText, section } from './rich-text.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
const MOST_ROWS = 100;
type Cell = types.TableBlock['rows'][number][number];

const HEAD = ['Sign', 'Level', 'Stories', 'Newest'];

/** As many signs as there is room for, and how many are left out. `room` is counted in characters of JSON. */
export function boardTable(
  groups: readonly BoardGroup[],
  room: number,
): { readonly table: types.TableBlock; readonly left: number } {
  const rows: Cell[][] = [HEAD.map((words) => cell([own(words, 'bold')]))];
  let used = JSON.stringify(rows).length;
  let left = 0;
  const add = (row: Cell[], reserve = 0): boolean => {
    const size = JSON.stringify(row).length + 1;
    if (rows.length >= MOST_ROWS || used + size + reserve > room) return false;
    rows.push(row);
    used += size;
    return true;
  };
  for (const { title, rows: signs } of groups) {
    let titled = title === undefined;
    for (const sign of signs) {
      const row = signCells(sign, true);
      const size = JSON.stringify(row).length;
      titled = titled || add(titleCells(title ?? ''), size);
      // Without its newest report a sign takes a third of the room.
      if (left > 0 || !titled || !(add(row) || add(signCells(sign, false)))) left += 1;
    }
  }
  return {
    table: {
      type: 'table',
      column_settings: [{ is_wrapped: true }, {}, { is_wrapped: true }, { is_wrapped: true }],
      rows,
    },
    left,
  };
}

function titleCells(title: string): Cell[] {
  return [cell(foreign(title, 100, 'italic')), ...HEAD.slice(1).map(() => cell([]))];
}

function signCells({ mark, name, level, trend, count, since, last }: SignRow, whole: boolean): Cell[] {
  const at = since === undefined ? [] : [own(' since '), moment(since, 'ago')];
  return [
    cell([own(`${mark} `), ...foreign(name, 80, 'bold')]),
    cell([own(level), ...at]),
    cell(joined([[own(count)], [own(trend)]], ' ')),
    cell(whole && last !== undefined ? inlineElements(newest(last)) : []),
  ];
}

/** An empty cell is refused: a space that takes no line break stands in it. */
function cell(elements: readonly Element[]): Cell {
  return elements.length === 0 ? { type: 'raw_text', text: '\u00a0' } : richText(section(elements));
}
