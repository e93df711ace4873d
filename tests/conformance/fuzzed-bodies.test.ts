/**
 * What nobody would type, press or send off, on both platforms, through real discord.js and Bolt and the real commands:
 * every body is answered, no rule of a platform is broken, nothing fails, and strangers change nothing. 300 bodies;
 * 5,000 where `SIGNPOST_FULL` is set.
 */
import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/core/command/catalogue.ts';
import { BUTTONS } from '../../src/core/command/permission.ts';
import { fillNewsroom, type Newsroom, openNewsroom } from '../app/commands/newsroom.ts';
import { sampleAlert } from './notifications.ts';
import * as discordRig from '../edges/discord/rig-chat.ts';
import * as slackRig from '../edges/slack/rig-chat.ts';
import type { Interaction } from '../peers/slack/interactions.ts';
import { isRecord, type Json, textOf } from '../peers/slack/json.ts';
import { ADMIN, EDITOR } from '../peers/slack/workspace.ts';

const BODIES = process.env['SIGNPOST_FULL'] === undefined ? 300 : 5_000;
const SEED = 20_261_130;
/** Of the bodies of a platform those that come from a server or workspace that is not answered. */
const STRANGERS = 0.3;

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '9'.repeat(40),
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '../..',
  ':::',
  '1:all',
  'port-sales',
  'dock-strikes',
  'harbours',
  'harbours/port-sales',
  'high',
  '2h',
  '2 hours',
  'for two days',
  '“2h”',
  'MUTE dock-strikes 2H',
  'port AND (',
  '((((((((((a',
  'a NEAR/99 b',
  '$sale',
  '"',
  '*',
  'title:',
  'days:999 port',
  '@everyone <!channel> <@U0ADMIN001>',
  '# heading `code` ```block``` [x](javascript:alert(1))',
  'https://tern.example/x',
  'http://127.0.0.1/',
  'javascript:alert(1)',
  '\u202etxet\u202c',
  'a\u200bb\u0000c',
  '👨‍👩‍👧‍👦'.repeat(30),
  'שביתה בנמל',
  'x'.repeat(3000),
  'Port of Larkmoor sold to Quay Holding',
  '\ud83d',
  "'; DROP TABLE audit; --",
  '{"a":1}',
  '1',
  '2 1',
  'watch new',
  'watch article',
  'port AND sold',
  'true',
  'public:true',
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.string({ maxLength: 60, unit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 400, unit: 'grapheme' }) },
);
const names: readonly string[] = CATALOGUE.map(({ name }) => name);
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: word });
const option = fc.oneof(
  fc.constantFrom(
    ...CATALOGUE.flatMap(({ options }) => options.map((each) => each.name)),
    'public',
    '__proto__',
  ),
  word,
);
const value = fc.oneof(word, fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const button = fc
  .tuple(
    fc.oneof(fc.constantFrom(...Object.keys(BUTTONS), 'ask', 'page:signals', 'page:search'), word),
    fc.constantFrom(':', ''),
    word,
  )
  .map((parts) => parts.join('').slice(0, 100));
const fields: fc.Arbitrary<Readonly<Record<string, string>>> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('sign', 'words', 'hit', 'miss', 'article', 'duration', 'reason', 'indicator'),
    word,
  ),
  word,
  { maxKeys: 6 },
);
/** What does change things, so that strangers are seen trying it. */
type Asked = {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly value: string | number | boolean }[];
};
const RIGHT: readonly Asked[] = [
  {
    name: 'mute',
    options: [
      { name: 'indicator', value: 'dock-strikes' },
      { name: 'duration', value: '2h' },
    ],
  },
  { name: 'unmute', options: [{ name: 'silence', value: 'dock-strikes' }] },
  { name: 'subscribe', options: [{ name: 'to', value: 'high' }] },
  { name: 'unsubscribe', options: [{ name: 'from', value: 'high' }] },
  { name: 'part', options: [{ name: 'alert', value: '1' }] },
  { name: 'feed pause', options: [{ name: 'feed', value: 'tern' }] },
  { name: 'watch new', options: [] },
];
const asked: fc.Arbitrary<Asked> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ name, options: fc.array(fc.record({ name: option, value }), { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...RIGHT) },
);
const dialogs: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 3, arbitrary: fields },
  {
    weight: 1,
    arbitrary: fc.constant({
      sign: 'a lamp is lit',
      words: 'lamp lit',
      hit: 'A lamp is lit',
      miss: 'Rain',
      duration: '2h',
    }),
  },
);
const body = fc.record({
  kind: fc.constantFrom('command', 'command', 'complete', 'press', 'press', 'pick', 'submit', 'menu'),
  asked,
  button: fc.oneof(
    { weight: 3, arbitrary: button },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'ack:1',
        'unack:1',
        'relevant:1',
        'irrelevant:1',
        'mute:1',
        'part:1',
        'ask:watch new',
      ),
    },
  ),
  fields: dialogs,
  words: word,
  ticked: fc.array(word, { maxLength: 5 }),
  stranger: fc.double({ min: 0, max: 1, noNaN: true }).map((chance) => chance < STRANGERS),
});
type Body = typeof body extends fc.Arbitrary<infer Each> ? Each : never;
const bodies = (seed: number): readonly Body[] => fc.sample(body, { seed, numRuns: BODIES / 2 });

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

/** Every row of every table. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  const { db } = room.store;
  const tables = await db.introspection.getTables();
  return new Map(
    await Promise.all(
      tables.map(async ({ name: table }) => {
        const { rows } = await sql`select * from ${sql.table(table)}`.execute(db);
        return [table, JSON.stringify(rows)] as const;
      }),
    ),
  );
}

/** Runs the bodies, a few at a time, those of strangers last; the answer names the tables that changed under whom. */
async function play(
  all: readonly Body[],
  one: (each: Body) => Promise<void>,
  settled: () => Promise<void>,
): Promise<Readonly<Record<'members' | 'strangers', readonly string[]>>> {
  const run = async (strangers: boolean): Promise<readonly string[]> => {
    const before = await everything();
    const own = all.filter(({ stranger }) => stranger === strangers);
    for (let from = 0; from < own.length; from += 10) await Promise.all(own.slice(from, from + 10).map(one));
    await settled();
    return [...(await everything())].flatMap(([table, rows]) => (rows === before.get(table) ? [] : [table]));
  };
  return { members: await run(false), strangers: await run(true) };
}

/** Resolves once nothing more has come for a while: answers go on after what they answer was acknowledged. */
async function quiet(count: () => number): Promise<void> {
  for (let last = -1; last !== count();) {
    last = count();
    await wait(700);
  }
}

it('Discord answers every body, and strangers change nothing', async () => {
  const rig = await discordRig.openChat({ handler: room.handler });
  const { peer } = rig;
  try {
    const alert = await rig.postAlert({ ...sampleAlert, alertId: 1 });
    const article = peer.say('Watch for port sales. Watch for dock strikes.');
    const channel = peer.addChannel();
    const changed = await play(
      bodies(SEED),
      async ({
        kind,
        asked: { name: command, options },
        button: id,
        fields: given,
        words,
        ticked,
        stranger,
      }) => {
        const by = stranger
          ? ({ actor: 'editor', guild: '300000000000000099', channel } as const)
          : ({ actor: 'editor' } as const);
        const distinct = [...new Map(options.map((each) => [each.name, each])).values()];
        const source = stranger ? peer.say(words, channel) : alert;
        const invocation = {
          command: () => peer.slash(command, distinct, by),
          complete: () => peer.complete(command, distinct[0]?.name ?? 'to', words, by),
          press: () => peer.press(source, id, by),
          pick: () => peer.pick(source, id, ticked, by),
          submit: () => peer.submit(id, given, by),
          menu: () =>
            peer.menu(
              command === 'help' ? words : 'Why was this not an alert?',
              stranger ? source : article,
              by,
            ),
        }[kind]();
        await invocation.answered;
      },
      () => quiet(() => peer.requests.length),
    );
    expect(peer.violations).toEqual([]);
    // Those who may change things did, so that what strangers could not do is known to be possible.
    expect(changed.members).toContain('audit');
    expect(changed.strangers).toEqual([]);
    expect(rig.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  } finally {
    await rig.close();
  }
});

/** The body as it would come from another workspace. */
function fromElsewhere({ type, payload }: Interaction): Interaction {
  const team = 'T0STRANGER';
  const user = payload['user'];
  return {
    type,
    payload: {
      ...payload,
      ...('team_id' in payload ? { team_id: team } : {}),
      ...('team' in payload ? { team: { id: team, domain: 'elsewhere' } } : {}),
      ...(isRecord(user) ? { user: { ...user, team_id: team } } : {}),
    },
  };
}

it('Slack acknowledges every body, and strangers change nothing', async () => {
  const rig = await slackRig.openChat('socket', { handler: room.handler });
  const { peer } = rig;
  try {
    const send = {
      deliveryId: 'd-1',
      notification: { ...sampleAlert, alertId: 1 },
      prior: undefined,
      maybeSentAt: undefined,
      now: Date.now(),
    };
    await rig.slack.sink(slackRig.CHANNEL)(send, new AbortController().signal);
    const alert = peer.messages(slackRig.CHANNEL).at(-1);
    if (alert === undefined) throw new Error('nothing was posted');
    const changed = await play(
      bodies(SEED + 1),
      async ({
        kind,
        asked: { name: command, options },
        button: id,
        fields: given,
        words,
        ticked,
        stranger,
      }) => {
        const user = stranger ? EDITOR : ADMIN;
        const known = RIGHT.some((each) => each.name === command && each.options.length === options.length);
        const typed = [
          command,
          ...options.map((each) => (known ? String(each.value) : `${each.name}:${String(each.value)}`)),
          ...(known ? [] : [words]),
        ]
          .join(' ')
          .slice(0, 3900);
        const element = (type: string, more: Record<string, Json>) => ({
          ...alert,
          blocks: [{ type: 'actions', elements: [{ type, action_id: id, ...more }] }],
        });
        const option = (each: string) => ({ text: { type: 'plain_text', text: 'x' }, value: each });
        // What stands in a dialog besides is the bot's own, and comes back as it was.
        const { payload } = peer.people.command('/signpost', '', slackRig.CHANNEL, user);
        const state = { channel: slackRig.CHANNEL, url: textOf(payload, 'response_url') ?? '' };
        const asks = command.startsWith('watch') || !names.includes(command);
        const values = asks
          ? Object.fromEntries(
              Object.entries(given).map(([key, each]) => [
                key,
                { [key]: { type: 'plain_text_input', value: each } },
              ]),
            )
          : {
              indicator: { indicator: { type: 'external_select', selected_option: { value: words } } },
              duration: {
                duration: { type: 'static_select', selected_option: { value: given['duration'] ?? '2h' } },
              },
              reason: { reason: { type: 'plain_text_input', value: given['reason'] ?? null } },
            };
        const view = {
          type: 'modal',
          callback_id: asks ? 'ask' : 'mute',
          private_metadata: JSON.stringify(
            asks ? { ...state, command } : id.startsWith('mute:') ? { ...state, button: id } : state,
          ),
          id: 'V1',
          blocks: [],
        };
        const interaction = {
          command: () => peer.people.command('/signpost', typed, slackRig.CHANNEL, user),
          complete: () => peer.people.suggest(view, 'indicator', words, user),
          press: () => peer.people.press(element('button', { value: words }), id, user),
          pick: () =>
            peer.people.press(element('checkboxes', { options: ticked.map(option) }), id, user, ticked),
          submit: () => peer.people.submit(view, values, user),
          menu: () =>
            peer.people.shortcut(
              { ...alert, text: words },
              command === 'help' ? 'watch-article' : 'why-not',
              user,
            ),
        }[kind]();
        await rig.deliver(stranger ? fromElsewhere(interaction) : interaction);
      },
      () => quiet(() => peer.responses.length),
    );
    expect(peer.violations).toEqual([]);
    // Those who may change things did, so that what strangers could not do is known to be possible.
    expect(changed.members).toContain('audit');
    expect(changed.strangers).toEqual([]);
    expect(rig.said.filter((each) => /failed|could not be handled/.test(each))).toEqual([]);
  } finally {
    await rig.close();
  }
});
