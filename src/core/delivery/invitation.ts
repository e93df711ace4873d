/** Takes off the end of an excerpt what only invites to the publisher's page: "Continue reading…". */
import type { MarkedText } from './marked-text.ts';

/** In the languages that the shipped brief reads; WordPress adds the last of them to every item. */
const INVITATIONS = [
  'continue reading',
  'keep reading',
  'read (?:more|on|the full (?:story|article))(?: here)?',
  'weiterlesen',
  'mehr lesen',
  'lire (?:la suite|plus)',
  'lees (?:verder|meer)',
  'leggi (?:tutto|di più|anche)',
  'continua a leggere',
  'seguir leyendo',
  'leer más',
  'czytaj (?:dalej|więcej)',
  'the post .{1,200} (?:first )?appeared (?:first )?on .{1,80}',
];
const AT_END = new RegExp(`(?<=^|[.!?…»”"’)\\]]) ?[[(]?(?:${INVITATIONS.join('|')})[\\s.…>»→:\\])]*$`, 'iu');

/** The text without an invitation that stands as a sentence of its own at its end; marks inside it go too. */
export function withoutInvitation({ text, marks }: MarkedText): MarkedText {
  const kept = text.replace(AT_END, '');
  return kept === text
    ? { text, marks }
    : { text: kept, marks: marks.filter(({ end }) => end <= kept.length) };
}
