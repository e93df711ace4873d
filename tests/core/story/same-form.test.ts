/** One form filled in twice tells two events, and one event told in two ways is one; all made up. */
import { describe, expect, it } from 'vitest';
import { createStoryIndex } from '../../../src/core/story/cluster.ts';
import { HOUR } from '../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const START = Date.UTC(2026, 10, 9, 6);

/** Whether two reports of one sign, by two outlets within two hours, are one story. */
function areOne(lang: string, asked: string, titles: readonly string[], labels: readonly string[]): boolean {
  const entries = titles.map((title, nth) => ({
    key: `${nth}`,
    title,
    summary: '',
    lang,
    outlet: `Outlet ${nth}`,
    publishedAt: START + nth * 2 * HOUR,
    labels,
    asked: title.toLowerCase().includes(asked.toLowerCase()) ? [asked] : [],
  }));
  const [one, other] = createStoryIndex(SHIPPED_LEXICON).placeAll(entries);
  return one?.storyId === other?.storyId;
}

describe.each([
  ['of one sign', ['brief/sign']],
  ['of no sign', []],
])('reports %s', (_, labels) => {
  it.each([
    [
      'en',
      'sign',
      'Larkmoor Rovers sign striker Odell on loan',
      'Larkmoor Rovers sign goalkeeper Brisk on loan',
    ],
    [
      'en',
      'ban',
      'Appeals court upholds ban on trawling in Velda Bay',
      'Appeals court upholds ban on hunting in Velda forest',
    ],
    [
      'en',
      'outbreak',
      'Health agency declares measles outbreak in Orrun province',
      'Health agency declares cholera outbreak in Orrun province',
    ],
    [
      'en',
      'recall',
      'Carmaker Lumo recalls 40,000 vans over brake fault',
      'Carmaker Lumo recalls 12,000 buses over door fault',
    ],
    [
      'en',
      'fine',
      'Market watchdog fines Velio over hidden fees for tenants',
      'Market watchdog fines Velio over hidden fees for farmers',
    ],
    ['de', 'lahm', 'Lokführer legen Verkehr in Harnburg lahm', 'Busfahrer legen Verkehr in Harnburg lahm'],
    // A number in common excuses neither another line, nor another club, nor another maker.
    [
      'en',
      'strike',
      'Train drivers on northern line begin 48-hour strike',
      'Train drivers on southern line begin 48-hour strike',
    ],
    [
      'en',
      'for',
      'Midfielder Vantor joins Larkmoor Rovers for 12 million',
      'Midfielder Vantor rejects Ostrel City for 12 million',
    ],
    // Scripts without capitals or spaces have their forms, too.
    ['zh', '罢工', '埃尔马港码头工人宣布周五罢工', '松尼克机场地勤人员宣布周五罢工'],
    [
      'ja',
      'ストライキ',
      'エルマー港の港湾労働者、金曜にストライキ',
      'スニック空港の整備士、金曜にストライキ',
    ],
    ['ar', 'إضرابا', 'عمال ميناء إلمار يعلنون إضرابا يوم الجمعة', 'معلمو سونيك يعلنون إضرابا يوم الأحد'],
    ['he', 'שביתה', 'עובדי נמל אלמר מכריזים על שביתה ביום שישי', 'המורים בסוניק מכריזים על שביתה ביום ראשון'],
    [
      'en',
      'recalls',
      'Lumo recalls 40,000 vans over brake fault',
      'Orbin recalls 40,000 prams over brake fault',
    ],
    ['fr', 'rappel', 'Rappel de fromages Valmont pour listeria', 'Rappel de saucisses Dorval pour listeria'],
    ['es', 'ficha', 'El Tolvera ficha al delantero Brando', 'El Tolvera ficha al portero Landín'],
  ])('%s, %s: "%s" is not "%s"', (lang, asked, one, other) => {
    expect(areOne(lang, asked, [one, other], labels)).toBe(false);
  });
});

describe('two ways to tell one event', () => {
  it.each([
    [
      'en',
      'sign',
      'Larkmoor Rovers sign striker Odell for 12 million',
      'Odell completes 12 million move to Larkmoor Rovers',
    ],
    [
      'en',
      'bribe',
      'Former mayor Kessin jailed for four years over bribes',
      'Ex-mayor Kessin gets four-year prison term in bribery case',
    ],
    ['en', 'cholera', 'Cholera outbreak kills nine in Harnby', 'Nine dead as cholera spreads through Harnby'],
    [
      'en',
      'flood',
      'River Selm bursts its banks, hundreds evacuated',
      'Hundreds flee homes as River Selm floods',
    ],
    [
      'en',
      'strike',
      'Train drivers on northern line begin 48-hour strike',
      "Northern line: two-day train drivers' strike gets under way",
    ],
    [
      'en',
      'recall',
      'Carmaker Lumo recalls 40,000 vans over brake fault',
      'Lumo calls back 40,000 vans because of faulty brakes',
    ],
    [
      'en',
      'earthquake',
      'Magnitude 5.8 earthquake shakes Velda islands',
      'Velda islands rattled by 5.8 quake',
    ],
    [
      'en',
      'fines',
      'Data office fines Velio over lost records',
      'Data office fines Velio over careless clerk',
    ],
    ['fr', 'rappel', 'Rappel de fromages Valmont pour listeria', 'Listeria : les fromages Valmont rappelés'],
    [
      'es',
      'inundaciones',
      'Inundaciones en Tolvera dejan tres muertos',
      'Tres muertos por las inundaciones en Tolvera',
    ],
  ])('%s, %s: "%s" is "%s"', (lang, asked, one, other) => {
    expect(areOne(lang, asked, [one, other], ['brief/sign'])).toBe(true);
  });
});
