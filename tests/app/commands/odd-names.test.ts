/** Names that reach into a message: of people, of signs, and of very many signs, on both platforms. */
import { afterEach, describe, expect, it } from 'vitest';
import { Brief } from '../../../src/core/indicator/brief.ts';
import type { AlertNotification } from '../../../src/core/delivery/notification.ts';
import { HIDDEN } from '../../conformance/notifications.ts';
import * as discordRig from '../../edges/discord/rig-chat.ts';
import { readable } from '../../edges/discord/sink-harness.ts';
import * as slackRig from '../../edges/slack/rig-chat.ts';
import { readMessage } from '../../peers/slack/reading.ts';
import { ADMIN, EDITOR as SLACK_EDITOR } from '../../peers/slack/workspace.ts';
import { componentsOf } from '../../walkthrough/components.ts';
import {
  COLLEAGUE,
  EDITOR,
  fillNewsroom,
  HARBOURS,
  type Newsroom,
  openNewsroom,
  report,
} from './newsroom.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
const openRoom = async (brief = HARBOURS): Promise<Newsroom> => {
  const room = await openNewsroom({ brief });
  closing.push(() => room.store.close());
  return room;
};
const onDiscord = async (room: Newsroom) => {
  const rig = await discordRig.openChat({ handler: room.handler });
  closing.push(rig.close);
  return rig;
};
const onSlack = async (room: Newsroom) => {
  const rig = await slackRig.openChat('socket', { handler: room.handler });
  closing.push(rig.close);
  return rig;
};
const sent = (notification: AlertNotification) => ({
  deliveryId: 'd-1',
  notification,
  prior: undefined,
  maybeSentAt: undefined,
  now: Date.now(),
});

describe('whoever takes an alert on', () => {
  it.each([
    ['from right to left', 'דוד המלך', /דוד המלך/],
    ['with a mention', '@everyone <!channel> <@U0ADMIN001>', /everyone/],
    ['with turned letters', '\u202enemow\u202c \u200b\u2066', /nemow/],
    ['with markup', '**Ann** `x` [y](https://evil.example/) # z', /Ann/],
    ['that is very long', 'Ann '.repeat(200), /Ann/],
    ['that nobody sees', '\u200b\u2060', /Acknowledged by/],
  ])('is shown by a name %s, and it does nothing', async (_, name, shown) => {
    const room = await openRoom();
    await fillNewsroom(room);
    await room.press('ack:1', { ...EDITOR, name });
    await room.press('mute:1', { ...COLLEAGUE, name });
    await room.drain();
    const notification = room.shown(1)['discord'];
    if (notification === undefined) throw new Error('it was not shown');
    const signal = new AbortController().signal;
    const discord = await onDiscord(room);
    await discord.discord.sink(discord.peer.channel)(sent(notification), signal);
    const [message] = discord.peer.messages();
    if (message === undefined) throw new Error('nothing was posted');
    const slack = await onSlack(room);
    await slack.slack.sink(slackRig.CHANNEL)(sent(notification), signal);
    const [posted] = slack.peer.messages(slackRig.CHANNEL);
    if (posted === undefined) throw new Error('nothing was posted');
    const read = readMessage(posted);
    for (const text of [readable(message), read.text]) {
      expect(text).toMatch(shown);
      expect(text.replaceAll('\n', ' ')).not.toMatch(HIDDEN);
      expect(text.length).toBeLessThan(4_000);
    }
    expect([discord.peer.pings(message.id), read.pings]).toEqual([[], []]);
    expect([discord.peer.violations, slack.peer.violations]).toEqual([[], []]);
  });
});

describe('a hundred and fifty signs with odd names', () => {
  const many = Brief.parse({
    ...HARBOURS,
    title: 'נמלים למכירה ⚓ @everyone',
    indicators: Array.from({ length: 150 }, (_, nth) => ({
      id: `sign-${nth}`,
      name: [
        `שביתה בנמל ${nth}`,
        `@everyone ${nth}`,
        `\u202e${nth} ngis`,
        `${nth} ${'very long '.repeat(7)}`,
      ][nth % 4],
      quote: 'a strike',
      query: `docker* AND strike${nth}`,
      examples: { hits: ['x'], misses: ['y'] },
    })),
    correlations: [],
  });

  it('are listed, completed and paged on Discord', async () => {
    const room = await openRoom(many);
    await room.poll([report('Dockers strike7 at Larkmoor', 60_000)]);
    const rig = await onDiscord(room);
    const by = { actor: 'editor' } as const;
    const board = await rig.answer(rig.peer.slash('signals', [], by));
    const ids = componentsOf(board.components, 'custom_id');
    const next = ids.find((each) => each.startsWith('page:'));
    const second = await rig.answer(rig.peer.press(board.id, next ?? '', by));
    expect([second.id, second.text !== board.text]).toEqual([board.id, true]);
    for (const typed of ['', 'ש', '@', 'very', '7', '\u202e', 'x'.repeat(300)]) {
      const { data } = await rig.peer.complete('indicator', 'name', typed, by).answered;
      const choices = Array.isArray(data?.['choices']) ? data['choices'] : [];
      expect(choices.length).toBeLessThanOrEqual(25);
    }
    for (const name of ['signals', 'feeds', 'digest', 'brief', 'mutes'])
      expect((await rig.answer(rig.peer.slash(name, [], by))).text).not.toMatch(/[\u202e\u200b]/);
    expect(rig.peer.violations).toEqual([]);
  });

  it('are listed, completed and paged on Slack', async () => {
    const room = await openRoom(many);
    await room.poll([report('Dockers strike7 at Larkmoor', 60_000)]);
    const rig = await onSlack(room);
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.command('/signpost', 'mute', slackRig.CHANNEL, ADMIN));
    await opened;
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    for (const typed of ['', 'ש', '@', 'very', '7', '\u202e']) {
      const options = await rig.deliver(rig.peer.people.suggest(view, 'indicator', typed, ADMIN));
      const values = componentsOf(options, 'value');
      expect(values.length).toBeLessThanOrEqual(100);
    }
    for (const name of ['signals', 'feeds', 'digest', 'brief', 'mutes', 'signals 30 public']) {
      const { blocks } = await rig.ask(
        rig.peer.people.command('/signpost', name, slackRig.CHANNEL, SLACK_EDITOR),
      );
      expect(readMessage({ text: '', blocks }).pings).toEqual([]);
    }
    const published = rig.peer.nextCall('views.publish');
    await rig.deliver(
      rig.peer.people.event({ type: 'app_home_opened', user: SLACK_EDITOR, channel: 'D0E', tab: 'home' }),
    );
    expect((await published).result).toBe('ok');
    const home = rig.peer.workspace.views.at(-1)?.view ?? null;
    const next = componentsOf(home, 'action_id').find((each) => each.startsWith('page:')) ?? '';
    const turned = rig.peer.nextCall('views.publish');
    await rig.deliver(rig.peer.people.pressAtHome(home, next, SLACK_EDITOR));
    expect((await turned).result).toBe('ok');
    expect(rig.peer.violations).toEqual([]);
  });

  it('a page that is gone is said in a dialog on the home tab, which stays as it is', async () => {
    const room = await openRoom(many);
    const rig = await onSlack(room);
    const element = {
      type: 'button',
      action_id: 'page:search:2:~gone',
      text: { type: 'plain_text', text: 'x' },
    };
    const home = { type: 'home', id: 'V1', blocks: [{ type: 'actions', elements: [element] }] };
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.pressAtHome(home, 'page:search:2:~gone', SLACK_EDITOR));
    expect((await opened).result).toBe('ok');
    expect(JSON.stringify(rig.peer.workspace.views.at(-1)?.view)).toContain('This page is gone');
    expect(rig.peer.calls('views.publish')).toEqual([]);
    expect(rig.peer.violations).toEqual([]);
  });
});
