import { describe, expect, it } from 'vitest';
import {
  blindnessOf,
  type Sources,
  unheardIn,
  withBlindness,
} from '../../../src/core/indicator/blindness.ts';

const SOURCES: Sources = {
  down: 4,
  total: 9,
  mute: ['pl', 'und', 'mul'],
  muteCountries: [
    { country: 'PL', languages: ['pl'] },
    { country: 'EE', languages: ['en'] },
    { country: 'INT', languages: ['en'] },
    { country: 'NL', languages: ['nl', 'en'] },
  ],
};

describe('withBlindness', () => {
  it('says how many feeds are down', () => {
    expect(withBlindness('No story in 7 days.', { down: 4, total: 9 })).toBe(
      'No story in 7 days, but 4 of 9 feeds are down.',
    );
    expect(withBlindness('No story in 7 days.', { down: 1, total: 9 })).toBe(
      'No story in 7 days, but 1 of 9 feeds is down.',
    );
    expect(withBlindness('No story in 7 days.', { down: 0, total: 9 })).toBe('No story in 7 days.');
  });

  it('names the languages and countries that nobody speaks for, each once', () => {
    expect(withBlindness('No story in 7 days.', SOURCES)).toBe(
      'No story in 7 days, but 4 of 9 feeds are down; no Polish feed speaks; ' +
        'no feed from Estonia or the Netherlands speaks.',
    );
  });
});

describe('what is unheard', () => {
  it('is told of an indicator in the languages that it has words in', () => {
    expect(unheardIn(SOURCES, ['pl'])).toEqual(['no Polish feed speaks']);
    expect(unheardIn(SOURCES, ['en'])).toEqual(['no feed from Estonia or the Netherlands speaks']);
    expect(unheardIn(SOURCES, ['de'])).toEqual([]);
    expect(blindnessOf(SOURCES, ['de'])).toBe('4 of 9 feeds are down');
  });

  it('needs no name where nobody speaks at all, or everybody does', () => {
    expect(unheardIn({ ...SOURCES, total: 4 })).toEqual([]);
    expect(unheardIn({ ...SOURCES, down: 0 })).toEqual([]);
  });

  it('names no more than a line holds', () => {
    const muteCountries = ['EE', 'FI', 'GB', 'FR', 'IT', 'ES'].map((country) => ({
      country,
      languages: ['en'],
    }));
    expect(unheardIn({ down: 6, total: 9, muteCountries })).toEqual([
      'no feed from Estonia or Finland or the United Kingdom or 3 other countries speaks',
    ]);
  });
});
