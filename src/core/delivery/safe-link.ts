/** Decides which addresses may become links in a message. */

/**
 * The normalised absolute http(s) address, or undefined for every other scheme, for addresses with a user name or
 * password in them (they imitate another host) and for those longer than `maxLength`.
 */
export function safeLink(link: string | undefined, maxLength = 2000): string | undefined {
  const url = link === undefined ? null : URL.parse(link);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    return undefined;
  }
  return url.username === '' && url.password === '' && url.href.length <= maxLength ? url.href : undefined;
}
