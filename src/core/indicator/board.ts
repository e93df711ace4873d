/** The board: every indicator of a brief with its level, its recent days and its last headline. */

/** One line of the board, free of any platform's markup. */
export type BoardRow = {
  readonly indicatorId: string;
  readonly name: string;
  readonly level: 'quiet' | 'seen' | 'active' | 'surging';
  /** Stories a day, oldest first: seven or fourteen days. */
  readonly week: readonly number[];
  /** Codes of the languages that it has words in; undefined where they may be of any. */
  readonly languages: readonly string[] | undefined;
  readonly last:
    | {
        readonly headline: string;
        readonly outlet: string;
        /** Epoch milliseconds. */
        readonly at: number;
      }
    | undefined;
  /** One sentence that explains the level, blindness included. */
  readonly sentence: string;
};
