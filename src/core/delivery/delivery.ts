/** A delivery: one thing that one receiver is to be told, and where that stands. */

/** `post` says it for the first time, `edit` brings a sent message up to date, `notice` has no alert behind it. */
export const DELIVERY_KINDS = ['post', 'edit', 'notice'] as const;
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
