import { describe, expect, it } from 'vitest';
import { completions } from '../../../src/core/command/completions.ts';
import { BRIEFS } from './named-briefs.ts';

const LIVE = {
  alerts: [{ name: '#12 Port of Larkmoor sold', value: '12' }],
  silences: [{ name: '#3 port-sales until Friday', value: '3' }],
};
const values = (...args: Parameters<typeof completions>): readonly string[] =>
  completions(...args).map(({ value }) => value);

describe('completions', () => {
  it('puts beginnings before words before parts', () => {
    expect(values('indicator', '', BRIEFS, LIVE)).toEqual(['port-sales', 'harbour/strikes', 'rail/strikes']);
    expect(values('indicator', 'rail', BRIEFS, LIVE)).toEqual(['rail/strikes']);
    expect(values('indicator', 'str', BRIEFS, LIVE)).toEqual(['harbour/strikes', 'rail/strikes']);
    expect(values('indicator', 'orts', BRIEFS, LIVE)).toEqual(['port-sales']);
  });

  it('guesses what was misspelt, and gives nothing where nothing is near', () => {
    expect(values('indicator', 'prot-sales', BRIEFS, LIVE)).toEqual(['port-sales']);
    expect(values('brief', 'xyz', BRIEFS, LIVE)).toEqual([]);
  });

  it('makes durations of numbers', () => {
    expect(values('duration', '', BRIEFS, LIVE)[0]).toBe('1h');
    expect(values('duration', '3', BRIEFS, LIVE).slice(0, 3)).toEqual(['3h', '3d', '3m']);
    expect(values('duration', '3d', BRIEFS, LIVE)[0]).toBe('3d');
  });

  it('knows alerts and silences by what the store has', () => {
    expect(values('alert', 'larkmoor', BRIEFS, LIVE)).toEqual(['12']);
    expect(values('silence', '', BRIEFS, LIVE)).toEqual(['3']);
  });

  it('gives at most 25, each within 100 characters', () => {
    const alerts = Array.from({ length: 60 }, (_, i) => ({
      name: `#${i} ${'x'.repeat(200)}`,
      value: `${i}`,
    }));
    const found = completions('alert', '', BRIEFS, { ...LIVE, alerts });
    expect(found).toHaveLength(25);
    expect(Math.max(...found.map(({ name }) => name.length))).toBe(100);
  });
});
