/** What runs from right to left stands in an isolate of its own in every list of headlines, on both platforms. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { composeSignReading } from '../../../../src/app/housekeeping/compose-first-reading.ts';
import { composeDigest } from '../../../../src/app/housekeeping/digest.ts';
import { replyInWords } from '../../../../src/core/command/reply-words.ts';
import type { Reply } from '../../../../src/core/command/reply.ts';
import type { Notification } from '../../../../src/core/delivery/notification.ts';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../../src/core/query/language/compile-briefs.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time/duration.ts';
import * as discord from '../../../../src/edges/discord/render/render-reply.ts';
import * as discordNotice from '../../../../src/edges/discord/render/render.ts';
import * as slack from '../../../../src/edges/slack/render/render-reply.ts';
import * as slackNotice from '../../../../src/edges/slack/render/render.ts';
import { followUpMessage } from '../../../../src/edges/slack/follow-up.ts';
import { developedAlert } from '../../../conformance/notifications.ts';
import { HARBOURS, type Newsroom, NOON, openNewsroom, report } from '../newsroom.ts';

const FIRST = 'שביתה של עובדי הנמל נפתחת';
const SECOND = 'NATO: עובדי הנמל דורשים 12 אחוז, שביתה';
const OUTLET = 'חדשות הנמל';
const NAME = 'שביתת הנמל';
const STRIKE = Brief.parse({
  ...HARBOURS,
  lists: {},
  indicators: [
    {
      id: 'walkout',
      name: NAME,
      quote: 'a strike of the dockers',
      query: 'שביתה',
      examples: { hits: ['שביתה'], misses: ['a strike'] },
    },
  ],
  correlations: [],
});
const ALONE = new Set([FIRST, SECOND, OUTLET, NAME, 'שביתה', '✓ שביתה: *שביתה*', `${FIRST} 12:30`]);
const RIGHT_TO_LEFT = /\p{Script=Hebrew}/u;

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom({ brief: STRIKE });
  const he = { lang: 'he', outlet: OUTLET };
  // Without an address a headline is a text among texts.
  await room.poll([report(FIRST, 2 * HOUR, { ...he, link: undefined })]);
  await room.poll([report(SECOND, HOUR, { ...he, feed: 'tern' })]);
});
afterEach(() => room.store.close());

/** Every text that a reader sees, those of one line of Slack's joined. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) {
    const leaves = value.map((each: unknown) => leafOf(each));
    if (leaves.length > 0 && leaves.every((each) => each !== undefined)) return [leaves.join('')];
    return value.flatMap(textsOf);
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function leafOf(each: unknown): string | undefined {
  if (typeof each !== 'object' || each === null || !('type' in each)) return undefined;
  if (each.type === 'date') return '12:00';
  if ('style' in each && typeof each.style === 'object' && each.style !== null && 'code' in each.style)
    return '';
  return (each.type === 'text' || each.type === 'link') && 'text' in each && typeof each.text === 'string'
    ? each.text
    : undefined;
}

/** What is not isolated, or not by itself; and a word where nothing was drawn at all. */
function faultsIn(drawn: unknown): readonly string[] {
  const texts = textsOf(drawn).filter((text) => RIGHT_TO_LEFT.test(text) && !text.startsWith('http'));
  if (texts.length === 0) return ['nothing runs from right to left'];
  return texts.flatMap((shown) => {
    // Code is there to be copied, and stands alone; so does a title.
    const text = shown.replaceAll(/`[^`]*`/g, '');
    if (ALONE.has(text)) return [];
    const bare = text.replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, '');
    const held = [...text.matchAll(/\u2068([^\u2068\u2069]*)\u2069/g)].map(([, words = '']) =>
      words.replaceAll(/\*\*|\\/g, ''),
    );
    return [...(RIGHT_TO_LEFT.test(bare) ? [bare] : []), ...held.filter((words) => !ALONE.has(words))];
  });
}

function faultsOfReply(reply: Reply): readonly string[] {
  const bare = { ...reply, buttons: [] };
  return [
    discord.renderReply(bare).body,
    slack.renderReply(bare),
    slack.renderReply(bare, undefined, 'view'),
    replyInWords(bare),
  ].flatMap(faultsIn);
}

function faultsOfNotice(notice: Notification): readonly string[] {
  return [discordNotice.renderNotification(notice), slackNotice.renderNotification(notice)].flatMap(faultsIn);
}

it.each([
  ['search', { words: 'שביתה' }],
  ['why', { alert: '1' }],
  ['why', { alert: FIRST }],
  ['digest', { days: 7 }],
  ['signals', {}],
  ['indicator', { name: 'walkout' }],
] as const)('/%s %o', async (name, args) => {
  expect(faultsOfReply(await room.ask(name, args))).toEqual([]);
});

it('/digest and /search name both, each in its own', async () => {
  for (const reply of [await room.ask('digest', { days: 7 }), await room.ask('search', { words: 'שביתה' })]) {
    const said = replyInWords(reply);
    expect(said).toContain(`\u2068${FIRST}\u2069`);
    expect(said).toContain(`\u2068${SECOND}\u2069`);
    expect(said).toContain(`\u2068${OUTLET}\u2069`);
  }
});

it('the digest that is sent, and the notice of a first reading', async () => {
  const matcher = compileBriefs([STRIKE]);
  const digest = await composeDigest(room.store.db, [STRIKE], NOON - DAY, NOON + DAY);
  expect(faultsOfNotice(digest)).toEqual([]);
  const [indicator] = STRIKE.indicators;
  if (indicator === undefined) throw new Error('no indicator');
  const known = { known: false, now: NOON };
  const first = await composeSignReading(room.store.db, matcher, { brief: STRIKE, indicator }, known);
  expect(first && faultsOfNotice(first)).toEqual([]);
});

it('what stands below the card of an alert, and what answers it', () => {
  const each = { headline: FIRST, outlet: OUTLET, link: undefined, at: NOON };
  const other = { ...each, headline: SECOND, link: 'https://tern.example/1' };
  const alert = {
    ...developedAlert,
    follows: { ...other, alertId: 3, turned: undefined },
    developments: [each, other].map((one) => ({ ...one, turned: undefined, fresh: true })),
    corrections: [
      { outlet: OUTLET, clock: '12:00', at: NOON, before: FIRST, after: SECOND, withdrawn: [NAME] },
    ],
    reports: [each, other].map((one) => ({
      ...one,
      relation: 'report' as const,
      matched: true,
      fresh: true,
    })),
    alsoReported: [each, other],
    evidence: [each, other],
    grouped: [{ ...each, alertId: 4, indicator: NAME, severity: 'low' as const }],
  };
  expect(faultsOfNotice(alert)).toEqual([]);
  expect(faultsIn(followUpMessage([each, other], alert))).toEqual([]);
});

it('the lists of what was held back', async () => {
  await room.ask('mute', { name: 'walkout', duration: '1h' });
  const he = { lang: 'he', outlet: OUTLET };
  await room.poll([report(`${FIRST} 12:30`, 10 * MINUTE, { ...he, link: undefined })]);
  expect(faultsOfReply(await room.ask('signals', {}))).toEqual([]);
});
