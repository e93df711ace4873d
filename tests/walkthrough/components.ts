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

/** The names of the fields that have to be filled in: Discord says which, Slack says which need not be. */
export function requiredFields(dialog: unknown): readonly string[] {
  if (typeof dialog !== 'object' || dialog === null) return [];
  const node = Object.entries(dialog);
  const own = new Map(node);
  const name =
    own.get('required') === true
      ? own.get('custom_id')
      : own.get('optional') === false
        ? own.get('block_id')
        : undefined;
  const inner = node.flatMap(([, value]) => requiredFields(value));
  return typeof name === 'string' ? [name, ...inner] : inner;
}
