/** What politeness is owed to: a host's name and port. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
