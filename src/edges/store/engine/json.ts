/** The one codec between JSON columns and values; what comes back is checked against a schema. */
import type { z } from 'zod';

export function toJson(value: unknown): string {
  return JSON.stringify(value);
}

/** Throws where the column does not hold what the schema says: that is a bug, not bad input. */
export function fromJson<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}
