import { describe, expect, it } from 'vitest';
import { SHIPPED_LEXICON } from '../../../shipped-lists.ts';
import { readHeadline } from '../../../../src/core/story/reading/headline.ts';
import { withoutOutlet } from '../../../../src/core/story/reading/wording.ts';

const read = (title: string, lang = 'en', summary = '') =>
  readHeadline({ title, summary, lang, outlet: 'Harbour Wire' }, SHIPPED_LEXICON);

describe('readHeadline', () => {
  it.each([
    ['Spain rejects five percent target', 'en', 'Spanje weigert 5 procent als doel', 'nl'],
    [
      'White House threatens Germany with tariffs',
      'en',
      'La Maison Blanche menace Berlin de droits de douane',
      'fr',
    ],
    [
      'German parliament votes on defence spending',
      'en',
      'Bundestag stimmt über Verteidigungsausgaben ab',
      'de',
    ],
    ['NATO summit in Warsaw', 'en', 'Szczyt NATO w Warszawie', 'pl'],
  ])('%s shares most terms with %s in %s', (a, langA, b, langB) => {
    const one = new Set(read(a, langA).terms);
    const other = read(b, langB).terms;
    expect(other.filter((term) => one.has(term)).length).toBeGreaterThanOrEqual(Math.min(3, one.size - 1));
  });

  it.each([
    ['US troops leave Berlin', ['places.united_states', 'places.germany']],
    ['Tell us about it', []],
    ['EE.UU. amenaza a España', ['places.united_states', 'places.spain']],
    ['U.S. envoy in Nuuk', ['places.united_states', 'places.greenland']],
  ])('finds the places of %s', (title, places) => {
    const { terms } = read(title, title.startsWith('EE') ? 'es' : 'en');
    expect(terms.filter((term) => term.startsWith('places.'))).toEqual(places);
  });

  it('keeps decimals whole, joins thousands, and knows numbers by word', () => {
    expect(read('3.5 percent').terms).toContain('3d5');
    expect(read('25,000 soldiers').terms).toContain('25000');
    expect(read('Fünf Prozent', 'de').terms).toEqual(['5', 'things.percent', '^funf']);
  });

  it('reads the beginning of the summary, without what the title said', () => {
    expect(read('Spain refuses', 'en', 'Spain was asked by Zawadzki.').lede).toEqual([
      'asked',
      'zawadzk',
      '~savads',
      '^savads',
    ]);
    expect(read('Spain', 'en', 'alpha beta '.repeat(5_000)).lede).toHaveLength(2);
  });

  it.each([
    ['The bridge authority', 'en', 'Die Brückenautorität und ihre Authentizität', 'de', []],
    ['Harbour engineers strike', 'en', 'Ingenieure im Hafen', 'de', []],
    ['Catastrophe in the valley', 'en', 'Katastrophe im Tal', 'de', ['~katast']],
    ['Astronomers in dispute', 'en', 'Astronomen streiten', 'de', ['~astron']],
  ])('%s (%s) and %s (%s) have %j of one kin', (one, langOfOne, other, langOfOther, kin) => {
    const terms = new Set(read(one, langOfOne).terms);
    expect(read(other, langOfOther).terms.filter((term) => term.startsWith('~') && terms.has(term))).toEqual(
      kin,
    );
  });

  it('knows names for certain, and words that are written small', () => {
    const { certain, small } = read('Bridge of Marlow closed, Velda says');
    expect(certain).toEqual(['^marlov', '^veld']);
    expect(small).toContain('^klosed');
    expect(small).not.toContain('^brid');
  });

  it.each([
    'The week in ports',
    'Der Hafen im Wochenrückblick',
    'La semaine en images',
    'Summit live: leaders arrive',
    'Gipfel im Liveticker',
    'Morning briefing: what to know',
    'Sommet en direct',
  ])('knows that %s tells of several events', (title) => {
    expect(read(title).rolling).toBe(true);
  });

  it.each([
    ['Pomaria shares fall after fee cut', 'en', true],
    ['Pomaria-Aktie fällt nach Urteil', 'de', true],
    ['Kestro: questions and answers', 'en', true],
    ['Pomaria shares code with rivals', 'en', false],
    ['Mayor shares cake', 'en', false],
  ])('knows what is made of an event: %s', (title, lang, reaction) => {
    expect(read(title, lang).reaction).toBe(reaction);
  });

  it('does not take a life for a live blog', () => {
    expect(read('Olivet residents lived through the storm').rolling).toBe(false);
  });
});

describe('withoutOutlet', () => {
  it.each([
    ['Allies agree | Politico', 'Politico', 'Allies agree'],
    ['Allies agree - The Meridian', 'Meridian', 'Allies agree'],
    ['Allies agree – Harbour Wire International', 'Harbour Wire', 'Allies agree'],
    ['Allies agree - at last', 'Politico', 'Allies agree - at last'],
    ['Allies agree | Politico', '', 'Allies agree | Politico'],
    ['Politico', 'Politico', 'Politico'],
  ])('%s from %s is %s', (title, outlet, expected) => {
    expect(withoutOutlet(title, outlet)).toBe(expected);
  });
});
