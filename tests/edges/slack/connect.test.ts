import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatHandler } from '../../../src/core/command/chat.ts';
import { openSlack } from '../../../src/edges/slack/connect.ts';
import type { SlackConnection } from '../../../src/edges/slack/connect.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';
import type { SlackPeer } from '../../peers/slack/peer.ts';

const said: string[] = [];
const say = (about: object, message: string): void => void said.push(`${message} ${JSON.stringify(about)}`);
const log = { info: say, warn: say, error: say };

const handler: ChatHandler = {
  command: () => Promise.reject(new Error('nobody asks anything here')),
  press: () => Promise.resolve(undefined),
  complete: () => Promise.resolve([]),
  refusal: () => Promise.resolve(undefined),
  faults: () => Promise.resolve([]),
  invited: () => Promise.reject(new Error('nobody invites it here')),
  answered: () => Promise.resolve([]),
};

describe('openSlack', () => {
  let peer: SlackPeer;
  let slack: SlackConnection | undefined;
  const open = (tokens: { readonly botToken?: string; readonly appToken?: string | undefined } = {}) => {
    const opened = openSlack({
      botToken: peer.botToken,
      appToken: peer.appToken,
      apiUrl: peer.origin,
      log,
      ...tokens,
    });
    slack = opened;
    const start = async (): Promise<void> => {
      await opened.start();
      await opened.chat?.start(handler);
    };
    return { ...opened, start };
  };
  beforeEach(async () => {
    said.splice(0);
    peer = await startSlackPeer();
  });
  afterEach(async () => {
    await slack?.stop();
    await peer.close();
    if (peer.violations.length > 0) throw new Error(`broke the contract: ${peer.violations.join('; ')}`);
    const leak = said.find((line) => /xoxb-|xapp-|ticket=/.test(line));
    if (leak !== undefined) throw new Error(`a secret is in the log: ${leak}`);
  });

  it('sends nothing before it is started', () => {
    open();
    expect(peer.log).toEqual([]);
  });

  it('opens a socket, and closes it', async () => {
    const { start, stop } = open();
    await start();
    expect(peer.socket.connections()).toBe(1);
    await stop();
    await expect.poll(peer.socket.connections).toBe(0);
  });

  it('checks the token and opens no socket without an app token', async () => {
    const { start, chat } = open({ appToken: undefined });
    await start();
    expect(chat).toBeUndefined();
    expect(peer.log.map(({ method, result }) => `${method} ${result}`)).toEqual(['auth.test ok']);
    expect(peer.socket.connections()).toBe(0);
  });

  it.each([
    [
      'SLACK_BOT_TOKEN',
      { botToken: 'xoxb-wrong' },
      /SLACK_BOT_TOKEN is refused: .*copy it again.*\(invalid_auth\)/,
    ],
    [
      'SLACK_APP_TOKEN',
      { appToken: 'xapp-wrong' },
      /SLACK_APP_TOKEN is refused \(invalid_auth\); .*connections:write/,
    ],
  ] as const)('says which token is wrong: %s', async (_, tokens, words) => {
    await expect(open(tokens).start()).rejects.toThrow(words);
    expect(peer.socket.connections()).toBe(0);
  });

  it('says so when the app token is a bot token', async () => {
    await expect(open({ appToken: peer.botToken }).start()).rejects.toThrow(
      /SLACK_APP_TOKEN .*not_allowed_token_type/,
    );
  });

  it('starts in an outage, and connects once it is over', async () => {
    peer.setDown(true);
    const { start, chat } = open();
    await start();
    expect(chat?.listening()).toBe(false);
    expect(said.some((line) => /not reached yet.*fetch failed|not reached yet.*connection/.test(line))).toBe(
      true,
    );
    peer.setDown(false);
    await peer.socket.connected();
    await expect.poll(() => chat?.listening(), { timeout: 600_000 }).toBe(true);
    expect(peer.socket.connections()).toBe(1);
  });

  it('gives up its attempts when it is stopped', async () => {
    peer.setDown(true);
    const { start, stop } = open();
    await start();
    await stop();
    peer.setDown(false);
    // The next attempt would have come within a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(peer.log).toEqual([]);
  });

  it('tries again when the socket closes before it greets', async () => {
    peer.socket.refuse(1);
    await open().start();
    expect(said.join()).toContain('socket closed before Slack greeted');
    await peer.socket.connected();
    await expect.poll(peer.socket.connections).toBe(1);
  });

  it('says so when a token turns out wrong after an outage', async () => {
    peer.setDown(true);
    await open({ botToken: 'xoxb-wrong' }).start();
    peer.setDown(false);
    await expect
      .poll(() => said.join(), { timeout: 600_000 })
      .toMatch(/nobody is heard there; mend this, it is tried on .*SLACK_BOT_TOKEN is refused/);
    expect(peer.socket.connections()).toBe(0);
  });

  it('is back at once when Slack recycles the connection', async () => {
    await open().start();
    const reopened = peer.nextCall('apps.connections.open');
    peer.socket.disconnect('refresh_requested');
    await reopened;
    await peer.socket.connected();
    await expect.poll(peer.socket.connections).toBe(1);
  });

  it('comes back after an outage, without ending the process meanwhile', async () => {
    const { start, chat } = open();
    expect(chat?.hears()).toBe(false);
    await start();
    expect(chat?.hears()).toBe(true);
    peer.setDown(true);
    await expect.poll(() => chat?.hears(), { timeout: 600_000 }).toBe(false);
    await expect
      .poll(() => said.some((line) => line.includes('could not connect again')), { timeout: 600_000 })
      .toBe(true);
    peer.setDown(false);
    await peer.socket.connected();
    await expect
      .poll(() => said.some((line) => line.includes('connected again')), { timeout: 600_000 })
      .toBe(true);
    expect(peer.socket.connections()).toBe(1);
    await expect.poll(() => chat?.hears()).toBe(true);
  });

  it('closes the socket that was opening when it was stopped', async () => {
    const { start, stop } = open();
    const opening = peer.nextCall('apps.connections.open');
    const started = start();
    await opening;
    await stop();
    await started;
    await expect.poll(peer.socket.connections).toBe(0);
  });

  it('stays away once stopped, even in the middle of coming back', async () => {
    const { start, stop } = open();
    await start();
    peer.setDown(true);
    await expect
      .poll(() => said.some((line) => line.includes('could not connect again')), { timeout: 600_000 })
      .toBe(true);
    await stop();
    peer.setDown(false);
    const calls = peer.log.length;
    // The next attempt would have come within a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(peer.log).toHaveLength(calls);
  });
});
