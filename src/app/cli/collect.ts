/** An option that may be given more than once; unlike a variadic one it never swallows the argument behind it. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
