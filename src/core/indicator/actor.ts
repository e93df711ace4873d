/** Actors: who is named in a signal, by the key of a list entry and as people read it. */

/** How many are meant at least where "several" of them act. */
const SEVERAL = 3;

/** As how many voices an actor counts: `5-allies` as five, `several-allies` as three, any other as one. */
export function voicesOf(key: string): number {
  const [, count = ''] = /^(\d{1,3}|several)-/.exec(key) ?? [];
  return count === 'several' ? SEVERAL : Math.max(1, Number(count));
}

/**
 * The voices of actors together: those who are named, and of those who are only counted the most that were told at once,
 * since two counts may be of the same.
 */
export function countVoices(keys: Iterable<string>): number {
  let [named, counted] = [0, 0];
  for (const key of new Set(keys)) {
    const voices = voicesOf(key);
    if (voices > 1) counted = Math.max(counted, voices);
    else named += 1;
  }
  return named + counted;
}

/** The words of an actor's key, with a capital: `polish-president` becomes `Polish president`. */
export function actorName(key: string): string {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
