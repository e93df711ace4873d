/** Charts that the tests draw: six indicators over a fortnight and twelve weeks. */
import type { BoardWeeks, StoriesPerDay } from '../../../src/edges/chart/chart-request.ts';
import { DAY } from '../../../src/core/time/duration.ts';

export const NOON = Date.UTC(2026, 8, 16, 12);

export const FORTNIGHT: StoriesPerDay = {
  title: 'Harbours for sale',
  zone: 'UTC',
  days: Array.from({ length: 14 }, (_, day) => Date.UTC(2026, 8, 3 + day)),
  series: [
    { name: 'Ports change hands', counts: [0, 2, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 1] },
    { name: 'Dockers strike', counts: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0] },
    { name: 'Owners speak', counts: [] },
  ],
};

export const WEEKS: BoardWeeks = {
  title: 'Harbours for sale',
  zone: 'UTC',
  weeks: Array.from({ length: 4 }, (_, week) => NOON - (3 - week) * 7 * DAY),
  rows: [
    { name: 'Ports change hands', levels: ['unknown', 'quiet', 'active', 'surging'] },
    { name: 'Dockers strike', levels: ['unknown', 'seen', 'quiet', 'seen'] },
    { name: 'Owners speak', levels: ['unknown', 'quiet', 'quiet', 'quiet'] },
  ],
};

export const HOSTILE = [
  '</text><script>alert(1)</script><image href="https://evil.example/x.png"/>',
  `"]]> & ' ${'<b>'.repeat(20)} \u0000\u0007\uD800 &lt;!ENTITY`,
  'x'.repeat(10_000),
  'many words '.repeat(1_000),
  '\u202Eيعترض البرلمان على القرار\u202C עם עברית',
  '🧨🇪🇺👩‍👩‍👧‍👦 日本語の見出し \u{E0001}\u200B',
  '__proto__',
  '${datum.x} {{constructor}} datum["name"]',
];
