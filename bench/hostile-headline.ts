/** Headlines that have nothing to do with each other, so that each is a story of its own. */

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';

/** The nth headline of six invented words. */
export function headline(n: number): string {
  return Array.from({ length: 6 }, (_, at) => word(n * 6 + at)).join(' ');
}

function word(n: number): string {
  let left = Math.imul(n + 1, 2_654_435_761) >>> 0;
  let text = '';
  for (let syllable = 0; syllable < 4; syllable += 1) {
    text += CONSONANTS.charAt(left % CONSONANTS.length);
    left = Math.floor(left / CONSONANTS.length);
    text += VOWELS.charAt(left % VOWELS.length);
    left = Math.floor(left / VOWELS.length);
  }
  return text;
}
