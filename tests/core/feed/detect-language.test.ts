import { expect, it } from 'vitest';
import { detectLanguage } from '../../../src/core/feed/detect-language.ts';

it.each([
  [
    'en',
    'Dockers vote on a strike at the old harbour. The mayor asks the unions to talk. Ferries run again on time.',
  ],
  [
    'de',
    'Die Hafenarbeiter stimmen über einen Streik ab. Der Bürgermeister bittet die Gewerkschaften zum Gespräch.',
  ],
  [
    'pl',
    'Dokerzy głosują nad strajkiem w porcie. Burmistrz prosi związki o rozmowy. Prom znów kursuje według rozkładu.',
  ],
  [undefined, 'Hafen'],
  [undefined, '1234567890 1234567890 1234567890 1234567890 1234567890'],
])('tells %s', (lang, text) => {
  expect(detectLanguage(text)).toBe(lang);
});
