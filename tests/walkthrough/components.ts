/** Finds things in what a platform was asked to draw, however deep they stand. */

export type Component = Readonly<Record<string, unknown>>;

/** Every text under this key, outermost first. */
export function componentsOf(drawn: unknown, key: string): readonly string[] {
  if (Array.isArray(drawn)) return drawn.flatMap((each) => componentsOf(each, key));
  if (typeof drawn !== 'object' || drawn === null) return [];
  return Object.entries(drawn).flatMap(([name, value]) =>
    name === key && typeof value === 'string' ? [value] : componentsOf(value, key),
  );
}
