import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDiscord } from '../../../src/edges/discord/connect.ts';
import { type DiscordPeer, openDiscordPeer } from '../../peers/discord/peer.ts';
import { recordingLog } from './recording-log.ts';

describe('openDiscord', () => {
  let peer: DiscordPeer;
  beforeEach(async () => {
    peer = await openDiscordPeer();
  });
  afterEach(async () => {
    await peer.close();
  });
  const connect = (token = peer.token) => {
    const log = recordingLog();
    return { log, discord: openDiscord({ token, apiUrl: peer.origin, log }) };
  };
  const identified = () => peer.gateway.received.filter(({ op }) => op === 2);

  it('shows the bot online with the Guilds intent only, and takes it offline again', async () => {
    const { discord, log } = connect();
    expect(discord.chat.hears()).toBe(false);
    await discord.start();
    expect(peer.gateway.online()).toBe(1);
    await expect.poll(() => discord.chat.hears()).toBe(true);
    expect(identified()).toMatchObject([{ d: { intents: 1, token: peer.token } }]);
    await discord.stop();
    await expect.poll(() => peer.gateway.connections()).toBe(0);
    expect(discord.chat.hears()).toBe(false);
    expect(peer.violations).toEqual([]);
    expect(log.lines.some(({ message }) => message === 'Discord: online')).toBe(true);
    expect(JSON.stringify(log.lines)).not.toContain(peer.token);
  });

  it('says what is wrong with a token that the API refuses', async () => {
    const { discord } = connect('wrong-token');
    await expect(discord.start()).rejects.toThrow(/DISCORD_TOKEN.*\(401\)/);
    await discord.stop();
  });

  it.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /intents/],
  ])('says what is wrong when the gateway closes with %i', async (code, remedy) => {
    peer.gateway.refuse(code);
    const { discord } = connect();
    await expect(discord.start()).rejects.toThrow(remedy);
    await discord.stop();
  });

  it('starts while Discord is down, saying so, and stops without waiting for it', async () => {
    await peer.down();
    const { discord, log } = connect();
    await discord.start();
    await discord.stop();
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'Discord: cannot be reached, trying again' }]);
  });

  it('resumes after a lost connection', async () => {
    const { discord } = connect();
    await discord.start();
    const ready = peer.gateway.ready();
    peer.gateway.drop();
    expect(await ready).toBe('RESUMED');
    expect(identified()).toHaveLength(1);
    await discord.stop();
    expect(peer.violations).toEqual([]);
  });

  it('stops in the middle of starting and of reconnecting, and stays away', async () => {
    const { discord } = connect();
    const started = discord.start();
    await discord.stop();
    await started;
    await expect.poll(() => peer.gateway.connections()).toBe(0);
    await discord.start();
    peer.gateway.askToReconnect();
    await discord.stop();
    await expect.poll(() => peer.gateway.connections()).toBe(0);
    const count = peer.gateway.received.length;
    // The client would be back after half a second.
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(peer.gateway.received).toHaveLength(count);
  });

  it('stops before it was started, and twice', async () => {
    const { discord } = connect();
    await discord.stop();
    await discord.start();
    await discord.stop();
    await discord.stop();
    await expect.poll(() => peer.gateway.connections()).toBe(0);
  });
});
