import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../src/core/command/catalogue.ts';
import type { CommandSpec } from '../../../../src/core/command/command-spec.ts';
import { SHORTCUTS } from '../../../../src/core/command/shortcuts.ts';
import type { Choice } from '../../../../src/core/command/chat.ts';
import type { Reply } from '../../../../src/core/command/reply.ts';
import { openDiscord } from '../../../../src/edges/discord/connect.ts';
import { HIDDEN, hostileAlert } from '../../../conformance/notifications.ts';
import { embedLinks, embedText, liveMarkup } from '../../../peers/discord/markdown.ts';
import { openDiscordPeer } from '../../../peers/discord/peer.ts';
import { type ChatRig, openChat, saying } from '../rig-chat.ts';
import { recordingLog } from '../recording-log.ts';

const EPHEMERAL = 64;
const PRESSES = ['ack:12', 'relevant:12', 'irrelevant:12', 'mute:12'] as const;
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);

/** What is typed for every command. */
const TYPED: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> = {
  signals: { brief: 'nato-loyalty', days: 14 },
  indicator: { name: 'leader-appointments', days: 7 },
  brief: { name: 'nato-loyalty' },
  why: { alert: '12' },
  test: { headline: 'Alliance leaders <back> minister & more' },
  search: { words: 'commander AND NOT sport', days: 7 },
  mute: { indicator: 'leader-appointments', duration: '24h', reason: 'too much noise' },
  mutes: {},
  unmute: { silence: '3' },
  part: { alert: '12', report: 2 },
  same: { alert: '12', as: '13' },
  feeds: {},
  subscribe: { to: 'high' },
  unsubscribe: { from: 'high' },
  digest: { days: 7 },
  export: { of: 'leader-appointments', days: 30, format: 'csv' },
  adopt: { code: '1234' },
  help: { command: 'mute' },
  'feed add': { address: 'https://larkmoor.example/' },
  'feed pause': { feed: 'larkmoor' },
  'feed resume': { feed: 'larkmoor' },
  'feed remove': { feed: 'larkmoor' },
  'watch start': { sign: 'a-sign' },
  'watch drop': { sign: 'a-sign' },
};
const SPECS: readonly CommandSpec[] = CATALOGUE;
const WITHOUT_DIALOG = SPECS.filter(({ dialog }) => dialog === undefined).map(({ name }) => name);
const typed = (name: string, more: Readonly<Record<string, string | number | boolean>> = {}) =>
  Object.entries({ ...TYPED[name], ...more }).map(([option, value]) => ({ name: option, value }));

let rig: ChatRig;
/** What a test provokes on purpose. */
let provoked: RegExp | undefined;
beforeEach(async () => {
  provoked = undefined;
  rig = await openChat();
});
afterEach(async () => {
  await rig.close();
  const broken = rig.peer.violations.filter((violation) => provoked?.test(violation) !== true);
  if (broken.length > 0) throw new Error(`broke the contract: ${broken.join('; ')}`);
  if (JSON.stringify(rig.log.lines).includes(rig.peer.token)) throw new Error('the token is in the log');
});

const puts = () => rig.peer.requests.filter(({ method }) => method === 'PUT');
const calls = (pattern: RegExp) =>
  rig.peer.requests.filter(({ method, path }) => pattern.test(`${method} ${path}`));

describe('the commands that Discord lists', () => {
  it('are the catalogue, with completion where it helps, and shown to everybody', () => {
    const listed = rig.peer.commands();
    expect(listed.map(({ name }) => name)).toEqual([
      ...new Set(CATALOGUE.map(({ name }) => name.split(' ')[0])),
      ...SHORTCUTS.map(({ name }) => name),
    ]);
    for (const spec of SPECS) {
      const [group, sub] = spec.name.split(' ');
      const top = listed.find(({ name }) => name === group);
      expect(top?.default_member_permissions).toBe(null);
      const command = sub === undefined ? top : top?.options?.find(({ name }) => name === sub);
      expect(command?.description).toBe(spec.about);
      // What a dialog asks for is typed there.
      const options = spec.dialog === undefined ? spec.options : [];
      expect(command?.options?.map(({ name }) => name).toSorted()).toEqual(
        options.map(({ name }) => name).toSorted(),
      );
      for (const option of options) {
        const kinds = { integer: 4, boolean: 5 } as const;
        const simple = option.kind === 'integer' || option.kind === 'boolean' ? kinds[option.kind] : 3;
        const completed = simple === 3 && option.kind !== 'text';
        expect(command?.options?.find(({ name }) => name === option.name)).toMatchObject({
          type: simple,
          required: option.required,
          ...(completed ? { autocomplete: true } : {}),
        });
      }
    }
    expect(puts()).toHaveLength(1);
  });

  it('are not registered again when nothing has changed, and are when Discord lists others', async () => {
    await rig.discord.stop();
    const looked = rig.peer.next(/^GET \/applications/);
    await rig.discord.chat.start(rig.handler);
    await looked;
    await rig.answer(rig.peer.slash('mutes'));
    expect(puts()).toHaveLength(1);
    await rig.discord.stop();
    await fetch(`${rig.peer.origin}/api/v10/applications/${rig.peer.applicationId}/commands`, {
      method: 'PUT',
      headers: {
        Authorization: `Bot ${rig.peer.token}`,
        'Content-Type': 'application/json',
        'User-Agent': 'DiscordBot (https://x.example, 1)',
      },
      body: JSON.stringify([{ name: 'signals', description: 'Something older' }]),
    });
    const again = rig.peer.next(/^PUT/);
    await rig.discord.chat.start(rig.handler);
    await again;
    expect(rig.peer.commands().map(({ name }) => name)).toContain('unmute');
  });

  it('are registered later where Discord does not answer, without keeping anybody waiting', async () => {
    await rig.close();
    const peer = await openDiscordPeer();
    peer.fault({ kind: 'error', match: '^GET /applications' });
    const log = recordingLog();
    const discord = openDiscord({ token: peer.token, apiUrl: peer.origin, log });
    const failed = peer.next(/^GET \/applications/);
    await discord.chat.start(rig.handler);
    await failed;
    expect((await peer.slash('mutes').answered).type).toBe(5);
    await discord.stop();
    expect(log.lines.map(({ message }) => message)).toContain(
      'Discord: the commands are not registered yet, trying again',
    );
    await peer.close();
  });
});

describe('commands on Discord', () => {
  it.each(WITHOUT_DIALOG)('/%s is heard, deferred at once and answered in private', async (name) => {
    const asked = rig.peer.slash(name, typed(name), { actor: 'editor' });
    expect(await asked.answered).toMatchObject({ type: 5, data: { flags: EPHEMERAL } });
    const message = await rig.answer(asked);
    expect(message).toMatchObject({ flags: EPHEMERAL });
    expect(message.text).toContain(`Answer to ${name}`);
    expect(rig.commands).toEqual([
      {
        name,
        args: TYPED[name],
        by: {
          platform: 'discord',
          id: '300000000000000006',
          name: 'editor',
          spaces: [rig.peer.guild],
          direct: false,
          groups: [],
          manages: true,
          guest: false,
        },
        channel: rig.peer.channel,
        channelName: 'signals',
      },
    ]);
    expect(rig.peer.messages()).toEqual([]);
    const edit = calls(/^PATCH \/webhooks/).at(-1);
    expect(edit?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it.each(SPECS.filter(({ dialog }) => dialog !== undefined).map(({ name }) => name))(
    '/%s opens its dialog, and what is sent off is heard',
    async (name) => {
      const opened = await rig.peer.slash(name, [], { actor: 'editor' }).answered;
      expect(opened).toMatchObject({ type: 9, data: { custom_id: `ask:${name}` } });
      const options = SPECS.find((each) => each.name === name)?.options ?? [];
      const values = Object.fromEntries(options.map((option) => [option.name, `some ${option.name}`]));
      const message = await rig.answer(rig.peer.submit(`ask:${name}`, values, { actor: 'editor' }));
      expect(message).toMatchObject({ flags: EPHEMERAL });
      expect(message.text).toContain(`Answer to ${name}`);
      expect(rig.commands).toMatchObject([{ name, args: values, channel: rig.peer.channel }]);
    },
  );

  it('says that a dialog of another version is gone', async () => {
    const message = await rig.answer(rig.peer.submit('ask:older', { x: 'y' }, { actor: 'editor' }));
    expect(message.text).toContain('No such command');
    expect(rig.commands).toEqual([]);
  });

  it('hands on what is ticked of a list', async () => {
    rig.answers.command = ({ name }) =>
      saying(name, {
        picks: {
          id: 'watch-pick:a/b',
          label: 'Signs',
          options: ['x', 'y'].map((value) => ({ value, label: value, about: 'rare', ticked: true })),
        },
      });
    const answer = await rig.answer(rig.peer.slash('feeds', [], { actor: 'editor' }));
    await rig.answer(rig.peer.pick(answer.id, 'watch-pick:a/b', ['y'], { actor: 'editor' }));
    expect(rig.presses).toMatchObject([{ button: 'watch-pick:a/b', picked: ['y'] }]);
  });

  it('shows to all what is asked for public, and a reason to the asker alone all the same', async () => {
    rig.answers.command = ({ name }) => saying(name, { visibility: name === 'feeds' ? 'public' : 'private' });
    const shown = rig.peer.slash('feeds', [{ name: 'public', value: true }]);
    expect((await shown.answered).data).not.toHaveProperty('flags');
    expect(await rig.answer(shown)).toMatchObject({ flags: 0 });
    expect(rig.peer.messages()).toHaveLength(1);
    const wrong = rig.peer.slash('mutes', [{ name: 'public', value: true }]);
    const reason = await rig.answer(wrong);
    expect(reason).toMatchObject({ flags: EPHEMERAL });
    expect(rig.peer.messages()).toHaveLength(1);
  });

  it('refuses who may not change things, and nothing changes', async () => {
    for (const { name } of CATALOGUE.filter(
      ({ name: each, changes }) => changes && WITHOUT_DIALOG.includes(each),
    )) {
      const message = await rig.answer(rig.peer.slash(name, typed(name), { actor: 'reader' }));
      expect(message).toMatchObject({ flags: EPHEMERAL });
      expect(message.text).toContain('You may not do this');
    }
    expect(rig.commands.every(({ by }) => !by.manages)).toBe(true);
    expect(rig.changes).toEqual([]);
  });

  it('attaches a chart with its words, and a file', async () => {
    const reply: Reply = {
      ...saying('Board'),
      image: { name: 'board of signs.png', png: PNG, alt: 'Leader-level\u200b appointments: active' },
      file: { name: 'dossier.csv', contentType: 'text/csv', text: 'headline\nä\n' },
    };
    rig.answers.command = () => reply;
    const message = await rig.answer(rig.peer.slash('signals'));
    const call = calls(/^PATCH \/webhooks/).at(-1);
    expect(call?.body).toMatchObject({
      attachments: [
        { id: '0', filename: 'board-of-signs.png', description: 'Leader-level appointments: active' },
        { id: '1', filename: 'dossier.csv' },
      ],
    });
    expect(call?.files).toEqual([
      { name: 'board-of-signs.png', type: 'image/png', size: 4 },
      { name: 'dossier.csv', type: 'text/csv', size: 12 },
    ]);
    expect(message.embeds.at(-1)?.image).toEqual({ url: 'attachment://board-of-signs.png' });
  });

  it('says in private that something broke, and goes on', async () => {
    rig.answers.command = () => Promise.reject(new Error('a bug'));
    const message = await rig.answer(rig.peer.slash('feeds', [{ name: 'public', value: true }]));
    expect(message).toMatchObject({ flags: EPHEMERAL });
    expect(message.text).toContain('did not work');
    expect(message.text).not.toContain('a bug');
    rig.answers.command = () => saying('again');
    expect((await rig.answer(rig.peer.slash('feeds'))).text).toContain('again');
    expect(rig.log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it('answers a command that is no more', async () => {
    expect((await rig.answer(rig.peer.slash('gone'))).text).toContain('No such command');
    expect(rig.commands).toEqual([]);
  });
});

describe('completion on Discord', () => {
  const offered = async (find: () => readonly Choice[] | Promise<readonly Choice[]>): Promise<unknown> => {
    rig.answers.complete = find;
    const answer = await rig.peer.complete('mute', 'indicator', 'lead').answered;
    return answer.data?.['choices'];
  };

  it('offers what the handler finds', async () => {
    const answer = await rig.peer.complete('mute', 'indicator', 'lead').answered;
    expect(answer).toMatchObject({
      type: 8,
      data: { choices: [{ name: 'Leader-level appointments lead', value: 'leader-appointments' }] },
    });
  });

  it('keeps to 25 choices of 100 characters, and cuts names but never values', async () => {
    const many = Array.from({ length: 40 }, (_, nth) => ({ name: 'n'.repeat(200), value: `v${nth}` }));
    const choices = await offered(() => [{ name: 'long', value: 'x'.repeat(101) }, ...many]);
    expect(choices).toHaveLength(25);
    expect(choices).toMatchObject([
      { name: `${'n'.repeat(99)}…`, value: 'v0' },
      ...many.slice(1, 25).map(() => ({})),
    ]);
  });

  it('offers nothing rather than being late or broken', async () => {
    expect(await offered(() => new Promise(() => undefined))).toEqual([]);
    expect(await offered(() => Promise.reject(new Error('a bug')))).toEqual([]);
    expect(await rig.peer.complete('gone', 'x', '').answered).toMatchObject({ data: { choices: [] } });
  });
});

describe('buttons on Discord', () => {
  it.each([...PRESSES, 'why:12'])('%s on an alert is heard, and answered in private', async (button) => {
    const alert = await rig.postAlert();
    const pressed = rig.peer.press(alert, button, { actor: 'editor' });
    expect((await pressed.answered).type).toBe(6);
    const message = await rig.answer(pressed);
    expect(message).toMatchObject({ flags: EPHEMERAL });
    expect(message.text).toContain(`Done ${button}`);
    expect(rig.presses).toMatchObject([
      { button, by: { name: 'editor', manages: true }, channel: rig.peer.channel },
    ]);
    expect(rig.peer.messages().map(({ edited_timestamp: edited }) => edited)).toEqual([null]);
  });

  it('says nothing where the changed message is the answer', async () => {
    const alert = await rig.postAlert();
    rig.answers.press = () => undefined;
    await rig.peer.press(alert, 'ack:12', { actor: 'editor' }).answered;
    await rig.discord.stop();
    expect(calls(/webhooks/)).toEqual([]);
  });

  it('refuses who may not change things, and explains to everybody', async () => {
    const alert = await rig.postAlert();
    for (const button of PRESSES) {
      const message = await rig.answer(rig.peer.press(alert, button, { actor: 'reader' }));
      expect(message).toMatchObject({ flags: EPHEMERAL });
      expect(message.text).toContain('You may not do this');
    }
    expect((await rig.answer(rig.peer.press(alert, 'why:12', { actor: 'reader' }))).text).toContain(
      'Done why:12',
    );
    expect(rig.changes).toEqual([]);
  });

  it('turns the pages of an answer in place, its old chart gone', async () => {
    const next = { id: 'page:search:2:words=x', label: 'Next', style: 'plain' } as const;
    const image = { name: 'x.png', png: PNG, alt: 'x' };
    rig.answers.command = () => saying('Page 1', { buttons: [next], image });
    rig.answers.press = () => saying('Page 2', { isPage: true });
    const asked = rig.peer.slash('search', typed('search', { public: true }));
    rig.answers.command = () => saying('Page 1', { buttons: [next], image, visibility: 'public' });
    const first = await rig.answer(asked);
    expect(JSON.stringify(first.components)).toContain(next.id);
    const second = await rig.answer(rig.peer.press(first.id, next.id));
    expect(second.id).toBe(first.id);
    expect(second.text).toContain('Page 2');
    expect(second).toMatchObject({ components: [], attachments: [] });
    expect(rig.peer.messages()).toHaveLength(1);
  });
});

describe('interactions that go wrong', () => {
  it('answers what was asked while the gateway was away', async () => {
    const resumed = rig.peer.gateway.ready();
    rig.peer.gateway.drop();
    const asked = rig.peer.slash('mutes');
    expect(await resumed).toBe('RESUMED');
    expect((await rig.answer(asked)).text).toContain('Answer to mutes');
    const alert = await rig.postAlert();
    expect((await rig.answer(rig.peer.press(alert, 'why:12'))).text).toContain('Done');
  });

  it('answers after a reconnect that Discord asks for, and after a new session', async () => {
    const resumed = rig.peer.gateway.ready();
    rig.peer.gateway.askToReconnect();
    await resumed;
    expect((await rig.answer(rig.peer.slash('mutes'))).text).toContain('Answer');
    const anew = rig.peer.gateway.ready();
    rig.peer.gateway.forgetSessions();
    rig.peer.gateway.drop();
    expect(await anew).toBe('READY');
    expect((await rig.answer(rig.peer.slash('mutes'))).text).toContain('Answer');
    expect(puts()).toHaveLength(1);
  });

  it('answers once what is delivered twice', async () => {
    const alert = await rig.postAlert();
    const original = rig.peer.press(alert, 'ack:12', { actor: 'editor' });
    original.again();
    await rig.answer(original);
    expect((await rig.answer(rig.peer.slash('mutes'))).text).toContain('Answer');
    expect(rig.presses).toHaveLength(1);
    expect(calls(/callback$/)).toHaveLength(2);
  });

  it('leaves alone what another process has answered (40060) and what came too late (10062)', async () => {
    for (const [status, code] of [
      [400, 40060],
      [404, 10062],
    ] as const) {
      rig.peer.fault({ kind: 'error', status, code, match: '^POST /interactions' });
      const refused = rig.peer.next(/^POST \/interactions/);
      rig.peer.slash('mute', typed('mute'), { actor: 'editor' }).answered.catch(() => undefined);
      await refused;
    }
    expect((await rig.answer(rig.peer.slash('mutes'))).text).toContain('Answer');
    expect(rig.commands.map(({ name }) => name)).toEqual(['mutes']);
    expect(rig.changes).toEqual([]);
    expect(rig.log.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  });

  it.each(['lost-answer', 'dropped'] as const)(
    'answers although the first call met a fault: %s',
    async (kind) => {
      // Whether a lost first answer was taken is only found out by giving it again.
      provoked = /40060/;
      rig.peer.fault({ kind, match: '^POST /interactions' });
      expect((await rig.answer(rig.peer.slash('mutes'))).text).toContain('Answer');
      expect(rig.commands).toHaveLength(1);
      rig.peer.fault({ kind, match: '^PATCH /webhooks' });
      expect((await rig.answer(rig.peer.slash('feeds'))).text).toContain('Answer');
    },
  );

  it('finishes the answer under way when it stops, and takes no more', async () => {
    const slow = Promise.withResolvers<Reply>();
    rig.answers.command = () => slow.promise;
    const asked = rig.peer.slash('feeds');
    await asked.answered;
    const stopped = rig.discord.stop();
    slow.resolve(saying('at last'));
    expect((await rig.answer(asked)).text).toContain('at last');
    await stopped;
  });

  it('says hostile words harmlessly in every part of an answer', async () => {
    const words = hostileAlert.headline.text;
    const text = { kind: 'text', text: words } as const;
    rig.answers.command = () => ({
      title: words,
      blocks: [
        { kind: 'line', inlines: [text, { kind: 'link', text: words, url: 'javascript:alert(1)' }] },
        { kind: 'quote', inlines: [{ ...text, style: 'code' }] },
        { kind: 'fields', fields: [{ name: words, value: [{ ...text, style: 'bold' }] }] },
        { kind: 'table', head: [words, 'n'], rows: [[words, words]] },
        { kind: 'evidence', reports: hostileAlert.evidence },
      ],
      buttons: [{ id: 'page:x:1', label: words, style: 'danger' }],
      image: { name: words, png: PNG, alt: words },
      visibility: 'public',
    });
    const message = await rig.answer(rig.peer.slash('feeds', [{ name: 'public', value: true }]));
    expect(rig.peer.pings(message.id)).toEqual([]);
    expect(JSON.stringify(message)).not.toMatch(/@everyone|@here|<@/);
    const alive = message.embeds.map((embed) => liveMarkup(embedText(embed)));
    expect(alive.flatMap(({ mentions }) => mentions)).toEqual([]);
    expect(alive.flatMap(({ blocks }) => blocks.map((block) => block.trim()))).toEqual(['>']);
    for (const link of message.embeds.flatMap(embedLinks)) expect(link).toMatch(/^https:\/\/evil\.example\//);
    expect(message.text).not.toMatch(HIDDEN);
  });
});
