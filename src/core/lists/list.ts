/** A list: query fragments that belong together, each perhaps in one language only, perhaps the words for an actor. */
import { z } from 'zod';
import { ANY_LANGUAGE, codeFor, isLanguageCode, languageName } from './language-code.ts';

/** The name of a list of a brief's own. */
export const ListName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$/,
    'is not a list name; use lower-case letters, digits and underscores, such as top_posts',
  );

/** What may stand below a brief's `lists:`: names of its own, and shared ones, `acts.resign`, that it extends. */
export const ListOrSharedName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$|^[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*$/,
    'is not a list name; use lower-case letters, digits and underscores, such as top_posts',
  );

/** Whether a name is that of a shared list. */
export function isShared(name: string): boolean {
  return name.includes('.');
}

/** A language's code or an actor's key. */
const Key = z
  .string()
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'is not a key; use lower-case letters, digits and hyphens, such as french-president, or the code of a language, such as en',
  );
const Term = z.string().min(1);
const Terms = z.union([Term.transform((term) => [term]), z.array(Term).min(1)]);
const TermsOrMap = z.union([Terms, z.record(Key, Terms)]);

/**
 * Plain terms, which count in every language; a map from language codes to terms, which count in entries of that
 * language or of none that is known; or actors, whose key is the name that signals carry and whose value is either.
 */
export const List = z
  .union([z.array(Term).min(1), z.record(Key, TermsOrMap)])
  .superRefine((list, context) => {
    if (Array.isArray(list)) return;
    for (const { path, message } of faultsOf(list))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
export type List = z.infer<typeof List>;

/** One file of `config/lists/`: its lists by name. */
export const ListFile = z.record(ListName, List);
export type ListFile = z.infer<typeof ListFile>;

/**
 * What a brief changes of a shared list: below `add` terms in any form that a list has, below `remove` the terms to leave
 * out, wherever in the list they stand.
 */
export const Extension = z.record(z.string().regex(/^(?:add|remove)$/, 'is neither add nor remove'), List);
export type Extension = { readonly add?: List | undefined; readonly remove?: List | undefined };

/** Lists by the name that queries call them by: `leaders` of the brief's own, `acts.resign` of the shared ones. */
export type Lists = Readonly<Record<string, List>>;

/** The terms of a list that count in one language and name one actor. */
export type TermGroup = {
  /** Undefined where the list is no list of actors. */
  readonly actor: string | undefined;
  /** Primary subtag; undefined where the terms count in every language. */
  readonly lang: string | undefined;
  readonly terms: readonly string[];
  /** The keys that lead to the terms from the list. */
  readonly path: readonly string[];
};

/** The terms of a list, taken apart by actor and language, in the order of writing. */
export function termGroups(list: List): readonly TermGroup[] {
  if (Array.isArray(list)) return [{ actor: undefined, lang: undefined, terms: list, path: [] }];
  if (isScoped(list)) return scopedGroups(list, undefined);
  return Object.entries(list).flatMap(([actor, words]) =>
    Array.isArray(words)
      ? [{ actor, lang: undefined, terms: words, path: [actor] }]
      : scopedGroups(words, actor),
  );
}

/** Whether the map's keys are language codes and nothing else. */
function isScoped(map: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(map);
  return keys.length > 0 && keys.every(isLanguageCode);
}

function scopedGroups(
  map: Readonly<Record<string, unknown>>,
  actor: string | undefined,
): readonly TermGroup[] {
  return Object.entries(map).flatMap(([code, terms]) =>
    Array.isArray(terms)
      ? [
          {
            actor,
            lang: code === ANY_LANGUAGE ? undefined : code,
            terms: terms.filter((term) => typeof term === 'string'),
            path: actor === undefined ? [code] : [actor, code],
          },
        ]
      : [],
  );
}

/** Whether a key is no code of a language and written like one: `gr`, `en-gb`. */
function isLikeCode(key: string): boolean {
  return !isLanguageCode(key) && /^[a-z]{2}(?:-[a-z]{2,4})?$/.test(key);
}

type Fault = { readonly path: readonly string[]; readonly message: string };

/** What the schema alone cannot say of a map: which of its keys are languages, and which actors. */
function faultsOf(map: Readonly<Record<string, unknown>>): readonly Fault[] {
  if (isScoped(map)) {
    return Object.entries(map).flatMap(([code, words]) =>
      Array.isArray(words)
        ? []
        : [
            {
              path: [code],
              message: `is a map; below a language (${languageName(code)}) stands a list of words`,
            },
          ],
    );
  }
  const keys = Object.keys(map);
  const [mistaken] = keys.some(isLanguageCode) ? keys.filter(isLikeCode) : [];
  if (mistaken !== undefined) {
    const code = codeFor(mistaken);
    const remedy = code === undefined ? 'write the code of ISO 639-1' : `${languageName(code)} is ${code}`;
    return [{ path: [mistaken], message: `is no language code, though others of these keys are; ${remedy}` }];
  }
  return Object.entries(map).flatMap(([actor, words]): readonly Fault[] => {
    if (isLanguageCode(actor)) {
      return [
        {
          path: [actor],
          message: `is the code of a language (${languageName(actor)}) and so no actor's key; write the actor's name in full, or give every key of this list a language`,
        },
      ];
    }
    if (Array.isArray(words) || typeof words !== 'object' || words === null) return [];
    return Object.keys(words)
      .filter((key) => !isLanguageCode(key))
      .map((key) => ({
        path: [actor, key],
        message: 'is no language code; below an actor stand its words, as a list or by language: { en: […] }',
      }));
  });
}
