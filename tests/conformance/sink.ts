/** The contract of a sink, run by every implementation against its platform's strict peer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notification } from '../../src/core/delivery/notification.ts';
import type { MessageRef, Send, SendOutcome, Sink } from '../../src/core/delivery/sink.ts';
import {
  developedAlert,
  foreignAlert,
  foreignPattern,
  HIDDEN,
  hostileAlert,
  hostileNotice,
  sampleAlert,
  sampleNotice,
} from './notifications.ts';

/** A message as it stands in the channel, seen from the platform's side. */
type StandingMessage = {
  readonly ref: MessageRef;
  /** All that a reader sees, and all markup, in one string. */
  readonly text: string;
  /** Every address that a click would open. */
  readonly links: readonly string[];
  /** Everybody who was or would be notified by name, role, group or channel-wide. */
  readonly pings: readonly string[];
  readonly edited: boolean;
};

/** What goes wrong with the next request that posts or edits. */
export type SinkFault =
  /** Accepted, then the connection dies without an answer. */
  | { readonly kind: 'lost-answer' }
  /** The connection dies before anything is accepted. */
  | { readonly kind: 'dropped' }
  /** Refused with the platform's server error. */
  | { readonly kind: 'server-error' }
  | { readonly kind: 'rate-limit'; readonly seconds: number }
  /** Accepted and then kept waiting for an answer that never comes. */
  | { readonly kind: 'stalled' };

export type SinkHarness = {
  readonly sink: Sink;
  /** Sinks with everything right but one thing. */
  readonly unknownChannel: Sink;
  readonly noPermission: Sink;
  readonly badToken: Sink;
  /** Nobody listens at its address. */
  readonly unreachable: Sink;
  /** What stands in the sink's channel, oldest first. */
  readonly messages: () => readonly StandingMessage[];
  /** What the peer found wrong with the requests so far. */
  readonly violations: () => readonly string[];
  /** How many requests to post or edit have reached the peer. */
  readonly writes: () => number;
  readonly fail: (fault: SinkFault) => void;
  /** Resolves when the next request to post or edit has been accepted. */
  readonly accepted: () => Promise<void>;
  /** A person deletes the message. */
  readonly remove: (ref: MessageRef) => void;
  /** Hours pass: whatever the platform remembers for minutes only is forgotten. */
  readonly forget: () => void;
  readonly close: () => Promise<void>;
};

/** What a kind of receiver cannot do; the suite then asks for the next best, and says so in its names. */
export type SinkLimits = {
  /** It never learns where its message stands, so it can neither edit nor look before it posts again. */
  readonly blind?: boolean;
  /** It can edit what it knows to stand there, but not look for what it may have posted. */
  readonly forgetful?: boolean;
  /** Nobody deletes single messages where it posts to. */
  readonly undeletable?: boolean;
  /** What its refusals say where they cannot speak of channels. */
  readonly remedies?: Readonly<Record<'unknownChannel' | 'noPermission' | 'badToken', RegExp>>;
};

const REMEDIES = {
  unknownChannel: /channel/i,
  noPermission: /channel|permission|invite/i,
  badToken: /token/i,
} as const;

/** Made up, of the kinds that break a message. */
const HEADLINES = [
  '# Heading of the day',
  '- Ministers meet',
  '1. First of all',
  '> Quoted in full',
  '-# Small print matters',
  '#harbour #strike: what we know',
  '**Bold** claims and _slanted_ ~news~ in `code`',
  '```js\nalert(1)``` says the mayor',
  '@everyone is invited, @here too',
  '<!channel> and <!here> <@U012AB3CD> <#C012AB3CD>',
  '[Read](https://evil.example/) this: https://evil.example/x',
  '<https://evil.example/|Safe link>',
  '||Spoiler|| of the season & more <b>bold</b>',
  'Emoji 👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 :fire: <:pwn:523456789012345678>',
  'המשבר סביב הנמל מחריף לקראת ההצבעה',
  'مجلس المدينة يصوت على الميناء 2026',
  `Long ${'harbour '.repeat(45)}`,
  '100 % of $5, 3 * 4 = 12 \\ and 5_000_000',
  "Mayor’s “harbour”: «deal» — or 'not'…",
  'Zażółć gęślą jaźń – Çeşme’de grev',
] as const;

const HOUR = 3_600_000;
const never = () => new AbortController().signal;

/** Declares the suite; `open` starts a fresh peer and sinks that point at it. */
export function describeSink(
  name: string,
  open: () => Promise<SinkHarness>,
  { blind = false, forgetful = false, undeletable = false, remedies = REMEDIES }: SinkLimits = {},
): void {
  describe(`${name} sink`, () => {
    /** What an outcome must be for the message that stands there; one that is blind names it in its own way. */
    const sentAs = (message: StandingMessage | undefined) => ({
      kind: 'sent',
      ref: blind ? expect.anything() : message?.ref,
    });
    let peer: SinkHarness;
    let count = 0;
    beforeEach(async () => {
      peer = await open();
    });
    afterEach(async () => {
      await peer.close();
    });

    const send = (notification: Notification, more: Partial<Send> = {}): Send => {
      count += 1;
      const now = Date.now();
      return {
        deliveryId: `delivery-${count}`,
        notification,
        prior: undefined,
        maybeSentAt: undefined,
        now,
        ...more,
      };
    };
    const again = (first: Send, later = 5000): Send => ({
      ...first,
      maybeSentAt: first.now,
      now: first.now + later,
    });
    const only = (): StandingMessage => {
      const [message, ...others] = peer.messages();
      if (message === undefined || others.length > 0)
        throw new Error(`expected one message, the channel has ${peer.messages().length}`);
      return message;
    };
    const post = async (notification: Notification): Promise<MessageRef> => {
      const outcome = await peer.sink(send(notification), never());
      if (outcome.kind !== 'sent') throw new Error(`not sent: ${outcome.kind}, ${outcome.reason}`);
      return outcome.ref;
    };

    it('posts an alert with all that a reader needs', async () => {
      const ref = await post(sampleAlert);
      const message = only();
      expect({ kind: 'sent', ref }).toEqual(sentAs(message));
      expect(message.edited).toBe(false);
      for (const words of [
        'Alliance leaders back minister as next supreme commander',
        'Leader-level appointments',
        'North Sea Courier',
        'changes in leader-level appointments',
        '#12',
        'high',
      ])
        expect(message.text).toContain(words);
      expect(message.links).toContain(sampleAlert.link);
      expect(peer.violations()).toEqual([]);
    });

    it('says of a headline in another language by which words it was found', async () => {
      await post(foreignAlert);
      expect(only().text).toContain('Prezydent Polski dziękuje prezydentowi USA');
      expect(only().text).toMatch(/\bpl\W+Polish president\W+thanks\W+US president/);
      expect(only().text).toMatch(/\bde\W+Polish president\W+thanks\W+US president/);
      expect(peer.violations()).toEqual([]);
    });

    it('says it of the reports of a pattern, of what followed and of what went before, too', async () => {
      await post(foreignPattern);
      for (const found of [
        /\bpl\W+Polish president\W+praises/,
        /\bde\W+Polish president\W+thanks/,
        /\bfr\W+Polish president\W+gives thanks/,
        /\bpl\W+president\W+post/,
        /\bes\W+president\W+travels/,
      ])
        expect(only().text).toMatch(found);
      expect(peer.violations()).toEqual([]);
    });

    it.each(HEADLINES)(
      'shows a headline as it was written, and nothing in it comes alive: %s',
      async (headline) => {
        await post({ ...sampleAlert, headline: { text: headline, marks: [] }, outlet: 'Paper' });
        const { text, pings, links } = only();
        expect(pings).toEqual([]);
        expect(links.filter((link) => link.includes('evil'))).toEqual([]);
        // Letters and digits in their order are what a reader reads.
        const letters = (words: string): string => words.normalize('NFC').replaceAll(/[^\p{L}\p{N}]/gu, '');
        expect(letters(text)).toContain(letters(headline).slice(0, 80));
        expect(peer.violations()).toEqual([]);
      },
    );

    it('posts a notice', async () => {
      await post(sampleNotice);
      expect(only().text).toContain('Silence over');
      expect(only().text).toContain('Minister denies interest in the post');
      expect(peer.violations()).toEqual([]);
    });

    it('posts two deliveries as two messages', async () => {
      const refs = [await post(sampleAlert), await post(sampleAlert)];
      expect(peer.messages()).toHaveLength(2);
      expect(refs.map((ref) => ({ kind: 'sent', ref }))).toEqual(peer.messages().map(sentAs));
    });

    it.skipIf(blind)('edits the sent message in place', async () => {
      const prior = await post(sampleAlert);
      const outcome = await peer.sink(send(developedAlert, { prior }), never());
      expect(outcome).toEqual({ kind: 'sent', ref: prior });
      expect(only().edited).toBe(true);
      expect(only().text).toContain('Baltic Ledger');
      expect(only().text).toContain('Night desk');
      expect(peer.violations()).toEqual([]);
    });

    it.each([
      ['alert', hostileAlert],
      ['notice', hostileNotice],
    ] as const)('makes a hostile %s harmless, posted and edited', async (_, hostile) => {
      const prior = await post(hostile);
      const check = () => {
        expect(peer.violations()).toEqual([]);
        expect(only().pings).toEqual([]);
        for (const link of only().links) expect(link).toMatch(/^https?:\/\/[^@]*$/);
        expect(only().text).not.toMatch(HIDDEN);
      };
      check();
      if (blind) return;
      expect(await peer.sink(send(hostile, { prior }), never())).toEqual({ kind: 'sent', ref: prior });
      check();
    });

    it.skipIf(blind || forgetful)('posts once although the answer was lost', async () => {
      peer.fail({ kind: 'lost-answer' });
      const first = send(sampleAlert);
      expect((await peer.sink(first, never())).kind).toBe('uncertain');
      const outcome = await peer.sink(again(first), never());
      expect(outcome).toEqual({ kind: 'sent', ref: only().ref });
    });

    it.skipIf(blind || forgetful)('posts once although the answer was lost hours ago', async () => {
      peer.fail({ kind: 'lost-answer' });
      const first = send(sampleAlert);
      expect((await peer.sink(first, never())).kind).toBe('uncertain');
      await post(sampleNotice);
      peer.forget();
      const outcome = await peer.sink(again(first, HOUR), never());
      expect(peer.messages()).toHaveLength(2);
      expect(outcome).toEqual({ kind: 'sent', ref: peer.messages()[0]?.ref });
    });

    it('posts what did not arrive hours ago', async () => {
      peer.fail({ kind: 'dropped' });
      const first = send(sampleAlert);
      const outcome = await peer.sink(first, never());
      expect(['uncertain', 'retry']).toContain(outcome.kind);
      expect(peer.messages()).toEqual([]);
      peer.forget();
      expect(await peer.sink(again(first, HOUR), never())).toEqual(sentAs(only()));
    });

    it.skipIf(blind)('edits again although the answer to the edit was lost', async () => {
      const prior = await post(sampleAlert);
      peer.fail({ kind: 'lost-answer' });
      const edit = send(developedAlert, { prior });
      expect((await peer.sink(edit, never())).kind).toBe('uncertain');
      expect(await peer.sink(again(edit), never())).toEqual({ kind: 'sent', ref: prior });
      expect(only().text).toContain('Baltic Ledger');
    });

    it('survives a server error', async () => {
      peer.fail({ kind: 'server-error' });
      const first = send(sampleAlert);
      const outcome = await peer.sink(first, never());
      expect(['uncertain', 'retry']).toContain(outcome.kind);
      expect(await peer.sink(again(first), never())).toEqual(sentAs(only()));
    });

    it.runIf(blind)('says that it cannot edit, and posts nothing', async () => {
      const prior = await post(sampleAlert);
      const outcome = await peer.sink(send(developedAlert, { prior }), never());
      expect(outcome).toMatchObject({ kind: 'passed', reason: expect.stringContaining('cannot edit') });
      expect(peer.messages()).toHaveLength(1);
    });

    it.runIf(blind || forgetful)('posts again after a lost answer rather than not at all', async () => {
      peer.fail({ kind: 'lost-answer' });
      const first = send(sampleAlert);
      expect((await peer.sink(first, never())).kind).toBe('uncertain');
      expect((await peer.sink(again(first), never())).kind).toBe('sent');
      expect(peer.messages()).toHaveLength(2);
    });

    it.runIf(blind || forgetful)('stops waiting when told to', async () => {
      peer.fail({ kind: 'stalled' });
      const stop = new AbortController();
      const accepted = peer.accepted();
      const answer = peer.sink(send(sampleAlert), stop.signal);
      await accepted;
      stop.abort();
      expect((await answer).kind).toBe('uncertain');
    });

    it('hands on how long the platform wants to be left alone', async () => {
      peer.fail({ kind: 'rate-limit', seconds: 40 });
      const first = send(sampleAlert);
      const outcome = await peer.sink(first, never());
      expect(outcome).toMatchObject({ kind: 'retry' });
      expect(request(outcome)).toBeGreaterThanOrEqual(40_000);
      expect(request(outcome)).toBeLessThan(45_000);
      expect(peer.messages()).toEqual([]);
      expect(peer.writes()).toBe(1);
    });

    it.each(['unknownChannel', 'noPermission', 'badToken'] as const)(
      'says what to mend: %s',
      async (which) => {
        const remedy = remedies[which];
        const outcome = await peer[which](send(sampleAlert), never());
        expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(remedy) });
        expect(peer.messages()).toEqual([]);
      },
    );

    it.skipIf(blind || undeletable)('does not post anew where somebody deleted the message', async () => {
      const prior = await post(sampleAlert);
      peer.remove(prior);
      const outcome = await peer.sink(send(developedAlert, { prior }), never());
      expect(outcome).toMatchObject({ kind: 'passed', reason: expect.stringContaining('deleted') });
      expect(peer.messages()).toEqual([]);
    });

    it('tries again later where nobody answers', async () => {
      const outcome = await peer.unreachable(send(sampleAlert), never());
      expect(outcome.kind).toBe('retry');
    });

    it('sends nothing when stopped beforehand', async () => {
      const outcome = await peer.sink(send(sampleAlert), AbortSignal.abort());
      expect(outcome.kind).toBe('retry');
      expect(peer.writes()).toBe(0);
    });

    it.skipIf(blind || forgetful)('stops waiting when told to, and does not post twice for it', async () => {
      peer.fail({ kind: 'stalled' });
      const first = send(sampleAlert);
      const stop = new AbortController();
      const accepted = peer.accepted();
      const answer = peer.sink(first, stop.signal);
      await accepted;
      stop.abort();
      expect((await answer).kind).toBe('uncertain');
      expect(await peer.sink(again(first), never())).toEqual({ kind: 'sent', ref: only().ref });
    });
  });
}

function request(outcome: SendOutcome): number {
  return outcome.kind === 'retry' ? (outcome.after ?? 0) : 0;
}
