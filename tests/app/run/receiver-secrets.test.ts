import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import type { Receiver } from '../../../src/core/delivery/receiver.ts';
import { readReceiverValues } from '../../../src/app/run/receiver-secrets.ts';

const URL_OF_HOOK = 'https://discord.com/api/webhooks/300000000000000001/abcdefghijklmnopqrst';
const RECEIVERS: Readonly<Record<string, Receiver>> = {
  terminal: { type: 'console' },
  room: { type: 'discord', channel: '${ROOM}' },
  hook: { type: 'discord-webhook', url: '${HOOK}', mention: '323456789012345678' },
  script: { type: 'webhook', url: 'https://script.example/x', secret: '${SECRET}' },
};

describe('readReceiverValues', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signpost-secrets-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('takes values from variables and files, and knows which are secret', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, 'whsec_c2VjcmV0\n');
    const env = { ROOM: ' 300000000000000004 ', HOOK: URL_OF_HOOK, SECRET_FILE: file, OTHER: 'x' };
    expect(await readReceiverValues(PLATFORMS, RECEIVERS, env)).toEqual({
      env: { ROOM: '300000000000000004', HOOK: URL_OF_HOOK, SECRET: 'whsec_c2VjcmV0' },
      secrets: [URL_OF_HOOK, 'abcdefghijklmnopqrst', 'whsec_c2VjcmV0'],
    });
  });

  it('leaves out what is not set, and says which file cannot be read', async () => {
    expect(await readReceiverValues(PLATFORMS, RECEIVERS, {})).toEqual({ env: {}, secrets: [] });
    await expect(
      readReceiverValues(PLATFORMS, RECEIVERS, { HOOK_FILE: join(folder, 'none') }),
    ).rejects.toThrow('HOOK_FILE');
  });
});
