/** Title keys: a headline folded so that retypings of the same words compare equal. */

/** What stands between a headline and the outlet's name that some outlets append. */
const SUFFIX = /^(.*\S)\s+[|\-–—·•:]\s+(\S.*)$/su;

/**
 * The words of a title in lower case, without diacritics, quotes and punctuation, joined by single spaces.
 * A trailing ` | Outlet` or ` - Outlet` is dropped where it names one of these outlets. A title without letters or
 * digits is its own key, so that two of them differ.
 */
export function titleKey(title: string, ...outlets: readonly string[]): string {
  const suffix = SUFFIX.exec(title);
  const named = suffix?.[2] === undefined ? '' : fold(suffix[2]);
  const own = suffix?.[1] !== undefined && outlets.some((each) => fold(each) === named) ? suffix[1] : title;
  const key = fold(own);
  return key === '' ? own.trim() : key;
}

/** Folding by compatibility decomposition (UAX #15); marks of scripts that need theirs stay. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’‘ʼ`]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
