/** A delivery: one thing that one receiver is to be told, and where that stands. */

/**
 * `post` says it for the first time, `edit` brings a sent message up to date, `answer` says something beside it, `notice`
 * has no message behind it.
 */
export const DELIVERY_KINDS = ['post', 'edit', 'answer', 'notice'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

export const DELIVERY_STATUSES = [
  /** Waiting for its time. */
  'pending',
  /** Committed to be sent under a lease; the call may be under way. */
  'sending',
  /** An answer was lost: it may have arrived. */
  'uncertain',
  /** The platform has it. */
  'sent',
  /** A newer edit says it all, or there is no message to edit. */
  'superseded',
  /** Held back by a silence, quiet hours or the flood guard; the reason says which. */
  'suppressed',
  /** The platform will never accept it. */
  'rejected',
  /** Tried for 24 hours in vain; can be sent again by hand. */
  'dead',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Of these nobody knows yet whether they will be sent: whatever depends on them waits. */
export const OPEN_STATUSES = ['pending', 'sending', 'uncertain'] as const satisfies readonly DeliveryStatus[];

/** A post that came to one of these leaves nothing to edit or answer, unless it is queued again. */
export const GIVEN_UP_STATUSES = [
  'suppressed',
  'rejected',
  'dead',
] as const satisfies readonly DeliveryStatus[];
