/** Which wording of a query, with the lists it names, a signal was read by. */
import { createHash } from 'node:crypto';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';

/** SHA-256 of an indicator's query and its brief's lists, in hexadecimal: another one may match other headlines. */
export function queryHash({ lists }: Pick<Brief, 'lists'>, { query }: Pick<Indicator, 'query'>): string {
  return createHash('sha256')
    .update(JSON.stringify([query, lists]))
    .digest('hex');
}

/** The hashes of all indicators of some briefs, by `brief/indicator`. */
export function queryHashes(briefs: readonly Brief[]): ReadonlyMap<string, string> {
  return new Map(
    briefs.flatMap((brief) =>
      brief.indicators.map(
        (indicator) => [`${brief.id}/${indicator.id}`, queryHash(brief, indicator)] as const,
      ),
    ),
  );
}
