/** Actors: who is named in a signal, by the key of a list entry and as people read it. */

/** The words of an actor's key, with a capital: `polish-president` becomes `Polish president`. */
export function actorName(key: string): string {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
