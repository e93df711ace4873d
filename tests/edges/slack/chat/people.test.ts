/** Who counts as a guest in a Slack workspace, also while Slack does not say who they are. */
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientOptions } from '../../../../src/edges/slack/client.ts';
import { openPeople } from '../../../../src/edges/slack/chat/people.ts';
import { startSlackPeer } from '../../../peers/slack/peer.ts';
import type { SlackPeer } from '../../../peers/slack/peer.ts';
import { EDITOR, TEAM } from '../../../peers/slack/workspace.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ELSEWHERE = 'T0ELSEWHERE';

let peer: SlackPeer;
beforeEach(async () => {
  peer = await startSlackPeer();
});
afterEach(() => peer.close());

const guest = async (home?: string): Promise<boolean> => {
  const client = new WebClient(peer.botToken, clientOptions(peer.origin, log));
  return (await openPeople({ client, groups: [], log }).look(EDITOR, 'editor', TEAM, home)).guest;
};

it('is told by the profile where Slack shows it, whatever an action says', async () => {
  expect(await guest()).toBe(false);
  expect(await guest(ELSEWHERE)).toBe(false);
  peer.workspace.users.set(EDITOR, { id: EDITOR, team_id: ELSEWHERE, name: 'editor' });
  expect(await guest(TEAM)).toBe(true);
});

it.each(['ratelimited', 'internal_error', 'missing_scope'])(
  'is told by the action itself where Slack answers %s',
  async (error) => {
    peer.fault({ kind: 'error', method: 'users.info', error, times: 5 });
    expect(await guest(ELSEWHERE)).toBe(true);
    expect(await guest(TEAM)).toBe(false);
    expect(await guest()).toBe(false);
  },
);
