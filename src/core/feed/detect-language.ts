/** The language of a text by its letters, for feeds that do not say theirs. */
import { eld } from 'eld/medium';

/** Characters that are looked at, and those without which nothing can be told. */
const [MOST, LEAST] = [4_000, 40];

/** Primary subtag, such as `de`; undefined where the text is too short or could be several. */
export function detectLanguage(text: string): string | undefined {
  const sample = text.slice(0, MOST);
  if (sample.length < LEAST) return undefined;
  const found = eld.detect(sample);
  return found.language !== '' && found.isReliable() ? found.language : undefined;
}
