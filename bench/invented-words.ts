/** Words that no language has and no two numbers share, so that headlines made of them are events of their own. */

const LETTERS = 26;
const COMPARED = 4;

/** Eight letters of which the first four, which is what stories compare, belong to no other number below 26^4. */
export function inventedWord(number: number): string {
  let left = (number * 7_919) % LETTERS ** COMPARED;
  let word = '';
  for (let i = 0; i < COMPARED; i++) {
    word += String.fromCharCode(97 + (left % LETTERS));
    left = Math.floor(left / LETTERS);
  }
  return `${word}uton`;
}

/** The same with a capital: a name to look for in a channel. */
export function inventedName(number: number): string {
  const word = inventedWord(number);
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
