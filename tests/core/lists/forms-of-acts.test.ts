/** Acts are found in the forms that headlines use: infinitive, present, past, participle, verbs that come apart. */
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/core/query/engine/engine.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

function holds(list: string, title: string, lang: string): boolean {
  const compiled = compileRules([{ id: list, query: `$${list}`, lists: SHIPPED_LISTS }]);
  if (compiled.kind === 'errors') throw new Error(compiled.errors[0]?.error.what);
  return compiled.engine.match({ title, summary: '', outlet: '', feed: '', lang }).length > 0;
}

describe('a list of acts', () => {
  it.each([
    [
      'acts.approve',
      'it',
      ['Il consiglio deve approvare il piano', 'La giunta concede il permesso', 'Permessi concessi'],
    ],
    ['acts.approve', 'nl', ['Gemeenteraad keurt het plan goed', 'Raad keurde bouw van dijk goed']],
    ['acts.approve', 'de', ['Rat stimmt dem Bau zu', 'Rat stimmte dem Bau zu', 'Rat will Bau zustimmen']],
    ['deeds.free', 'it', ['Il giudice vuole liberare i due', 'Liberati i due', 'I giudici liberano i due']],
    ['deeds.free', 'es', ['El juez ordena liberar a los dos', 'El juez liberó a los dos']],
    [
      'deeds.publish',
      'it',
      ['Il porto deve pubblicare i conti', 'Pubblicati i conti', 'Il porto pubblica i conti'],
    ],
    ['deeds.publish', 'en', ['Council leaks report', 'Report leaked to press']],
    ['deeds.dismiss', 'es', ['Quieren apartar al director', 'Apartan al director', 'El director, apartado']],
    ['deeds.buy', 'es', ['Compras de grano', 'El puerto compró dos grúas', 'Van a comprar el puerto']],
    [
      'deeds.cull',
      'nl',
      ['Boeren moeten kippen ruimen', 'Dertigduizend kippen geruimd', 'Bedrijf ruimt kippen'],
    ],
    ['deeds.vote', 'nl', ['Stemming over dijk', 'Raad stemt over dijk', 'Raad stemde voor dijk']],
    ['acts.miss', 'nl', ['Haven mist doel', 'Haven zal doel missen', 'Haven miste doel']],
    ['acts.damage', 'en', ['Gas leak closes road', 'Leak in pipeline found']],
    ['acts.refuse', 'de', ['Rat lehnte den Plan ab', 'Rat wies die Klage zurück']],
    ['acts.refuse', 'es', ['No pueden negar el permiso', 'Denegaron el permiso']],
    ['acts.suspend', 'de', ['Rat setzt Bau aus', 'Rat setzte Bau aus', 'Rat will Bau aussetzen']],
    ['acts.impose', 'nl', ['Stad legt heffing op', 'Stad voerde heffing in', 'Stad wil heffing opleggen']],
    [
      'acts.arrest',
      'de',
      ['Polizei nimmt Kapitän fest', 'Polizei nahm Kapitän fest', 'Kapitän festgenommen'],
    ],
    ['acts.arrest', 'nl', ['Politie pakt kapitein op', 'Politie houdt kapitein aan', 'Kapitein aangehouden']],
    ['acts.downgrade', 'en', ['Agency cuts Sarn to junk', 'Agency downgrades Sarn']],
    ['acts.appoint', 'fr', ['Ils nomment un préfet', 'Elle succédera au préfet']],
    ['acts.lift', 'fr', ['Le préfet veut lever la taxe', 'Les élus mettent fin à la taxe']],
    ['acts.fine', 'pl', ['Port zapłaci karę', 'Kary dla portu', 'Port ukarany']],
    ['deeds.ban', 'fr', ['Un candidat rayé de la liste', 'Candidat radié']],
    ['deeds.expel', 'en', ['Observers told to leave', 'Observers given two days to go']],
  ])('%s in %s', (list, lang, titles) => {
    expect(titles.filter((title) => !holds(list, title, lang))).toStrictEqual([]);
  });

  it.each([
    ['acts.fine', 'pl', ['Karol Nowak zagra w Sarn', 'Karta miejska drożeje', 'Kariera trenera']],
    ['acts.ban', 'fr', ['Radio Sarn fête ses trente ans', 'Un radiateur offert à l’école']],
    ['matters.deadline', 'de', ['Terminal 2 wird gestrichen']],
    ['matters.gang', 'de', ['Kartellamt prüft Preise']],
    ['deeds.restrict', 'en', ['Lower Sarn rations gas']],
  ])('%s in %s does not hold another word that begins like one of its own', (list, lang, titles) => {
    expect(titles.filter((title) => holds(list, title, lang))).toStrictEqual([]);
  });
});
