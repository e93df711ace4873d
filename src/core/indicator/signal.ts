/** A signal: one entry that matched one indicator, as kept in the durable signal log. */
import type { Span } from '../query/words/text.ts';

export type Signal = {
  readonly briefId: string;
  readonly indicatorId: string;
  /** Row number of the entry. */
  readonly entry: number;
  readonly story: string;
  /** Event time: when the entry was published, epoch milliseconds. */
  readonly at: number;
  /** Keys of the actors (list entries with a key) whose terms are among the spans. */
  readonly actors: readonly string[];
  readonly spans: readonly Span[];
  /** How many different words of headline and summary the query asks for; undefined where they were not counted. */
  readonly words?: number | undefined;
  readonly outlet: string;
  readonly country: string | undefined;
  readonly lang: string;
};

/** What signals are counted and grouped by. */
export type CountedSignal = Pick<Signal, 'indicatorId' | 'story' | 'actors' | 'outlet' | 'country' | 'lang'>;
