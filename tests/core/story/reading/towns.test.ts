import { expect, it } from 'vitest';
import { createStoryIndex } from '../../../../src/core/story/cluster.ts';
import { HOUR } from '../../../../src/core/time/duration.ts';
import { SHIPPED_LEXICON } from '../../../shipped-lists.ts';

/** Whether a second outlet's report, an hour later and of the same sign, stands in the story of the first. */
function areOne(lang: string, asked: string, titles: readonly [string, string]): boolean {
  const index = createStoryIndex(SHIPPED_LEXICON);
  const [first, second] = titles.map((title, nth) =>
    index.place({
      key: `${nth}`,
      title,
      summary: '',
      lang,
      outlet: `Outlet ${nth}`,
      publishedAt: Date.UTC(2026, 10, 9, 6) + nth * HOUR,
      labels: ['brief/sign'],
      asked: [asked],
    }),
  );
  return first?.storyId === second?.storyId;
}

it.each([
  [
    'de',
    'Gericht verurteilt',
    'Gericht verurteilt Bankchef in Harnby zu zwei Jahren',
    'Gericht verurteilt Reeder in Velden zu zwei Jahren',
  ],
  ['de', 'Klinik', 'Klinik in Ostrau schließt Geburtsstation', 'Klinik in Birkental schließt Geburtsstation'],
  [
    'de',
    'Streik',
    'Warnstreik der Busfahrer bei Larkau am Montag',
    'Warnstreik der Busfahrer bei Tarnow am Montag',
  ],
  ['de', 'Brand', 'Brand in Lagerhalle in Stelle gelöscht', 'Brand in Lagerhalle in Ruhla gelöscht'],
  [
    'nl',
    'staking',
    'Staking van buschauffeurs in Dornwijk begint maandag',
    'Staking van buschauffeurs in Molenrade begint maandag',
  ],
  [
    'nl',
    'ziekenhuis',
    'Ziekenhuis in Elsbeek sluit kraamafdeling',
    'Ziekenhuis in Torhaven sluit kraamafdeling',
  ],
  ['nl', 'rechter', 'Rechter houdt bouwplan tegen bij Rietveen', 'Rechter houdt bouwplan tegen bij Oostmaar'],
  [
    'en',
    'court',
    'Court jails bank chief for two years in Harnby',
    'Court jails ship owner for two years in Velden',
  ],
  [
    'en',
    'ballot',
    'Dockers call strike ballot at Ostrel over pay',
    'Dockers call strike ballot at Larkmoor over pay',
  ],
  [
    'en',
    'ward',
    'Maternity ward closes near Tarnley after inspection',
    'Maternity ward closes near Birkwell after inspection',
  ],
] as const)('tells towns of no list apart in %s: %s', (lang, asked, one, other) => {
  expect(areOne(lang, asked, [one, other])).toBe(false);
});

it.each([
  ['de', 'Haft', 'Bankchef Mertin in Harnby in Haft', 'Bankchef Mertin aus Harnby in Untersuchungshaft'],
  ['de', 'Brand', 'Brand mit Lackdosen in Lagerhalle in Stelle', 'Brand mit Lackdosen in Halle in Stelle'],
  [
    'de',
    'Gericht',
    'Gericht verurteilt Bankchef Mertin in Harnby zu zwei Jahren',
    'Bankchef Mertin muss zwei Jahre in Haft: Gericht in Harnby',
  ],
  [
    'de',
    'Klinik',
    'Klinik in Ostrau schließt Geburtsstation wegen Hebammenmangel',
    'Geburtsstation in Ostrau schließt: Hebammenmangel in Klinik',
  ],
  [
    'de',
    'Streik',
    'Warnstreik der Busfahrer bei Larkau am Montag',
    'Busfahrer bei Larkau beginnen Warnstreik am Montag',
  ],
  [
    'de',
    'Brand',
    'Brand in Lagerhalle in Stelle mit Lackdosen gelöscht',
    'Lackdosen in Lagerhalle: Brand in Stelle gelöscht',
  ],
  [
    'nl',
    'staking',
    'Staking van buschauffeurs in Dornwijk begint maandag',
    'Buschauffeurs Dornwijk beginnen maandag staking',
  ],
  [
    'nl',
    'ziekenhuis',
    'Ziekenhuis in Elsbeek sluit kraamafdeling',
    'Kraamafdeling van ziekenhuis Elsbeek gaat dicht, sluit in mei',
  ],
  [
    'nl',
    'rechter',
    'Rechter houdt bouwplan Zonnehof tegen bij Rietveen',
    'Bouwplan Zonnehof bij Rietveen tegengehouden door rechter',
  ],
  [
    'en',
    'court',
    'Court jails bank chief Mertin for two years in Harnby',
    'Bank chief Mertin jailed for two years by Harnby court',
  ],
  ['en', 'ballot', 'Dockers call strike ballot at Ostrel over pay', 'Ostrel dockers call ballot over pay'],
  [
    'en',
    'ward',
    'Maternity ward closes near Tarnley after midwives quit',
    'Midwives quit: maternity ward near Tarnley closes',
  ],
] as const)('joins two reports of one town in %s: %s', (lang, asked, one, other) => {
  expect(areOne(lang, asked, [one, other])).toBe(true);
});
