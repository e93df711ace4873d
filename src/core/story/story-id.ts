/** Story ids: readable, and the same for the same first entry. */
import { fold } from './reading/headline-words.ts';

const SLUG_WORDS = 7;
const SLUG_LENGTH = 48;

/**
 * The id of a story that begins with this entry: its UTC date, the first words of its title, and four characters that
 * keep equal titles apart, such as `2026-10-30-ministers-agree-earlier-deadline-k3f9`. `key` names the entry.
 */
export function storyIdOf(key: string, title: string, publishedAt: number): string {
  const date = new Date(publishedAt).toISOString().slice(0, 10);
  const words = fold(title)
    .replaceAll("'", '')
    .match(/[a-z0-9]+/g);
  let slug = '';
  for (const word of (words ?? []).slice(0, SLUG_WORDS)) {
    if (slug.length + word.length + 1 > SLUG_LENGTH) break;
    slug += `${word}-`;
  }
  return `${date}-${slug}${shortHash(`${key}\n${title}`)}`;
}

/** Four base-36 characters of 32-bit FNV-1a over UTF-16 units. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash >>> 0) % 36 ** 4).toString(36).padStart(4, '0');
}
