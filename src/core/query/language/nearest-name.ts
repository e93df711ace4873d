/** Finds the name that someone probably meant. */

/** Levenshtein distance: insertions, deletions and substitutions that turn one name into the other. */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}

/** The nearest of the names by edit distance, undefined where none is near: more than a third of the letters differ. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');
  const [best] = names
    .map((candidate) => ({ candidate, far: distance(plain(name), plain(candidate)) }))
    .filter(
      ({ candidate, far }) => far <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)),
    )
    .toSorted((one, other) => one.far - other.far);
  return best?.candidate;
}
