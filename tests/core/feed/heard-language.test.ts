import { describe, expect, it } from 'vitest';
import { disagreement, languageOfFeed, spokenLanguage } from '../../../src/core/feed/heard-language.ts';
import { stopWordsByLanguage } from '../../../src/core/lists/lexicon.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

const STOPS = stopWordsByLanguage(SHIPPED_LISTS);
const entries = (text: string, lang: string) =>
  text.split(' | ').map((title) => ({ title, summary: '', lang }));

/** Made-up headlines of one harbour. */
const HARBOUR = {
  en: 'The dockers vote on a strike at the old harbour | Mayor asks the unions to talk and not to walk out of the hall | Ferries are to run again from Monday, says the council | A crane that was out of order for a week is back in use | What the new tariff would do to the town and its market | Nothing is settled yet, and the talks go on until the morning | There will be no more ships in the port by the end of the year',
  de: 'Die Hafenarbeiter stimmen über einen Streik im alten Hafen ab | Der Bürgermeister bittet die Gewerkschaften zum Gespräch und will nicht auf das Gericht warten | Die Fähren sollen am Montag wieder fahren, sagt der Rat | Ein Kran, der eine Woche lang nicht lief, ist wieder im Betrieb | Was der neue Tarif für die Stadt und den Markt heißt | Noch ist nichts entschieden und es wird weiter verhandelt | Der Streik im Hafen ist nicht das Ende',
  da: 'Havnearbejderne stemmer om en strejke i den gamle havn | Borgmesteren beder om en samtale og vil ikke vente på retten | Færgerne skal sejle igen fra mandag, siger rådet | En kran, der ikke virkede i en uge, er nu i drift igen | Hvad den nye tarif betyder for byen og dens marked | Der er ikke noget aftalt, og de taler om det til i morgen | Der kommer ikke flere skibe til havnen efter nytår',
  ro: 'Docherii votează o grevă în portul vechi | Primarul cere o discuție cu sindicatele și nu vrea să aștepte decizia | Feriboturile vor circula din nou de luni, după ce au fost oprite | O macara care nu a mers o săptămână este din nou în funcțiune | Ce înseamnă noul tarif pentru oraș și pentru piața lui | Nu este nimic decis, iar discuțiile vor continua până dimineața | Mai puține nave în port după Anul Nou',
  uk: 'Докери голосують за страйк у старому порту | Мер просить профспілки про розмову і не хоче чекати на суд | Пороми мають піти знову з понеділка, як було до того | Кран, який не працював тиждень, вже в роботі | Що це за тариф для міста та його ринку | Ще не вирішено, але вони говорять про це і далі | Після свята в порту буде ще менше суден, ніж було',
  tr: 'Liman işçileri eski limanda bir grev için oy verdi | Belediye başkanı sendikalar ile bir görüşme için çağrı yaptı ve bu hafta için tarih verdi | Feribotlar pazartesi günü için yeni bir sefer planı ile döndü | Bir hafta boyunca olan arıza sonra giderildi ve vinç daha hızlı | Yeni tarife kent ve pazar için ne demek | Henüz bir karar yok ama görüşmeler daha sonra da var | Limanda bu yıl daha az gemi var',
} as const;

describe('what entries read like', () => {
  it.each(Object.entries(HARBOUR).filter(([lang]) => lang !== 'da'))('is %s', (lang, text) => {
    expect(spokenLanguage(entries(text, lang), STOPS)).toEqual({ said: lang, heard: lang });
  });

  it('is told apart from what they are said to be in', () => {
    const spoken = spokenLanguage(entries(HARBOUR.de, 'en-GB'), STOPS);
    expect(spoken).toEqual({ said: 'en', heard: 'de' });
    expect(disagreement(spoken)).toEqual({ said: 'en', heard: 'de' });
    expect(languageOfFeed('en', spoken)).toBe('en');
  });

  it('is not said of neighbours that share their little words', () => {
    expect(disagreement(spokenLanguage(entries(HARBOUR.da, 'no'), STOPS))).toBeUndefined();
  });

  it('is not said of a few words, of none, and of a language that nobody knows the little words of', () => {
    expect(spokenLanguage(entries('Der Streik ist zu Ende', 'en'), STOPS).heard).toBeUndefined();
    expect(spokenLanguage([], STOPS)).toEqual({ said: undefined, heard: undefined });
    const basque = Array.from({ length: 30 }, () => 'Portuko langileek greba bozkatu dute gaur');
    expect(spokenLanguage(entries(basque.join(' | '), 'eu'), STOPS).heard).toBeUndefined();
  });

  it('stands in for a line that says nothing', () => {
    expect(languageOfFeed('mul', { said: 'sv', heard: 'sv' })).toBe('sv');
    expect(languageOfFeed('und', { said: undefined, heard: 'sv' })).toBe('sv');
    expect(languageOfFeed('und', undefined)).toBeUndefined();
  });
});
