/** What the country of a feed is called in a sentence. */

/** Names that English gives an article. */
const WITH_ARTICLE =
  /^(?:United|European|Netherlands|Philippines|Dominican|Central African|Bahamas|Gambia|Maldives|Comoros|Seychelles)\b/;

/**
 * English name of a country by its code (ISO 3166-1 alpha-2, or `EU`), such as Poland or the Netherlands; undefined for
 * `INT` and whatever else names no place.
 */
export function countryName(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code)) return undefined;
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code);
  return name !== undefined && WITH_ARTICLE.test(name) ? `the ${name}` : name;
}
