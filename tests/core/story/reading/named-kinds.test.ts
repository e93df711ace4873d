import { describe, expect, it } from 'vitest';
import { namedKindsOf } from '../../../../src/core/story/reading/named-kinds.ts';
import { SHIPPED_LEXICON } from '../../../shipped-lists.ts';

/** Each kind with its names, those by their marks and lists alone. */
function kindsOf(
  title: string,
  lang = 'en',
  asked: readonly string[] = [],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    namedKindsOf(title, lang, SHIPPED_LEXICON, asked).map(({ kind, names }) => [
      kind,
      names.filter((name) => !/^\p{L}/u.test(name) || name.includes('.')).join(' '),
    ]),
  );
}

describe('namedKindsOf', () => {
  it.each([
    ['Tarnow court blocks quarry', 'en', 'bodies.court', '^tarnov'],
    ['Judge at Velden court blocks quarry', 'en', 'bodies.court', '^velden'],
    ['Quarry blocked by court in Velden', 'en', 'bodies.court', '^velden'],
    ['Board of the Saint Orla hospital quits', 'en', 'bodies.hospital', '^orl ^saint'],
    ['Bank of Ostrel raises rate', 'en', 'bodies.bank', '^ostrel'],
    ["Harnby's hospital shuts ward", 'en', 'bodies.hospital', '^harnb'],
    ['Ferry bill passes second reading', 'en', 'reading', '#2'],
    ['Judge jails shipowner for four years', 'en', 'years', '=4'],
    ["Le tribunal d'Ostrel bloque la carrière", 'fr', 'bodies.court', '^ostrel'],
    ['Gericht in Harnby stoppt Steinbruch', 'de', 'bodies.court', '^harnb'],
    ['Sąd w Harnby zatrzymał kamieniołom', 'pl', 'bodies.court', '^harnb'],
  ])('reads %s (%s): %s is %s', (title, lang, kind, names) => {
    expect(kindsOf(title, lang)[kind]).toBe(names);
  });

  it.each([
    ['a clause ends between them', 'Quarry shut: Tarnow, court says, may appeal'],
    ['the day is no name', 'Court Tuesday'],
    ['all words have capitals', 'Court In Velden Blocks Ban On Night Lorries'],
    ['another word stands between', 'Court hears case against Velden'],
  ])('reads no name of a court where %s', (_why, title) => {
    expect(kindsOf(title)['bodies.court'] ?? '').toBe('');
  });

  it('takes the word before a body, or before what the query asked for, for what tells it apart', () => {
    const namesOf = (title: string, asked: readonly string[] = []) =>
      namedKindsOf(title, 'en', SHIPPED_LEXICON, asked).find(({ kind }) => kind === 'things.club')?.names ??
      [];
    expect(namesOf('Treasurer of rowing federation quits', ['things.club'])).toEqual(['rowing']);
    expect(namesOf('Treasurer of rowing federation quits')).toEqual([]);
  });
});
