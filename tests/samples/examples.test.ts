/** The example briefs are sound, small, and find in their sample feeds what the feeds' tags say. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { labelEntries } from '../../src/app/replay/label-entries.ts';
import { readRecording } from '../../src/app/replay/recorded-feeds.ts';
import { replay } from '../../src/app/replay/replay.ts';
import { readBrief } from '../../src/config/read-brief.ts';
import { checkBrief } from '../../src/core/query/language/check-brief.ts';
import { createLog } from '../../src/edges/log/log.ts';
import { readShippedBrief, SHIPPED_LISTS } from '../shipped-lists.ts';

const FOLDER = new URL('../../config/examples/', import.meta.url);
const NAMES = readdirSync(FOLDER).flatMap((name) =>
  name.endsWith('.yaml') ? name.replace('.yaml', '') : [],
);

const Feed = z.object({ items: z.array(z.object({ id: z.string(), tags: z.array(z.string()) })) });

/** Labels by the id of an item, from the tags of the sample feeds. */
function wanted(name: string): ReadonlyMap<string, readonly string[]> {
  const folder = new URL(`feeds/${name}/`, FOLDER);
  const items = readdirSync(folder).flatMap(
    (file) => Feed.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))).items,
  );
  return new Map(items.map(({ id, tags }) => [id, tags]));
}

describe('the examples', () => {
  it('are three of other fields, 60 to 90 lines each', () => {
    expect(NAMES).toEqual(['press-council', 'reservoir', 'tram-strike']);
    for (const name of NAMES) {
      const lines = readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')
        .trimEnd()
        .split('\n').length;
      expect(lines).toBeGreaterThanOrEqual(60);
      expect(lines).toBeLessThanOrEqual(90);
    }
  });

  it.each(NAMES)('%s has nothing wrong or odd', (name) => {
    const text = readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8');
    const { issues } = readBrief(`${name}.yaml`, text, { shared: SHIPPED_LISTS, checkQueries: checkBrief });
    expect(issues.map(({ line, what }) => `${line}: ${what}`)).toEqual([]);
  });

  it.each(NAMES)('%s finds in its sample feeds what their tags say', async (name) => {
    const { entries } = await readRecording(new URL(`feeds/${name}`, FOLDER).pathname);
    const { store } = await replay({
      entries,
      briefs: [readShippedBrief(new URL(`${name}.yaml`, FOLDER))],
      lists: SHIPPED_LISTS,
      route: { match: {}, receiver: 'nobody', continue: false, routes: [] },
      groupWait: 0,
      sinks: new Map([
        [
          'nobody',
          (send) => Promise.resolve({ kind: 'sent', ref: { channel: '', message: send.deliveryId } }),
        ],
      ]),
      log: createLog({ level: 'silent', secrets: [] }),
    });
    const lines = await labelEntries(store, entries);
    await store.close();
    const gold = wanted(name);
    expect(lines.length).toBe(gold.size);
    for (const { id, labels } of lines)
      expect([id, labels]).toEqual([id, gold.get(id.slice(id.lastIndexOf(':') + 1)) ?? gold.get(id)]);
  });
});
