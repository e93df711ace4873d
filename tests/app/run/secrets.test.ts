import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSecrets, secretValues } from '../../../src/app/run/secrets.ts';
import { createLog } from '../../../src/edges/log/log.ts';

describe('secrets', () => {
  it('come from the environment or from files, without white space', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signpost-secrets-'));
    const file = join(folder, 'slack');
    await writeFile(file, 'xoxb-from-a-file\n');
    const secrets = await readSecrets({
      DISCORD_TOKEN: ' from-env ',
      SLACK_BOT_TOKEN_FILE: file,
      SLACK_APP_TOKEN: '',
    });
    await rm(folder, { recursive: true });
    expect(secrets).toEqual({ DISCORD_TOKEN: 'from-env', SLACK_BOT_TOKEN: 'xoxb-from-a-file' });
  });

  it('name the variable whose file cannot be read', async () => {
    await expect(readSecrets({ DISCORD_TOKEN_FILE: '/no/such/file' })).rejects.toThrow(
      'DISCORD_TOKEN_FILE names /no/such/file, which cannot be read; mend the path or unset it',
    );
  });

  it.each(['mysql://me:geheim@db/x', 'data/signpost.db', 'postgres:/me:geheim@db/x'])(
    'refuse the database address %s without repeating it',
    async (DATABASE_URL) => {
      const refused = readSecrets({ DATABASE_URL });
      await expect(refused).rejects.toThrow('DATABASE_URL is not the address of a PostgreSQL server; write ');
      await expect(refused).rejects.not.toThrow('geheim');
    },
  );

  it.each(['postgres://me:100%@db/x', 'postgres://me:geheim@db/50%zz'])(
    'say where the database address %s holds a percent sign that is none',
    async (DATABASE_URL) => {
      await expect(readSecrets({ DATABASE_URL })).rejects.toThrow('write %25 for each such %');
      await expect(readSecrets({ DATABASE_URL })).rejects.not.toThrow('geheim');
    },
  );

  it('never reach a log line, wherever they stand', () => {
    const lines: string[] = [];
    const secrets = { DATABASE_URL: 'postgres://me:pass%20word9@db/x' };
    const log = createLog({
      level: 'info',
      secrets: [...secretValues(secrets), 'shared-secret', 'https://hooks.example/abc123'],
      destination: { write: (line) => void lines.push(line) },
    });
    log.info(
      { url: 'https://hooks.example/abc123', err: new Error('shared-secret pass word9') },
      'shared-secret',
    );
    log.info({ at: 'https://x.example/?key=pass%20word9' }, 'ok');
    expect(lines.join('')).not.toMatch(/abc123|shared-secret|pass word9|pass%20word9/);
    expect(lines.join('')).toContain('[secret]');
  });
});
