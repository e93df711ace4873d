/** What is decided of a claimed delivery before it is sent. */
import type { BatchMember } from '../../edges/store/outbox/batches.ts';
import type { Settlement } from '../../edges/store/outbox/deliveries.ts';
import type { Withheld } from '../../edges/store/outbox/messages.ts';

/** A message and those of its alerts that a delivery shows. */
export type Showing = { readonly messageId: number; readonly alerts: readonly number[] };

export type Plan =
  | {
      readonly kind: 'send';
      /** What it shows: its own message first, then those that are told in the same. */
      readonly shows: readonly Showing[];
      /** Posts of the same batch that its message tells, too. */
      readonly batch: readonly BatchMember[];
      readonly withheld: readonly Withheld[];
    }
  | { readonly kind: 'hold'; readonly settlement: Settlement; readonly withheld: readonly Withheld[] }
  /** It was told in another message meanwhile. */
  | { readonly kind: 'gone' };
