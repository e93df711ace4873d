/** Makes a brief usable in spite of its mistakes, so that its queries can be checked in the same run. */
import { BriefFile } from '../core/indicator/brief.ts';
import { asList, asMap, type Path } from './yaml/untyped.ts';

const INDICATOR: Readonly<Record<string, unknown>> = {
  id: 'stand-in',
  name: 'stand-in',
  quote: 'stand-in',
  query: 'stand-in',
  examples: { hits: ['stand-in'], misses: ['another'] },
};

/** What stands in for a part of the brief that did not fit; a part without one is left out. */
const BRIEF: Readonly<Record<string, unknown>> = {
  id: 'stand-in',
  title: 'stand-in',
  happened: 'stand-in',
  leverage: 'stand-in',
  mechanism: 'stand-in',
  matters: 'stand-in',
  watch: 'stand-in',
};

/**
 * The brief with a stand-in for everything at `wrong` paths, and all its lists and indicators in their old order;
 * undefined where too little is left to check.
 */
export function placeholderBrief(value: unknown, wrong: readonly Path[]): BriefFile | undefined {
  const brief: Record<string, unknown> = { ...asMap(value) };
  const lists: Record<string, unknown> = { ...asMap(brief['lists']) };
  const indicators = asList(brief['indicators']).map((each): Record<string, unknown> => ({ ...asMap(each) }));
  for (const [part, key, field] of wrong) {
    if (part === 'lists' && typeof key === 'string') {
      delete lists[key];
      if (/^[a-z][a-z0-9_]*$/.test(key)) lists[key] = ['stand-in'];
    } else if (part === 'indicators' && typeof key === 'number') {
      const indicator = indicators[key] ?? {};
      for (const each of field === undefined ? Object.keys(INDICATOR) : [String(field)]) {
        delete indicator[each];
        if (each in INDICATOR) indicator[each] = INDICATOR[each];
      }
    } else if (part !== undefined && part !== 'lists' && part !== 'indicators') {
      delete brief[String(part)];
      if (String(part) in BRIEF) brief[String(part)] = BRIEF[String(part)];
    }
  }
  const parsed = BriefFile.safeParse({ ...brief, lists, indicators });
  return parsed.success ? parsed.data : undefined;
}
