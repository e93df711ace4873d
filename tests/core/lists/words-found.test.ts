/** Made-up headlines in other languages, and the words by which they were found, in the brief's language. */
import { describe, expect, it } from 'vitest';
import type { WordsFound } from '../../../src/core/delivery/notification.ts';
import { wordsFound } from '../../../src/core/lists/words-found.ts';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { readShippedBrief, SHIPPED_LEXICON, SHIPPED_LISTS } from '../../shipped-lists.ts';

const GLOSSARY = { lists: SHIPPED_LISTS, lexicon: SHIPPED_LEXICON };
const SHIPPED = readShippedBrief(new URL('../../../config/briefs/nato-loyalty.yaml', import.meta.url));
const HARBOUR = Brief.parse({
  id: 'harbour',
  title: 'The dispute of the dockers',
  happened: 'The dockers and the owners of the port broke off their talks.',
  leverage: 'They can close it.',
  mechanism: 'Each side waits for the other.',
  matters: 'It is the only harbour of the region.',
  watch: 'Watch for a ballot.',
  lists: {
    closing: { en: ['shutdown', 'clos*'], pl: ['zamyka*', 'zamknię*'], de: ['schließ*'], tr: ['kapat*'] },
    masters: {
      'harbour-master': { en: ['head of the port'], pl: ['kapitan portu'] },
      'port-owner': ['Reeder'],
    },
    the_harbour: ['port*', 'Hafen', 'liman*'],
  },
  indicators: [
    {
      id: 'shut',
      name: 'Shutdown',
      quote: 'a shutdown of the port',
      query: '$closing AND ($masters OR $the_harbour OR Karsk)',
      examples: { hits: ['x'], misses: ['y'] },
    },
  ],
});

function found(brief: Brief, indicator: string, lang: string, title: string): WordsFound | undefined {
  const text = { title, summary: '', outlet: 'Kurier', lang, feed: 'kurier' };
  const stretches = compileBriefs([brief]).stretches(brief.id, indicator, text);
  expect(stretches).not.toEqual([]);
  return wordsFound(GLOSSARY, brief, text, stretches);
}

describe('the words found', () => {
  it.each([
    ['pl', 'Prezydent Polski dziękuje prezydentowi USA', 'Polish president · thanks · US president'],
    ['pl', 'Polski prezydent chwali amerykańskiego prezydenta', 'Polish president · praises · US president'],
    [
      'it',
      'Il primo ministro italiano ringrazia il presidente americano',
      'Italian prime minister · thanks · US president',
    ],
    [
      'es',
      'El presidente del Gobierno español agradece al presidente estadounidense',
      'Spanish prime minister · thanks · US president',
    ],
    ['da', 'Statsministeren roser den amerikanske præsident', 'premier · praises · US president'],
  ])('of the shipped brief are said in English: %s, %s', (lang, title, words) => {
    expect(found(SHIPPED, 'synchronous-statements', lang, title)).toEqual({
      lang,
      words: words.split(' · '),
    });
  });

  it('stand in the order of the headline, by the first term of the list or actor', () => {
    expect(found(HARBOUR, 'shut', 'pl', 'Kapitan portu zamyka Karsk')?.words).toEqual([
      'head of the port',
      'shutdown',
      'Karsk',
    ]);
    expect(found(HARBOUR, 'shut', 'pl', 'Karsk: zamyka wszystko kapitan portu')?.words).toEqual([
      'Karsk',
      'shutdown',
      'head of the port',
    ]);
  });

  it('are an actor’s and a list’s own name where they have no words in the brief’s language', () => {
    expect(found(HARBOUR, 'shut', 'de', 'Reeder schließt Hafen')?.words).toEqual([
      'Port owner',
      'shutdown',
      'the harbour',
    ]);
  });

  it('are said once, whatever the case of the tag', () => {
    expect(found(HARBOUR, 'shut', 'DE-at', 'Hafen schließt, Hafen schließt')).toEqual({
      lang: 'de',
      words: ['the harbour', 'shutdown'],
    });
  });

  it.each([
    ['pl', 'Kapitan portu nie zamyka Karska, Karsk'],
    ['de', 'Reeder schließt Hafen nicht'],
    ['de', 'Kein Reeder schließt Hafen'],
    ['de', 'Reeder dementiert: Hafen schließt'],
    ['tr', 'Liman yönetimi kapatma kararı değil'],
  ])('are left out beside a negation or a denial: %s, %s', (lang, title) => {
    expect(found(HARBOUR, 'shut', lang, title)).toBeUndefined();
  });

  it.each(['en', 'en-GB', 'und', '', 'mul'])('are left out of a headline in %s', (lang) => {
    expect(found(HARBOUR, 'shut', lang, 'Port shutdown at Karsk')).toBeUndefined();
  });

  it('are said in the language that a brief is written in', () => {
    const german = Brief.parse({
      ...HARBOUR,
      title: 'Der Streit der Hafenarbeiter mit den Reedern',
      happened: 'Die Arbeiter und die Reeder haben die Gespräche abgebrochen.',
      leverage: 'Sie können den Hafen schließen.',
      mechanism: 'Jede Seite wartet auf die andere.',
      matters: 'Es ist der einzige Hafen der Region.',
      watch: 'Zu achten ist auf eine Abstimmung.',
      lists: { ...HARBOUR.lists, closing: { en: ['shutdown'], de: ['Schließung', 'schließ*'] } },
      indicators: HARBOUR.indicators.map((each) => ({ ...each, quote: 'dass der Hafen schließt' })),
    });
    expect(found(german, 'shut', 'en', 'Shutdown of port announced')?.words).toEqual([
      'Schließung',
      'the harbour',
    ]);
    expect(found(german, 'shut', 'de', 'Reeder schließt Hafen')).toBeUndefined();
  });
});
