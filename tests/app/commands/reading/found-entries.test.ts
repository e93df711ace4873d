/** Headlines in other languages in answers and notices carry the words by which they were found. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replyInWords } from '../../../../src/core/command/reply-words.ts';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { composeDigest } from '../../../../src/app/housekeeping/digest.ts';
import { composeSignReading } from '../../../../src/app/housekeeping/compose-first-reading.ts';
import { sayWordsFound } from '../../../../src/app/deliver/say-words-found.ts';
import { compileBriefs } from '../../../../src/core/query/language/compile-briefs.ts';
import { DAY, HOUR } from '../../../../src/core/time/duration.ts';
import { SHIPPED_LISTS } from '../../../shipped-lists.ts';
import { HARBOURS, type Newsroom, NOON, openNewsroom, report } from '../newsroom.ts';

const POLISH = 'Dokerzy zaczynają strajk w Larkmoor';
const DENIED = 'Streik der Hafenarbeiter von Glosmere findet nicht statt';
const FOUND = 'pl · dockers · walkout (words found, no translation)';
const WALKOUT = Brief.parse({
  ...HARBOURS,
  title: 'What becomes of the harbour and of the talks of its owners',
  lists: {
    strikes: { en: ['walkout'], pl: ['strajk*'], de: ['streik*'] },
    dockers: { en: ['dockers'], pl: ['doker*'], de: ['hafenarbeiter*'] },
  },
  indicators: [
    {
      id: 'walkout',
      name: 'Dockers walk out',
      quote: 'a strike of the dockers',
      query: '$strikes AND $dockers',
      examples: { hits: ['dockers in a walkout'], misses: ['a strike'] },
    },
  ],
  correlations: [],
});

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom({ brief: WALKOUT });
  await room.poll([report(POLISH, 2 * HOUR, { lang: 'pl' })]);
  await room.poll([report(DENIED, HOUR, { lang: 'de', feed: 'tern' })]);
});
afterEach(() => room.store.close());

it.each([
  ['search', { words: 'strajk* OR streik*' }],
  ['why', { alert: '1' }],
  ['why', { alert: POLISH }],
  ['digest', { days: 7 }],
  ['indicator', { name: 'walkout' }],
] as const)('/%s %o says the words, and none where a negation stands beside them', async (name, args) => {
  const said = replyInWords(await room.ask(name, args));
  expect(said).toContain(POLISH);
  expect(said).toContain(FOUND);
  expect(said).not.toContain('de ·');
});

it('/why N says the words beside the headline on top', async () => {
  const [quote] = (await room.ask('why', { alert: '1' })).blocks;
  expect(quote).toMatchObject({ kind: 'quote' });
  expect(
    replyInWords({ title: '', blocks: quote === undefined ? [] : [quote], visibility: 'private' }),
  ).toMatch(new RegExp(`${POLISH}.*${RegExp.escape(FOUND)}`));
});

it('the digest that is sent, and the notice of a first reading, say them too', async () => {
  const matcher = compileBriefs([WALKOUT]);
  const wordsFound = sayWordsFound(() => matcher, SHIPPED_LISTS);
  const digest = await composeDigest(room.store.db, [WALKOUT], NOON - DAY, NOON + DAY, { wordsFound });
  const lines = digest.lines.map(({ text }) => text).filter((text) => text.includes('#'));
  expect(lines).toEqual([expect.stringContaining(FOUND), expect.not.stringContaining('words found')]);
  const [indicator] = WALKOUT.indicators;
  if (indicator === undefined) throw new Error('no indicator');
  const sign = { brief: WALKOUT, indicator };
  const first = await composeSignReading(room.store.db, matcher, sign, {
    known: false,
    now: NOON,
    wordsFound,
  });
  // The newest is the denied one.
  expect(first?.lines.at(-1)?.text).toContain(DENIED);
  expect(first?.lines.at(-1)?.text).not.toContain('words found');
});
