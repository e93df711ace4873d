/** Decides which addresses may become links in a message, and spells them as a reader would want to pass them on. */
import { withoutTrackers } from '../feed/canonical-url.ts';

/**
 * The normalised absolute http(s) address without what campaigns and social networks hang on it, or undefined for every other scheme, for addresses with a user name or
 * password in them (they imitate another host) and for those longer than `maxLength`.
 */
export function safeLink(link: string | undefined, maxLength = 2000): string | undefined {
  const url = link === undefined ? null : URL.parse(link);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    return undefined;
  }
  if (url.username !== '' || url.password !== '') return undefined;
  const shown = withoutTrackers(url.href);
  return shown.length <= maxLength ? shown : undefined;
}
