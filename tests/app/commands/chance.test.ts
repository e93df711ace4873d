/** What chance makes of a pattern: figures below the indicator, one line in an alert, nothing by too little history. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { warnOfChance } from '../../../src/app/cli/warn-of-chance.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { openStore } from '../../../src/edges/store/open-store.ts';
import { saveSignal } from '../../../src/edges/store/signals.ts';
import { givenEntry } from '../../store-rows.ts';
import { describeOnStores } from '../../stores.ts';
import { HARBOURS, type Newsroom, openNewsroom, report, wordsOf } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.store.close());

/** The newest message of a pattern, by what it warns of. */
const warned = () =>
  room.sends.flatMap(({ notification }) =>
    notification.kind === 'alert' && notification.finding !== undefined ? [notification.cautions] : [],
  );

const fresh = (title: string) => report(title, 0, { publishedAt: room.clock.now() - HOUR });

async function saleThenStrike(): Promise<void> {
  await room.poll([fresh('Port of Larkmoor sold to Quay Holding')]);
  await room.clock.advance(HOUR);
  await room.poll([fresh('Dockers at Fernhollow strike over night shifts')]);
}

describeOnStores('chance', () => {
  it('is not spoken of by less than four weeks', async () => {
    await saleThenStrike();
    expect(warned().length).toBeGreaterThan(0);
    expect(warned().flat()).toEqual([]);
    expect(wordsOf(await room.ask('indicator', { name: 'dock-strikes' }))).toContain(
      'Its pattern: Sale, then strike: less than four weeks are stored, so it is too early to tell',
    );
  });

  it('is one line in the alert where it exceeds one in ten, with figures below the indicator', async () => {
    const towns = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Gorse', 'Hazel', 'Ivy', 'Juniper', 'Larch'];
    for (const town of towns) {
      await room.poll([fresh(`${town} dockers on strike again`)]);
      await room.clock.advance(3 * DAY);
    }
    await saleThenStrike();
    // Ten strikes in the 30 days since anything was read: 1 - e^(-10 / 30 * 7) of one within seven days.
    expect(1 - Math.exp((-10 / 30) * 7)).toBeCloseTo(0.903, 3);
    expect(warned().at(-1)).toEqual(['chance alone completes this pattern about 9 times in 10']);
    const words = wordsOf(await room.ask('indicator', { name: 'dock-strikes' }));
    expect(words).toMatch(/chance completes it within 7d with p = 0\.903: shorten its timespan, or group it/);
    expect(words).toMatch(/\(1 story of port-sales, 10 of dock-strikes in 30 days\)/);
  });
});

describe('check beside a database', () => {
  it('warns of a pattern that chance often completes, and says where the database cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-chance-'));
    const path = join(folder, 'signpost.db');
    const store = await openStore(path);
    const now = Date.now();
    for (let at = 1; at <= 20; at += 1) {
      const entry = await givenEntry(
        store,
        `s${at}`,
        report(`Strike ${at}`, 0, { publishedAt: now - at * 2 * DAY }),
      );
      const words = {
        at: now - at * 2 * DAY,
        actors: [],
        spans: [],
        outlet: 'O',
        country: undefined,
        lang: 'en',
      };
      const signal = { briefId: 'harbours', indicatorId: 'dock-strikes', entry, story: `s${at}`, ...words };
      await saveSignal(store.db, signal, false);
    }
    await store.close();
    const [line, ...others] = await warnOfChance(path, [HARBOURS]);
    expect(others).toEqual([]);
    expect(line).toMatch(/^warning: the pattern harbours\/sale-then-strike says little: .* p = 0\.9\d\d/);
    await rm(folder, { recursive: true });
    expect((await warnOfChance(folder, [HARBOURS]))[0]).toContain('cannot be read');
  });
});
