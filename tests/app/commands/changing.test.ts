import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import {
  CHANNEL,
  COLLEAGUE,
  EDITOR,
  fillNewsroom,
  type Newsroom,
  NOON,
  openNewsroom,
  READER,
  report,
  wordsOf,
} from './newsroom.ts';
import { describeOnStores } from '../../stores.ts';

let room: Newsroom;

beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

const silences = () => room.store.db.selectFrom('silences').selectAll().orderBy('id').execute();
const subscriptions = () => room.store.db.selectFrom('subscriptions').selectAll().execute();
const verdicts = () => room.store.db.selectFrom('verdicts').selectAll().orderBy('voter').execute();
const deliveries = (alertId: number) =>
  room.store.db.selectFrom('deliveries').selectAll().where('alert_id', '=', alertId).orderBy('id').execute();
const alert = (id: number) =>
  room.store.db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describeOnStores('somebody who may only read', () => {
  it('is refused every command that changes something, and nothing changes', async () => {
    const commands = [
      ['mute', { indicator: 'port-sales', duration: '1h' }],
      ['unmute', { silence: 1 }],
      ['subscribe', { to: 'high' }],
      ['unsubscribe', { from: 'high' }],
    ] as const;
    const before = [await silences(), await subscriptions()];
    for (const [name, args] of commands) {
      const { title, visibility } = await room.ask(name, args, READER);
      expect([name, title, visibility]).toEqual([name, 'Not allowed', 'private']);
      expect([name, [await silences(), await subscriptions()]]).toEqual([name, before]);
      expect([name, await room.audit()]).toEqual([name, []]);
    }
  });

  it('is refused every button that changes something, and nothing changes', async () => {
    const before = [await deliveries(1), await alert(1)];
    for (const button of ['mute:1', 'unmute:1', 'resend:1', 'resend:all']) {
      expect([button, (await room.press(button, READER))?.title]).toEqual([button, 'Not allowed']);
      expect([button, [await deliveries(1), await alert(1)]]).toEqual([button, before]);
      expect([button, await silences(), await verdicts(), await room.audit()]).toEqual([button, [], [], []]);
    }
  });
});

describeOnStores('Acknowledge', () => {
  it('names who and when, on every platform, at once', async () => {
    expect(await room.press('ack:1', COLLEAGUE)).toBeUndefined();
    expect(room.wakes.count).toBe(1);
    await room.drain();
    const { discord, slack } = room.shown(1);
    expect(discord?.acknowledged).toEqual({ by: 'Colleague', at: room.clock.now() });
    expect(slack?.acknowledged).toEqual(discord?.acknowledged);
    const [first, ...more] = await room.audit();
    expect(first).toMatchObject({
      action: 'acknowledge',
      actor: 'slack:U9',
      actor_name: 'Colleague',
      subject: 'alert:1',
      at: room.clock.now(),
    });
    expect(more).toEqual([]);
  });

  it('leaves an alert with whoever was first', async () => {
    await room.press('ack:1', COLLEAGUE);
    const revision = (await alert(1)).revision;
    const reply = await room.press('ack:1', EDITOR);
    expect(wordsOf(reply)).toContain('Colleague did');
    expect(await alert(1)).toMatchObject({ acknowledged_by: 'Colleague', revision });
    expect(await room.audit()).toHaveLength(1);
  });

  it('is taken back by whoever sees that nobody is on it, and the audit says by whom', async () => {
    expect((await room.press('unack:1', EDITOR))?.title).toBe('Not acknowledged');
    await room.press('ack:1', COLLEAGUE);
    expect(await room.press('unack:1', EDITOR)).toBeUndefined();
    await room.drain();
    expect(room.shown(1).discord?.acknowledged).toBeUndefined();
    expect(room.shown(1).slack?.acknowledged).toBeUndefined();
    expect((await room.audit()).map(({ action, actor }) => [action, actor])).toEqual([
      ['acknowledge', 'slack:U9'],
      ['unacknowledge', 'discord:77'],
    ]);
  });

  it('says so where there is no such alert', async () => {
    expect((await room.press('ack:999'))?.title).toBe('No such alert');
    expect(await room.audit()).toEqual([]);
  });
});

describeOnStores('Relevant and Not relevant', () => {
  it('count one opinion a person and show the count on every platform', async () => {
    expect(await room.press('relevant:1', EDITOR)).toBeUndefined();
    await room.press('irrelevant:1', COLLEAGUE);
    await room.drain();
    expect(room.shown(1)['discord']?.verdicts).toEqual({ relevant: 1, notRelevant: 1 });
    expect(room.shown(1)['slack']?.verdicts).toEqual({ relevant: 1, notRelevant: 1 });
    await room.press('irrelevant:1', EDITOR);
    await room.drain();
    expect(room.shown(1)['slack']?.verdicts).toEqual({ relevant: 0, notRelevant: 2 });
    expect((await verdicts()).map(({ voter, verdict }) => [voter, verdict])).toEqual([
      ['discord:77', 'irrelevant'],
      ['slack:U9', 'irrelevant'],
    ]);
    expect((await room.audit()).map(({ action, detail }) => [action, detail])).toEqual([
      ['verdict', '{"verdict":"relevant"}'],
      ['verdict', '{"verdict":"irrelevant"}'],
      ['verdict', '{"verdict":"irrelevant"}'],
    ]);
  });

  it('change nothing when pressed again', async () => {
    await room.press('relevant:1');
    const before = [await alert(1), await verdicts(), await deliveries(1)];
    await room.clock.advance(MINUTE);
    await room.press('relevant:1');
    expect([await alert(1), await verdicts(), await deliveries(1)]).toEqual(before);
    expect(await room.audit()).toHaveLength(1);
  });
});

describeOnStores('Mute on an alert', () => {
  it('silences its indicator for 24 hours without a question, and shows that everywhere', async () => {
    const reply = await room.press('mute:1');
    const now = room.clock.now();
    expect(wordsOf(reply)).toContain(`Ports change hands is silent until <date:${now + DAY}>`);
    expect(await silences()).toMatchObject([
      {
        matchers: '{"brief":["harbours"],"indicator":["port-sales"]}',
        starts_at: now,
        expires_at: now + DAY,
        author: 'discord:77',
        author_name: 'Editor',
        reason: null,
      },
    ]);
    await room.drain();
    expect(room.shown(1)['discord']?.muted).toEqual({ until: now + DAY, by: 'Editor' });
    expect(room.shown(1)['slack']?.muted).toEqual({ until: now + DAY, by: 'Editor' });
  });

  it('keeps the next alert back, with a row that says why', async () => {
    await room.press('mute:1');
    await room.poll([report('Consortium buys deep-water harbour near Glosmere', 0, { feed: 'tern' })]);
    const held = await room.store.db
      .selectFrom('deliveries')
      .selectAll()
      .where('status', '=', 'suppressed')
      .execute();
    expect(held.length).toBeGreaterThan(0);
    expect(held.every(({ withheld_by }) => withheld_by === 'silence/1')).toBe(true);
  });

  it('changes nothing when pressed again, whoever presses', async () => {
    await room.press('mute:1');
    const before = [await silences(), await alert(1)];
    await room.clock.advance(5 * MINUTE);
    expect((await room.press('mute:1', COLLEAGUE))?.title).toBe('Muted already');
    expect([await silences(), await alert(1)]).toEqual(before);
    expect(await room.audit()).toHaveLength(1);
  });

  it('takes duration and reason from a dialog', async () => {
    const reply = await room.press('mute:1', EDITOR, { duration: '7d', reason: 'Known <sale>' });
    expect(wordsOf(reply)).toContain('Reason: Known <sale>');
    expect(await silences()).toMatchObject([
      { expires_at: room.clock.now() + 7 * DAY, reason: 'Known <sale>' },
    ]);
    expect(await room.audit()).toMatchObject([{ action: 'mute', subject: 'silence:1' }]);
  });

  it('refuses a wrong duration with forms that are read', async () => {
    const reply = await room.press('mute:1', EDITOR, { duration: 'for ever' });
    expect(wordsOf(reply)).toContain('write for instance 30m, 2h');
    expect(await silences()).toEqual([]);
  });

  it('means what the message in this forum post shows, not what others are shown', async () => {
    const press = (channel: string) => room.handler.press({ button: 'mute:3', by: EDITOR, channel });
    // The sinks of the newsroom name the channels of their posts after themselves. Of the completed pattern one has a
    // message of its own, and the other tells of it with the strike.
    expect((await press('slack'))?.title).toBe('Mute which sign?');
    expect((await press('discord'))?.title).toBe('Muted');
  });

  it('silences the correlation of a correlation’s alert', async () => {
    const found = await room.store.db
      .selectFrom('alerts')
      .select('id')
      .where('kind', '=', 'correlation')
      .executeTakeFirstOrThrow();
    await room.press(`mute:only-${found.id}`);
    expect(await silences()).toMatchObject([
      { matchers: '{"brief":["harbours"],"correlation":["sale-then-strike"]}' },
    ]);
  });
});

describeOnStores('/mute, /mutes and /unmute', () => {
  it('make, list and end a silence, each with its audit row', async () => {
    const made = await room.ask('mute', { indicator: 'port-sales', duration: '4h', reason: 'Known sale' });
    expect(made.title).toBe('Muted');
    const listed = await room.ask('mutes', {}, READER);
    expect(wordsOf(listed)).toContain('1 Ports change hands · by Editor · ends <ago:');
    expect(wordsOf(listed)).toContain('Known sale');
    const reply = await room.press(listed.buttons?.[0]?.id ?? '', COLLEAGUE);
    expect(reply?.title).toBe('Unmuted');
    expect(await silences()).toMatchObject([{ ended_by: 'Colleague', ended_at: room.clock.now() }]);
    expect(wordsOf(await room.ask('mutes'))).toContain('Nothing is muted.');
    expect((await room.audit()).map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
      ['mute', 'discord:77', 'silence:1'],
      ['unmute', 'slack:U9', 'silence:1'],
    ]);
  });

  it('move the end of a silence that is there already instead of adding one', async () => {
    await room.ask('mute', { indicator: 'port-sales', duration: '7d' });
    const reply = await room.ask('mute', { indicator: 'port-sales', duration: '1h' });
    expect(reply.title).toBe('Mute changed');
    expect(await silences()).toMatchObject([{ expires_at: room.clock.now() + HOUR }]);
  });

  it('end a silence by the name of its indicator', async () => {
    await room.ask('mute', { indicator: 'port-sales', duration: '7d' });
    expect((await room.ask('unmute', { silence: 'Ports change hands' })).title).toBe('Unmuted');
    const again = await room.ask('unmute', { silence: 'port-sales' });
    expect(wordsOf(again)).toContain('port-sales is not muted.');
    expect(await room.audit()).toHaveLength(2);
  });

  it('answer wrong arguments with the usage and change nothing', async () => {
    const reply = await room.ask('mute', { indicator: 'prot-sales', duration: 'soon' });
    expect(wordsOf(reply)).toContain('did you mean port-sales?');
    expect(wordsOf(reply)).toContain('write for instance 30m, 2h');
    expect(wordsOf(reply)).toContain('mute <indicator> <duration> [reason]');
    expect(wordsOf(await room.ask('unmute', { silence: 'prot-sales' }))).toContain(
      'did you mean port-sales?',
    );
    expect(wordsOf(await room.ask('unmute', { silence: 7 }))).toContain('Silence 7 is not in force.');
    expect(wordsOf(await room.ask('mutes', { brief: 'x' }))).toContain('/mutes takes no brief');
    expect([await silences(), await room.audit()]).toEqual([[], []]);
  });
});

describeOnStores('/unmute all', () => {
  it('ends every silence, each with its row', async () => {
    await room.ask('mute', { indicator: 'port-sales', duration: '4h' });
    await room.ask('mute', { indicator: 'dock-strikes', duration: '4h' });
    expect(wordsOf(await room.ask('unmute', { silence: 'all' }))).toContain('may speak again');
    expect((await room.audit()).filter(({ action }) => action === 'unmute')).toHaveLength(2);
    expect(wordsOf(await room.ask('unmute', { silence: 'all' }))).toContain('Nothing is muted now.');
  });
});

describeOnStores('/subscribe and /unsubscribe', () => {
  const receivers = async (): Promise<readonly string[]> =>
    [...new Set(room.sends.map(({ receiver }) => receiver))].filter((each) => each.includes(':'));

  it('tell this channel of the next alert, once, and no more when it asked to stop', async () => {
    expect(wordsOf(await room.ask('subscribe', { to: 'dock-strikes' }))).toContain(
      'Subscribed to: harbours/dock-strikes. /unsubscribe ends it.',
    );
    expect((await room.ask('subscribe', { to: 'dock-strikes' })).title).toBe('Subscribed already');
    await room.ask('subscribe', { to: 'harbours' }, COLLEAGUE, 'C042');
    await room.clock.advance(5 * DAY);
    await room.poll([
      report('Wildcat strike: dockers refuse containers', 0, { publishedAt: room.clock.now() }),
    ]);
    expect((await receivers()).toSorted()).toEqual([`discord:${CHANNEL}`, 'slack:C042']);
    expect(room.sends.filter(({ receiver }) => receiver === `discord:${CHANNEL}`)).toHaveLength(1);

    expect((await room.ask('unsubscribe', { from: 'dock-strikes' })).title).toBe('Unsubscribed');
    await room.clock.advance(5 * DAY);
    await room.poll([
      report('Pilots join dockers, and Ashby braces for a long strike', 0, { publishedAt: room.clock.now() }),
    ]);
    expect(room.sends.filter(({ receiver }) => receiver === `discord:${CHANNEL}`)).toHaveLength(1);
    expect((await room.audit()).map(({ action, subject }) => [action, subject])).toEqual([
      ['subscribe', `discord:${CHANNEL}`],
      ['subscribe', 'slack:C042'],
      ['unsubscribe', `discord:${CHANNEL}`],
    ]);
  });

  it('end all of a channel at once, and none of another', async () => {
    await room.ask('subscribe', { to: 'dock-strikes' });
    await room.ask('subscribe', { to: 'high' });
    await room.ask('subscribe', { to: 'low' }, COLLEAGUE, 'C042');
    const reply = await room.ask('unsubscribe', { from: 'all' });
    expect(wordsOf(reply)).toContain('None is left.');
    expect(await room.store.db.selectFrom('subscriptions').select('value').execute()).toEqual([
      { value: 'low' },
    ]);
    expect((await room.audit()).filter(({ action }) => action === 'unsubscribe')).toHaveLength(2);
    expect((await room.ask('unsubscribe', { from: 'all' })).title).toBe('Not subscribed');
  });

  it('do not tell a channel twice that a route sends to anyway', async () => {
    await room.ask('subscribe', { to: 'high' }, EDITOR, '1');
    await room.poll([report('Consortium buys deep-water harbour near Glosmere', 0, { feed: 'tern' })]);
    expect(await receivers()).toEqual([]);
  });

  it('keep the messages of a subscribed channel in step', async () => {
    await room.ask('subscribe', { to: 'high' });
    await room.poll([report('Consortium buys deep-water harbour near Glosmere', 0, { feed: 'tern' })]);
    const sent = room.sends.find(({ receiver }) => receiver === `discord:${CHANNEL}`)?.notification;
    const id = sent?.kind === 'alert' ? sent.alertId : 0;
    await room.press(`ack:${id}`);
    await room.drain();
    expect(room.shown(id)[`discord:${CHANNEL}`]?.acknowledged?.by).toBe('Editor');
  });

  it('end what the briefs do not have any more', async () => {
    const row = { platform: 'discord', channel: CHANNEL, created_by: 'discord:77', created_at: NOON };
    for (const [label, value] of [
      ['indicator', 'harbours/long-gone'],
      ['indicator', 'older/sign'],
      ['brief', 'older'],
    ] as const)
      await room.store.db
        .insertInto('subscriptions')
        .values({ ...row, label, value, space: null, person: null })
        .execute();
    for (const from of ['long-gone', 'older/sign', 'older'])
      expect((await room.ask('unsubscribe', { from })).title).toBe('Unsubscribed');
    expect(await subscriptions()).toEqual([]);
    expect((await room.ask('unsubscribe', { from: 'long-gone' })).title).toBe('How to use unsubscribe');
  });

  it('answer wrong arguments with what was meant', async () => {
    expect(wordsOf(await room.ask('subscribe', { to: 'hgih' }))).toContain('did you mean high?');
    expect(wordsOf(await room.ask('unsubscribe', { from: 'harbors' }))).toContain('did you mean harbours?');
    expect(wordsOf(await room.ask('unsubscribe', { from: 'high' }))).toContain(
      'This channel is not subscribed to anything of high severity.',
    );
    expect([await subscriptions(), await room.audit()]).toEqual([[], []]);
  });
});

describeOnStores('Resend', () => {
  beforeEach(async () => {
    room.scripted.push({ kind: 'rejected', reason: 'Missing Permissions' });
    await room.poll([report('Consortium buys deep-water harbour near Glosmere', 0, { feed: 'tern' })]);
  });

  it('sends again what the platform refused, once it may', async () => {
    const listed = await room.ask('feeds');
    expect(wordsOf(listed)).toContain('1 delivery failed for good');
    expect(wordsOf(listed)).toContain('Missing Permissions');
    const button = listed.buttons?.find(({ id }) => id.startsWith('resend:'));
    const before = room.sends.length;
    expect((await room.press(button?.id ?? ''))?.title).toBe('Resending');
    await room.drain();
    expect(room.sends).toHaveLength(before + 1);
    expect(wordsOf(await room.ask('feeds'))).toContain('Everything that was to be told was delivered');
    expect(await room.audit()).toMatchObject([{ action: 'resend' }]);
    expect((await room.press('resend:all'))?.title).toBe('Nothing to resend');
  });
});

describeOnStores('a button of another version', () => {
  it('changes nothing', async () => {
    for (const button of [
      '',
      'ack',
      'ack:x',
      'nonsense:1',
      'ack:1e3',
      'resend:some',
      'page:nonsense:1',
      'page:signals:0',
    ]) {
      const reply = await room.press(button);
      expect([button, reply?.title]).toEqual([
        button,
        expect.stringMatching(/Unknown button|This page is gone/),
      ]);
      expect([button, await room.audit()]).toEqual([button, []]);
    }
  });
});

describeOnStores('completions', () => {
  it('know alerts by their headlines and silences by their indicators', async () => {
    await room.ask('mute', { indicator: 'port-sales', duration: '4h' });
    expect(await room.handler.complete('why', 'alert', 'larkmoor', EDITOR)).toEqual([
      { name: '#1 Port of Larkmoor sold to Quay Holding for a song', value: '1' },
    ]);
    expect(await room.handler.complete('unmute', 'silence', '', EDITOR)).toEqual([
      { name: '1: Ports change hands, by Editor', value: '1' },
    ]);
    expect(await room.handler.complete('mute', 'indicator', 'dock', EDITOR)).toEqual([
      { name: 'Dockers strike', value: 'dock-strikes' },
    ]);
    expect(await room.handler.complete('mute', 'nonsense', '', EDITOR)).toEqual([]);
  });
});
