/** A message says that a match is thin, until the indicator's own votes show that such matches are right. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOUR } from '../../../src/core/time/duration.ts';
import { type Newsroom, openNewsroom, report } from '../commands/newsroom.ts';
import { describeOnStores } from '../../stores.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.store.close());

const TOWNS =
  'Ash Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple Nettle Oak Pine Quince Rowan Sorrel Thyme Umber';

/** What the newest message that any receiver was sent warns of. */
function lastCautions(): readonly string[] | undefined {
  const alerts = room.sends.flatMap(({ notification }) =>
    notification.kind === 'alert' ? [notification] : [],
  );
  return alerts.at(-1)?.cautions;
}

describeOnStores('a thin match', () => {
  it('is said of two words and not of three', async () => {
    await room.poll([report('Dockers at Fernhollow strike', HOUR)]);
    expect(lastCautions()).toEqual(['only 2 words matched']);
    await room.poll([report('Mirefold dockers set out to strike', HOUR, { summary: 'A docker says more' })]);
    expect(lastCautions()).toEqual([]);
  });

  it('is not said any more once twenty such matches were judged relevant', async () => {
    for (const [at, town] of TOWNS.split(' ').entries())
      await room.poll([report(`${town} dockers begin strike number ${at}`, at * HOUR)]);
    expect(lastCautions()).toEqual(['only 2 words matched']);
    const alerts = await room.store.db
      .selectFrom('alerts')
      .select('id')
      .where('kind', '=', 'story')
      .execute();
    for (const { id } of alerts) await room.press(`relevant:${id}`);
    expect(alerts.length).toBeGreaterThanOrEqual(20);
    await room.poll([report('Zelkova dockers: unlimited strike', 0)]);
    expect(lastCautions()).toEqual([]);
  });
});
