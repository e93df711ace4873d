import { readFileSync } from 'node:fs';
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { discordInvite, PERMISSIONS, THREAD_PERMISSION } from '../../../src/edges/discord/invite.ts';

const ID = '300000000000000002';
const LEAST = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const;

function asked(link: string): readonly string[] {
  const bits = new URL(link).searchParams.get('permissions') ?? '0';
  return new PermissionsBitField(BigInt(bits)).toArray();
}

describe('discordInvite', () => {
  it('asks for the two scopes and the least permissions', () => {
    const link = new URL(discordInvite(ID));
    expect(link.origin + link.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(link.searchParams.get('client_id')).toBe(ID);
    expect(link.searchParams.get('scope')).toBe('bot applications.commands');
    expect(asked(link.href)).toEqual([...LEAST]);
    expect(asked(discordInvite(ID, { threads: true }))).toEqual([...LEAST, 'SendMessagesInThreads']);
    expect(1n << THREAD_PERMISSION.bit).toBe(PermissionFlagsBits.SendMessagesInThreads);
  });

  it.each(['', 'signpost', '123', `${ID}&permissions=8`])('does not take “%s” for an application', (id) => {
    expect(() => discordInvite(id)).toThrow('application id');
  });

  it('is explained in the docs, permission by permission', () => {
    const docs = readFileSync(new URL('../../../docs/discord-app.md', import.meta.url), 'utf8');
    for (const { name, why } of [...PERMISSIONS, THREAD_PERMISSION])
      expect(docs).toContain(`| ${name} | ${why} |`);
  });
});
