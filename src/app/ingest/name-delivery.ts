/** Names deliveries, so that the same message has the same name in every attempt and after a restored backup. */
import { createHmac, randomBytes } from 'node:crypto';
import { settleFact } from '../../edges/store/engine/facts.ts';
import type { Db } from '../../edges/store/open-store.ts';

/** 144 bits in 24 characters of base64url; Discord takes a nonce of at most 25. */
const BYTES = 18;

/** The name of what these parts say: an alert's key, its receiver, `post` and a revision, or a notice's occasion. */
export type NameDelivery = (...parts: readonly [string, ...(string | number)[]]) => string;

/** The same parts have the same name under the same salt, and under another salt another. */
export function deliveryNamer(salt: string): NameDelivery {
  return (...parts) =>
    createHmac('sha256', salt)
      .update(JSON.stringify(parts))
      .digest()
      .subarray(0, BYTES)
      .toString('base64url');
}

/**
 * Names by the salt that this database was given when it was first used. It is part of every backup: what is restored
 * goes on with the names of what it was copied from, and two bots in one channel never share a name.
 */
export async function openNamer(db: Db): Promise<NameDelivery> {
  return deliveryNamer(await settleFact(db, 'delivery-salt', randomBytes(BYTES).toString('base64url')));
}
