/** Reads what a dialog carries through Slack, which a bot of another version may have written. */
import type { z } from 'zod';

/** Undefined where it is not what this version writes. */
export function carriedState<S extends z.ZodType>(schema: S, metadata: string): z.infer<S> | undefined {
  try {
    return schema.safeParse(JSON.parse(metadata)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
