/** Reads what `/why` is asked about: an alert by its number, addresses, or a headline. */
import type { FoundName } from './names.ts';

/** What `/why` is asked about. */
export type Topic =
  | { readonly kind: 'alert'; readonly id: number }
  | { readonly kind: 'address'; readonly url: string }
  /** Two to five, such as those that one message links to. */
  | { readonly kind: 'addresses'; readonly urls: readonly string[] }
  | { readonly kind: 'headline'; readonly text: string };

/** "12", "#12", "alert 12", "did alert 12 fire?" */
const ALERT_NUMBER =
  /^(?:(?:did|was|is|the|of|about|for) )*(?:alert )?(?:number |no\.? ?)?#?(\d{1,15})(?: (?:fire|fired|come|sent|told|open|opened))?(?:,? (?:please|pls|plz|thanks))?[.?!]*$/i;
const MOST_ADDRESSES = 5;

/** The address in a word, freed of the marks that chats put around it; undefined where it is none. */
function addressOf(word: string): string | undefined {
  const url = /^<?(https?:\/\/[^\s|>]+)(?:\|[^>]*)?>?$/i.exec(word)?.[1] ?? withScheme(word);
  return url !== undefined && URL.canParse(url) ? url : undefined;
}

/** "tern.example/odd" as browsers show an address: a name with a dot in it, and a path. */
function withScheme(word: string): string | undefined {
  return /^(?:www\.)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}\/[^\s|>]+$/u.test(word) ? `https://${word}` : undefined;
}

/** Characters that nobody sees. */
const UNSEEN = /\p{Cf}/gu;

/** What is meant, in an option of this name; a headline may have so many characters. */
export function readTopic(typed: string, name: string, longest: number): FoundName<Topic> {
  const text = unquoted(typed);
  const seen = text.replaceAll(UNSEEN, '').trim();
  const number = ALERT_NUMBER.exec(seen.normalize('NFKC'))?.[1];
  if (number !== undefined) return ok({ kind: 'alert', id: Number(number) });
  const urls = [...new Set(seen.split(/\s+/).map(addressOf))];
  const [url] = urls;
  if (url !== undefined && urls.length === 1) return ok({ kind: 'address', url });
  const known = urls.flatMap((each) => each ?? []);
  if (known.length > 1 && known.length === urls.length)
    return ok({ kind: 'addresses', urls: known.slice(0, MOST_ADDRESSES) });
  if (seen === '') return wrong(`${name} is empty`);
  if (!/\p{L}/u.test(seen))
    return wrong(
      `“${seen.slice(0, 40)}” is no alert’s number, no headline and no address; write one number, such as 12`,
    );
  if (text.length > longest)
    return wrong(`a headline has at most ${longest} characters here; paste its address instead`);
  return ok({ kind: 'headline', text });
}

const ok = (value: Topic): FoundName<Topic> => ({ kind: 'ok', value });
const wrong = (problem: string): FoundName<never> => ({ kind: 'wrong', problem });

/** Without one pair of quotation marks around the whole. */
export function unquoted(text: string): string {
  return /^["“”„]([^"“”„]*)["“”]$/.exec(text)?.[1]?.trim() ?? text;
}
