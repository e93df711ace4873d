/** Leaves out the weeks before anything was collected, so that a young bot's board is not mostly empty. */
import type { BoardWeeks } from './chart-request.ts';

/** Fewer columns than this would look like something else than a strip of weeks. */
const FEWEST = 4;

/** The same board without the first weeks that are unknown in every row; the last four stay in any case. */
export function seenWeeks<B extends BoardWeeks>(board: B): B {
  const first = board.weeks.findIndex((_, week) =>
    board.rows.some(({ levels }) => (levels[week] ?? 'unknown') !== 'unknown'),
  );
  const last = Math.max(0, board.weeks.length - FEWEST);
  const from = first === -1 ? last : Math.min(first, last);
  return {
    ...board,
    weeks: board.weeks.slice(from),
    rows: board.rows.map(({ name, levels }) => ({ name, levels: levels.slice(from) })),
  };
}
