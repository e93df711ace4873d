/** The mark by which a message says of which delivery it is, for a look at the channel when an answer was lost. */
import { createHash } from 'node:crypto';

const LENGTH = 7;

/**
 * Seven letters and digits made from a delivery id. Discord hands a message's nonce back to the sender and then
 * forgets it; what is certain to be found again in the channel's history is the text of our own messages. So the mark
 * stands in the embed's footer, where it looks like the reference number that it is. 36^7 marks make a chance hit
 * among the 5,000 messages of one look-up a matter of one in ten million.
 */
export function deliveryMark(deliveryId: string): string {
  const hash = createHash('sha256').update(deliveryId).digest().readBigUInt64BE();
  return hash.toString(36).padStart(LENGTH, '0').slice(-LENGTH);
}
