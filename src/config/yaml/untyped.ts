/** Looks into a YAML value that may be anything, so that one wrong part does not hide the others. */

export type Path = readonly PropertyKey[];

/** The value as a map, or an empty one. */
export function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list, or an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text, or undefined. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The part of a value at a path; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    here = Array.isArray(here) ? here[Number(key)] : asMap(here)[String(key)];
  }
  return here;
}
