import { expect, it } from 'vitest';
import { passes, replicas } from '../../bench/replicas.ts';
import { describeOnPostgres } from '../stores.ts';

describeOnPostgres('two replicas of which the leader is killed', (newDatabase) => {
  it('lose nothing, double nothing, and one is in the chat again in time', async () => {
    const database = await newDatabase();
    const result = await replicas({ alerts: 40, kills: 1, replicas: 2, rate: 20, database: database.url });
    const counted = { inChannel: 40, lost: 0, doubled: 0 };
    expect(result).toMatchObject({ discord: counted, slack: counted });
    expect(result.takeovers).toHaveLength(1);
    expect(passes(result)).toBe(true);
    await database.drop();
  }, 600_000);
});
