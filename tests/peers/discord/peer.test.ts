import {
  ApplicationCommandOptionType,
  ChannelType,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  REST,
  Routes,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordPeer, openDiscordPeer } from './peer.ts';

let peer: DiscordPeer;
beforeEach(async () => {
  peer = await openDiscordPeer();
});
afterEach(async () => {
  await peer.close();
});

const rest = (token = peer.token) =>
  new REST({ api: `${peer.origin}/api`, version: '10', retries: 0, rejectOnRateLimit: () => true }).setToken(
    token,
  );
const post = (body: object) => rest().post(Routes.channelMessages(peer.channel), { body });

describe('the REST side', () => {
  it.each([
    ['a title that is too long', { embeds: [{ title: 'x'.repeat(257) }] }],
    ['a key that Discord does not know', { content: 'x', colour: 1 }],
    ['content of 2,001 characters', { content: 'x'.repeat(2001) }],
    [
      '6,001 characters over all embeds',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    ],
    ['an empty field', { embeds: [{ fields: [{ name: 'x', value: ' ' }] }] }],
    ['an empty embed', { embeds: [{ color: 1 }] }],
    ['a link that is not http', { embeds: [{ title: 'x', url: 'javascript:alert(1)' }] }],
    ['nothing at all', { embeds: [] }],
    ['a nonce of 26 characters', { content: 'x', nonce: 'x'.repeat(26) }],
    ['six buttons in a row', { content: 'x', components: [{ type: 1, components: buttons(6) }] }],
    [
      'a button without a custom id',
      { content: 'x', components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x' }] }] },
    ],
    [
      'two buttons with one custom id',
      { content: 'x', components: [{ type: 1, components: [...buttons(1), ...buttons(1)] }] },
    ],
  ])('refuses %s', async (_, body) => {
    await expect(post(body)).rejects.toMatchObject({ status: 400 });
    expect(peer.violations).toHaveLength(1);
    expect(peer.messages()).toEqual([]);
  });

  it('answers in the shape that discord.js explains', async () => {
    await expect(post({ embeds: [{ title: 'x'.repeat(257) }] })).rejects.toThrow(
      'Invalid Form Body\nembeds[0].title[BASE_TYPE_MAXLENGTH]',
    );
  });

  it('returns the earlier message for a nonce, if the nonce is enforced and remembered', async () => {
    const body = { content: 'x', nonce: 'n', enforce_nonce: true };
    const first = await post(body);
    expect(await post(body)).toEqual(first);
    expect(first).toMatchObject({ nonce: 'n' });
    await post({ content: 'x', nonce: 'n' });
    expect(peer.messages()).toHaveLength(2);
    peer.forgetNonces();
    await post(body);
    expect(peer.messages()).toHaveLength(3);
    expect(await rest().get(Routes.channelMessages(peer.channel))).not.toContainEqual(
      expect.objectContaining({ nonce: 'n' }),
    );
  });

  it('asks for the token and for known routes', async () => {
    await expect(rest('other').get(Routes.user())).rejects.toMatchObject({ status: 401 });
    await expect(rest().get('/guilds/1/prune')).rejects.toMatchObject({ status: 404 });
    expect(peer.violations).toEqual([expect.stringContaining('no such route')]);
  });

  it('hides what others wrote, which needs an intent', async () => {
    peer.say('secret');
    expect(await rest().get(Routes.channelMessages(peer.channel))).toMatchObject([{ content: '' }]);
  });

  it('pages history newest first', async () => {
    const ids = Array.from({ length: 5 }, () => peer.say('x'));
    const page = async (query: Record<string, string>) => {
      const found = await rest().get(Routes.channelMessages(peer.channel), {
        query: new URLSearchParams(query),
      });
      return (found as { id: string }[]).map(({ id }) => ids.indexOf(id));
    };
    expect(await page({ limit: '2' })).toEqual([4, 3]);
    expect(await page({ limit: '2', after: ids[0] ?? '' })).toEqual([2, 1]);
    expect(await page({ limit: '2', before: ids[4] ?? '' })).toEqual([3, 2]);
    await expect(page({ limit: '101' })).rejects.toMatchObject({ status: 400 });
  });

  it('announces its buckets and refuses what exceeds them', async () => {
    await peer.close();
    peer = await openDiscordPeer({ bucket: { limit: 1, windowMs: 60_000 } });
    await post({ content: 'one' });
    const response = await fetch(`${peer.origin}/api/v10/channels/${peer.channel}/messages`, {
      method: 'POST',
      headers: {
        Authorization: `Bot ${peer.token}`,
        'Content-Type': 'application/json',
        'User-Agent': 'DiscordBot (https://x.example, 1)',
      },
      body: '{"content":"two"}',
    });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(50);
    expect(response.headers.get('X-RateLimit-Remaining')).toBe('0');
    expect(peer.messages()).toHaveLength(1);
    expect(peer.violations).toEqual([]);
  });

  it('takes files with a message', async () => {
    await rest().post(Routes.channelMessages(peer.channel), {
      body: { content: 'chart' },
      files: [{ name: 'chart.png', data: Buffer.from('png'), contentType: 'image/png' }],
    });
    expect(peer.messages()[0]?.attachments).toMatchObject([{ filename: 'chart.png', size: 3 }]);
    expect(peer.requests[0]?.files).toEqual([{ name: 'chart.png', type: 'image/png', size: 3 }]);
    expect(peer.violations).toEqual([]);
  });

  it('goes down and comes up again', async () => {
    await peer.down();
    await expect(rest().get(Routes.user())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await peer.up();
    expect(await rest().get(Routes.user())).toMatchObject({ id: peer.bot.id });
  });

  it.each([
    ['an upper-case name', [{ name: 'Signals', description: 'x' }]],
    ['no description', [{ name: 'signals', description: '' }]],
    [
      'two of a name',
      [
        { name: 'a', description: 'x' },
        { name: 'a', description: 'y' },
      ],
    ],
    [
      'a required option after an optional one',
      [{ name: 'a', description: 'x', options: [option('b'), option('c', true)] }],
    ],
  ])('refuses commands with %s', async (_, body) => {
    await expect(rest().put(Routes.applicationCommands(peer.applicationId), { body })).rejects.toMatchObject({
      status: 400,
    });
    expect(peer.commands()).toEqual([]);
  });

  it('keeps commands', async () => {
    const body = [{ name: 'signals', description: 'The board', options: [option('days')] }];
    await rest().put(Routes.applicationCommands(peer.applicationId), { body });
    expect(await rest().get(Routes.applicationCommands(peer.applicationId))).toMatchObject(body);
    expect(peer.commands()).toMatchObject(body);
    expect(peer.violations).toEqual([]);
  });
});

describe('the gateway and interactions, with the real client', () => {
  let client: Client;
  const online = async (handle: (interaction: Interaction) => unknown) => {
    client = new Client({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: `${peer.origin}/api`, version: '10', retries: 0 },
    });
    client.on(Events.InteractionCreate, handle);
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(peer.token);
    await ready;
  };
  afterEach(async () => {
    await client.destroy();
  });

  it('has a guild with a channel', async () => {
    await online(() => undefined);
    const channel = client.channels.cache.get(peer.channel);
    expect(channel?.type).toBe(ChannelType.GuildText);
    expect(client.guilds.cache.get(peer.guild)?.name).toBe('Newsroom');
  });

  it('carries a slash command, a deferral, its filling and a follow-up', async () => {
    await online(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({ content: `days ${interaction.options.getInteger('days')}` });
      await interaction.followUp({ content: 'more' });
    });
    const asked = peer.slash('signals', [{ name: 'days', value: 7 }]);
    expect(await asked.answered).toMatchObject({ type: 5, data: { flags: 64 } });
    expect(await asked.replied).toMatchObject({ content: 'days 7', flags: 64 });
    await expect.poll(() => peer.messages().map(({ content }) => content)).toEqual(['more']);
    expect(peer.violations).toEqual([]);
  });

  it('carries a pressed button that updates its message', async () => {
    await online(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.update({ content: `${interaction.user.username} pressed ${interaction.customId}` });
    });
    await post({ content: 'x', components: [{ type: 1, components: buttons(1) }] });
    const pressed = peer.press(peer.messages()[0]?.id ?? '', 'id-0', { actor: 'editor' });
    expect((await pressed.answered).type).toBe(7);
    expect(peer.messages()).toMatchObject([{ content: 'editor pressed id-0' }]);
    expect(peer.violations).toEqual([]);
  });

  it('carries autocompletion and dialogs', async () => {
    await online(async (interaction) => {
      if (interaction.isAutocomplete()) await interaction.respond([{ name: 'One', value: 'one' }]);
      if (interaction.isModalSubmit())
        await interaction.reply(interaction.fields.getTextInputValue('reason'));
      if (interaction.isChatInputCommand())
        await interaction.showModal({
          custom_id: 'mute:1',
          title: 'Mute',
          components: [
            { type: 1, components: [{ type: 4, custom_id: 'reason', label: 'Reason', style: 1 }] },
          ],
        });
    });
    expect(await peer.complete('why', 'alert', 'o').answered).toMatchObject({
      data: { choices: [{ name: 'One', value: 'one' }] },
    });
    expect((await peer.slash('mute').answered).type).toBe(9);
    expect((await peer.submit('mute:1', { reason: 'noise' }).replied).content).toBe('noise');
    expect(peer.violations).toEqual([]);
  });

  it('refuses a second answer', async () => {
    const refused = Promise.withResolvers<unknown>();
    await online(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await rest().post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type: 5 } });
      await interaction.reply('x').catch(refused.resolve);
    });
    expect((await peer.slash('twice').answered).type).toBe(5);
    expect(await refused.promise).toMatchObject({ code: 40060 });
  });

  it('refuses a late answer', async () => {
    await peer.close();
    peer = await openDiscordPeer({ deadline: 50 });
    const late = Promise.withResolvers<void>();
    const refused = Promise.withResolvers<unknown>();
    await online(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await late.promise;
      await interaction.reply('x').catch(refused.resolve);
    });
    await expect(peer.slash('late').answered).rejects.toThrow('no answer');
    late.resolve();
    expect(await refused.promise).toMatchObject({ code: 10062 });
    expect(peer.violations).toEqual([expect.stringContaining('was answered after')]);
  });

  it('replays on RESUME what was missed', async () => {
    const missed = Promise.withResolvers<string>();
    await online((interaction) => {
      if (interaction.isChatInputCommand()) missed.resolve(interaction.commandName);
    });
    const resumed = peer.gateway.ready();
    peer.gateway.drop();
    peer.slash('missed');
    expect(await resumed).toBe('RESUMED');
    expect(await missed.promise).toBe('missed');
  });
});

describe('the gateway, with a bare socket', () => {
  const open = (query = '?v=10&encoding=json') => {
    const socket = new WebSocket(`${peer.origin.replace('http', 'ws')}/gateway${query}`);
    const messages: { op: number; d: unknown }[] = [];
    const closed = new Promise<number>((resolve) => {
      socket.addEventListener('close', ({ code }) => resolve(code));
    });
    const next = async (op: number): Promise<void> => {
      await expect.poll(() => messages.map((message) => message.op)).toContain(op);
    };
    socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data))));
    return {
      closed,
      next,
      messages,
      send: (payload: object) => socket.send(JSON.stringify(payload)),
      socket,
    };
  };
  const identify = { op: 2, d: { token: 'peer-token', intents: 1, properties: { os: 'linux' } } };

  it('greets, acknowledges heartbeats, and does not resume what it does not know', async () => {
    const { next, send, messages, socket } = open();
    await next(10);
    send({ op: 1, d: null });
    await next(11);
    send({ op: 6, d: { token: 'peer-token', session_id: 'gone', seq: 1 } });
    await next(9);
    expect(messages.at(-1)).toEqual({ op: 9, d: false });
    socket.close();
  });

  it.each([
    ['a command before IDENTIFY', { op: 3, d: {} }, 4003],
    ['an unknown opcode', { op: 77 }, 4001],
    ['a wrong token', { ...identify, d: { ...identify.d, token: 'x' } }, 4004],
    ['privileged intents', { ...identify, d: { ...identify.d, intents: 1 << 15 } }, 4014],
    ['intents that do not exist', { ...identify, d: { ...identify.d, intents: 2 ** 30 } }, 4013],
    ['an IDENTIFY without properties', { op: 2, d: { token: 'peer-token', intents: 1 } }, 4002],
  ])('closes on %s', async (_, payload, code) => {
    const { next, send, closed } = open();
    await next(10);
    send(payload);
    expect(await closed).toBe(code);
  });

  it('closes on a second IDENTIFY and on another version', async () => {
    const first = open();
    await first.next(10);
    first.send(identify);
    await first.next(0);
    first.send(identify);
    expect(await first.closed).toBe(4005);
    expect(await open('?v=9&encoding=json').closed).toBe(4012);
  });
});

function buttons(count: number): object[] {
  return Array.from({ length: count }, (_, nth) => ({
    type: 2,
    style: 1,
    label: 'x',
    custom_id: `id-${nth}`,
  }));
}

function option(name: string, required = false): object {
  return { name, description: 'x', type: ApplicationCommandOptionType.Integer, required };
}
