import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CATALOGUE } from '../../../src/core/command/catalogue.ts';
import { SCOPES, slackManifest } from '../../../src/edges/slack/manifest.ts';
import { METHODS } from '../../peers/slack/methods.ts';

const https = z.url({ protocol: /^https$/ });
/** The limits of https://docs.slack.dev/reference/app-manifest/, as far as the bot's manifest goes. */
const Manifest = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[\w .-]{1,80}$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.literal('message'),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z_-]{1,31}$/),
          url: https.optional(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z.]+(:[a-z.]+)?$/)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: https.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: https.optional(),
      message_menu_options_url: https.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

describe('slackManifest', () => {
  it('is what Slack takes, without addresses, for Socket Mode', () => {
    const manifest = slackManifest(CATALOGUE, { socketMode: true });
    expect(Manifest.parse(JSON.parse(JSON.stringify(manifest))).settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('http');
  });

  it('names one address everywhere for signed requests', () => {
    const manifest = slackManifest(CATALOGUE, { socketMode: false, url: 'https://signpost.example' });
    const parsed = Manifest.parse(JSON.parse(JSON.stringify(manifest)));
    const at = 'https://signpost.example/slack/events';
    expect(parsed.features.slash_commands.map(({ url }) => url)).toEqual([at, at]);
    expect(parsed.settings.event_subscriptions.request_url).toBe(at);
    expect(parsed.settings.interactivity).toMatchObject({ request_url: at, message_menu_options_url: at });
    expect(parsed.settings.socket_mode_enabled).toBe(false);
  });

  it('keeps an address with a path of its own', () => {
    const url = 'https://gate.example/bots/signpost';
    expect(slackManifest(CATALOGUE, { socketMode: false, url }).settings.interactivity).toMatchObject({
      request_url: url,
    });
  });

  it.each(['http://signpost.example', 'signpost.example', ''])('refuses the address "%s"', (url) => {
    expect(() => slackManifest(CATALOGUE, { socketMode: false, url })).toThrow(/https/);
  });

  it('hints at every command of the catalogue', () => {
    const [signpost, signals] = slackManifest(CATALOGUE, { socketMode: true }).features.slash_commands;
    for (const { name } of CATALOGUE) expect(signpost?.usage_hint).toContain(name);
    expect(signals).toMatchObject({ command: '/signals', usage_hint: '[brief] [days] [public:true]' });
  });

  it('asks for exactly the scopes that the methods of the bot need', () => {
    const source = [
      'sink',
      'follow-up',
      'find-delivery',
      'chat/answer',
      'upload',
      'chat/people',
      'chat/listen',
      'chat/listening',
      'chat/listen-to-messages',
      'connect',
    ]
      .map((name) => readFileSync(new URL(`../../../src/edges/slack/${name}.ts`, import.meta.url), 'utf8'))
      .join('\n');
    const called = [...METHODS.keys()].filter((method) => source.includes(`client.${method}(`));
    const uploads = ['files.getUploadURLExternal'];
    const needed = [...called, ...uploads].map((method) => METHODS.get(method)?.scope);
    const scopes = new Set(needed.filter((scope) => scope !== undefined));
    expect(called.length).toBeGreaterThan(8);
    // Commands need no method, and what is public and what is private are two scopes of one method.
    expect(new Set(SCOPES.map(({ scope }) => scope))).toEqual(
      // So do commands and events: https://docs.slack.dev/reference/events/member_joined_channel
      new Set([...scopes, 'commands', 'groups:history', 'channels:read', 'groups:read']),
    );
  });

  it('gives each scope its reason in the documentation', () => {
    const docs = readFileSync(new URL('../../../docs/slack-app.md', import.meta.url), 'utf8');
    for (const { scope, why } of SCOPES) expect(docs).toContain(`| \`${scope}\` | ${why} |`);
  });
});
