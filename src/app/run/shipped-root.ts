/** The folder that the program came in, where its sample feeds, briefs and lists are. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What every copy of the program carries beside its code. */
const CARRIED = 'config/lists';

/** The nearest folder above the code that carries shared lists; undefined where the code was taken out of its package. */
export function shippedRoot(): string | undefined {
  let here = import.meta.dirname;
  while (!existsSync(join(here, CARRIED))) {
    const above = dirname(here);
    if (above === here) return undefined;
    here = above;
  }
  return here;
}
