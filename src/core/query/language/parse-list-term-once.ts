/** Reads each entry of a brief's lists once, however many queries, fields and checks ask for it. */
import type { Lists } from '../../lists/list.ts';
import { type Parsed, parseListEntry } from './parse.ts';

const known = new WeakMap<Lists, Map<string, Parsed>>();

/** Parses an entry of these lists, or gives what parsing it gave before; kept for as long as the lists are, or until `forgetEntries`. */
export function parseEntryOnce(lists: Lists, entry: string): Parsed {
  const entries = known.get(lists) ?? new Map<string, Parsed>();
  known.set(lists, entries);
  const parsed = entries.get(entry) ?? parseListEntry(entry);
  entries.set(entry, parsed);
  return parsed;
}

/** Lets go of what was parsed of these lists: of thousands of entries it takes several megabytes, and once they are linked nobody asks. */
export function forgetEntries(lists: Lists): void {
  known.delete(lists);
}
