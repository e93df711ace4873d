import { describe, expect, it } from 'vitest';
import { readSigns } from '../../../src/core/article/signs.ts';

describe('readSigns', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'clauses that each begin with for',
      'Watch for dams that are opened by night, for farms that lose their permits, and for mayors who resign.',
      ['dams that are opened by night', 'farms that lose their permits', 'mayors who resign'],
    ],
    [
      'semicolons',
      'Watch for dams that open, if only for an hour; for farms or mills that close; and for a vote of the council.',
      ['dams that open, if only for an hour', 'farms or mills that close', 'a vote of the council'],
    ],
    [
      'a list after a colon',
      'Watch for signs that permits follow favours rather than rules: changes of the water plan, secret meetings, or cuts timed to please the minister.',
      ['changes of the water plan', 'secret meetings', 'cuts timed to please the minister'],
    ],
    [
      'bullets',
      '- Farms that lose their permits\n- Mayors who resign\n',
      ['Farms that lose their permits', 'Mayors who resign'],
    ],
    [
      'one sign with commas in it',
      'Watch for permits that are granted, renewed or sold.',
      ['permits that are granted, renewed or sold'],
    ],
  ])('parts %s', (_, text, quotes) => {
    expect(readSigns(text).map(({ quote }) => quote)).toEqual(quotes);
  });

  it('knows what would point the other way, and two who do one thing', () => {
    expect(readSigns('Judges who give permits back would point the other way.')).toEqual([
      { quote: 'Judges who give permits back', against: true },
    ]);
    expect(
      readSigns(
        'Also monitor whether village councils or farm unions push back, which would show resistance.',
      ),
    ).toEqual([
      { quote: 'village councils … push back', against: false },
      { quote: 'farm unions push back', against: false },
    ]);
  });
});
