import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { examineReceivers } from '../../../../src/app/doctor/examine-receivers.ts';
import { fixedChanges } from '../../../../src/app/run/live-settings.ts';
import { PLATFORMS } from '../../../../src/app/run/platforms.ts';
import { readReceiverValues } from '../../../../src/app/run/receiver-secrets.ts';
import { openReceivers } from '../../../../src/app/run/receivers.ts';
import { receiversTable } from '../../../../src/app/run/receivers-table.ts';
import { readSecrets, variablesOf } from '../../../../src/app/run/secrets.ts';
import { formatIssue } from '../../../../src/config/issue.ts';
import { loadConfig } from '../../../../src/config/load-config.ts';
import { schemaFiles } from '../../../../src/config/schema-files.ts';
import { createLog } from '../../../../src/edges/log/log.ts';
import { sampleNotice } from '../../../conformance/notifications.ts';
import { spoil } from '../../../config/small-config.ts';
import { flown, pigeons } from './platform.ts';

const ALL = [...PLATFORMS, pigeons];
const ENV = { PIGEON_KEY: 'a-key-of-pigeons', WAX: 'a-wax-of-secrets', LOFT: 'tower' };

function settingsWith(receiver: string, more = '') {
  const text = `receivers:
  roof: ${receiver}
route: { receiver: roof }
${more}`;
  return loadConfig(spoil({ path: 'config/signpost.yaml', text }), { platforms: ALL });
}

function sound(receiver = '{ type: pigeon, loft: "${LOFT}", seal: { wax: "${WAX}" } }', more = '') {
  const outcome = settingsWith(receiver, more);
  if (outcome.kind === 'bad') throw new Error(outcome.issues.map(formatIssue).join('\n'));
  return outcome.config.settings;
}

describe('a platform that is added in one folder', () => {
  it('is known to check, with its own words and places', () => {
    expect(sound('{ type: pigeon, loft: tower, seal: { wax: "${WAX}" } }').receivers['roof']).toEqual({
      type: 'pigeon',
      loft: 'tower',
      seal: { wax: '${WAX}' },
    });
    const said = (receiver: string, more = '') => {
      const outcome = settingsWith(receiver, more);
      return outcome.kind === 'bad' ? outcome.issues.map(formatIssue) : [];
    };
    expect(said('{ type: pigeon, loft: T1, seal: { wax: "${WAX}" } }')).toEqual([
      'config/signpost.yaml:2:31 loft "T1" is not the name of a loft; write one in small letters, or ${LOFT}',
    ]);
    expect(said('{ type: pigeon, loft: tower, seal: { wax: red } }')[0]).toContain('is a secret');
    expect(said('{ type: pigon }')[0]).toContain('did you mean pigeon?');
    expect(said('{ type: pigeon, lofft: tower, seal: { wax: "${WAX}" } }').join('\n')).toContain(
      'did you mean loft?',
    );
    expect(said('{ type: console }', 'pigeon: { feed: bread }\n')[0]).toContain('not one of maize, peas');
    const withoutIt = loadConfig(
      spoil({
        path: 'config/signpost.yaml',
        text: 'receivers: { roof: { type: pigeon } }\nroute: { receiver: roof }\n',
      }),
      { platforms: PLATFORMS },
    );
    expect(withoutIt.kind).toBe('bad');
  });

  it('is in the JSON Schema for editors', () => {
    const file = schemaFiles(ALL).find(({ path }) => path === 'config/schema/signpost.json');
    const validate = new Ajv({ strict: false, formats: fullFormats }).compile(JSON.parse(file?.text ?? ''));
    const written = (wax: string) =>
      parse(`receivers: { roof: { type: pigeon, loft: tower, seal: { wax: "${wax}" } } }
route: { receiver: roof }
pigeon: { feed: peas }`);
    expect(validate(written('${WAX}'))).toBe(true);
    expect(validate(written('red'))).toBe(false);
  });

  it('has its secrets kept out of the log, because its schema marks them', async () => {
    const secrets = await readSecrets(ENV, ALL);
    expect(secrets).toEqual({ PIGEON_KEY: 'a-key-of-pigeons' });
    expect(await readReceiverValues(ALL, sound().receivers, ENV)).toEqual({
      env: { LOFT: 'tower', WAX: 'a-wax-of-secrets' },
      secrets: ['a-wax-of-secrets'],
    });
  });

  it('is examined by the doctor as itself', async () => {
    const examine = (receiver: string, env: Record<string, string>) =>
      examineReceivers(
        { platforms: ALL, settings: sound(receiver), variable: (name) => env[name] },
        new AbortController().signal,
      );
    const named = '{ type: pigeon, loft: "${LOFT}", seal: { wax: "${WAX}" } }';
    expect(await examine(named, ENV)).toEqual([{ kind: 'good', about: 'receiver roof', said: 'stands' }]);
    expect(await examine(named, { ...ENV, LOFT: 'burnt' })).toMatchObject([
      { kind: 'bad', remedy: 'build it anew' },
    ]);
    expect(await examine(named, { PIGEON_KEY: 'x', LOFT: 'tower' })).toMatchObject([
      { said: 'WAX is not set' },
    ]);
    expect(await examine(named, {})).toMatchObject([
      { kind: 'doubtful', said: 'neither PIGEON_KEY nor LOFT, WAX is set: its alerts go to the terminal' },
    ]);
  });

  it('is told by routes and by subscriptions, and replaced by the terminal where something is missing', async () => {
    const send = {
      deliveryId: 'd',
      notification: sampleNotice,
      prior: undefined,
      maybeSentAt: undefined,
      now: 0,
    };
    const printed: string[] = [];
    const open = (env: Record<string, string>) =>
      openReceivers({
        platforms: ALL,
        settings: sound(undefined, 'pigeon: { feed: peas }\n'),
        variable: variablesOf({}, env),
        log: createLog({ level: 'silent', secrets: [] }),
        out: { write: (text) => printed.push(text), color: false, width: 80 },
        heardElsewhere: false,
        allowHosts: [],
        userAgent: 'test',
      });
    const { sinks, channels } = await open(ENV);
    const { signal } = new AbortController();
    await sinks.get('roof')?.(send, signal);
    await sinks.get('pigeon:barn')?.(send, signal);
    expect(flown).toEqual(['tower on peas', 'barn on peas']);
    expect([...channels]).toEqual([['pigeon:tower', 'roof']]);
    const without = await open({});
    expect([...without.placeholders]).toEqual([['roof', 'terminal']]);
    await without.sinks.get('terminal')?.(send, signal);
    expect(printed).toHaveLength(1);
    expect(without.sinks.get('pigeon:barn')).toBeUndefined();
  });

  it('needs a new start where its own settings change', () => {
    const [peas, maize] = [sound(undefined, 'pigeon: { feed: peas }\n'), sound()];
    const config = { briefs: [], feeds: [], lists: {} };
    expect(fixedChanges({ ...config, settings: peas }, { ...config, settings: maize })).toEqual(['pigeon']);
    expect(fixedChanges({ ...config, settings: maize }, { ...config, settings: maize })).toEqual([]);
  });

  it('has its row in the table of the docs', () => {
    expect(receiversTable(ALL).split('\n').at(-1)).toBe('| `pigeon` | `loft`, `seal.wax` |  |');
  });
});

describe('the platforms that there are', () => {
  const root = join(import.meta.dirname, '../../../..');

  it('have the table of docs/configuration.md', () => {
    const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    expect(page).toContain(`\n${receiversTable(PLATFORMS)}\n`);
  });

  it('are named by one file alone; what is printed for whoever types a command is no platform', () => {
    const named = ['app', 'config', 'core'].flatMap((room) =>
      readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .filter((file) => {
          const text = readFileSync(join(root, 'src', room, file), 'utf8');
          return /from '[./]+\/edges\/(discord|slack|webhook|console)\//.test(text);
        })
        .map((file) => `${room}/${file}`),
    );
    expect(named.toSorted()).toEqual(['app/cli/demo.ts', 'app/cli/run-replay.ts', 'app/run/platforms.ts']);
  });
});
