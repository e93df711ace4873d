import { afterEach, beforeEach, expect, it } from 'vitest';
import { configDigest, createConfigWatch } from '../../../../src/app/run/lights/compare-configs.ts';
import { PLATFORMS } from '../../../../src/app/run/platforms.ts';
import { examinePostgres } from '../../../../src/app/doctor/examine-postgres.ts';
import { type Config, loadConfig } from '../../../../src/config/load-config.ts';
import { storeNow } from '../../../../src/edges/store/engine/store-now.ts';
import { openStore, type Store } from '../../../../src/edges/store/open-store.ts';
import { describeOnPostgres, type Database } from '../../../stores.ts';

function configOf({ query = 'zebra', port = 0 } = {}): Config {
  const loaded = loadConfig(
    [
      {
        path: 'config/signpost.yaml',
        text: `receivers: { terminal: { type: console } }\nroute: { receiver: terminal }\nweb: { port: ${port} }\n`,
      },
      {
        path: 'config/briefs/zebras.yaml',
        text: `id: zebras\ntitle: Zebras\nhappened: x\nleverage: x\nmechanism: x\nmatters: x\nwatch: zebras\nindicators:\n  - { id: seen, name: Seen, quote: zebras, query: "${query}", examples: { hits: [a zebra], misses: [a horse] } }\n`,
      },
      {
        path: 'feeds/one.yaml',
        text: 'desk: one\nfeeds: [{ id: one, url: "https://a.example/feed", outlet: One, lang: en }]\n',
      },
    ],
    { platforms: PLATFORMS },
  );
  if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
  return loaded.config;
}

it('tells configurations apart by what they say, not by where a replica listens', () => {
  expect(configDigest(configOf())).toBe(configDigest(configOf({ port: 8081 })));
  expect(configDigest(configOf())).not.toBe(configDigest(configOf({ query: 'zebra*' })));
});

describeOnPostgres('replicas with different configurations', (newDatabase) => {
  let database: Database;
  let stores: readonly Store[];
  beforeEach(async () => {
    database = await newDatabase();
    stores = await Promise.all([1, 2].map(() => openStore(database.url)));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  it('say so, in the log and to the doctor, until they are the same again', async () => {
    const configs = [configOf(), configOf({ query: 'zebra*' })];
    const said: string[] = [];
    const say = (_: object, message: string) => void said.push(message);
    const log = { debug: say, info: say, warn: say, error: say };
    const watches = stores.map((store, i) =>
      createConfigWatch({
        store,
        owner: `replica-${i}`,
        files: () => configs[i] ?? configOf(),
        leaseNow: () => storeNow(store.db),
        log,
      }),
    );
    const look = async (): Promise<void> => {
      for (const watch of [...watches, ...watches]) await watch.look();
    };
    await look();
    expect(said).toEqual([
      expect.stringContaining('another configuration'),
      expect.stringContaining('another configuration'),
    ]);
    expect(watches.map((watch) => watch.last()?.others.length)).toEqual([1, 1]);
    const findings = await examinePostgres(database.url, Date.now);
    expect(findings).toContainEqual(
      expect.objectContaining({
        kind: 'bad',
        about: 'replicas',
        said: expect.stringContaining('2 different'),
      }),
    );

    configs[1] = configOf({ port: 9 });
    said.length = 0;
    await look();
    expect(said).toEqual([
      'all replicas run with the same configuration',
      'all replicas run with the same configuration',
    ]);
    const after = await examinePostgres(database.url, Date.now);
    expect(after.filter(({ about }) => about === 'replicas')).toEqual([]);
  });
});
