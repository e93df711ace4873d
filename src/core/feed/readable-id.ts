/** Makes ids that people read and type of titles. */

/** A title as an id: `Le Monde – Europe` becomes `le-monde-europe`; empty where no letter or digit is left. */
export function readableId(title: string): string {
  const plain = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
