/** Finds which shared lists the words of a clause stand in. */
import type { Lists } from '../lists/list.ts';
import { stopWordsByLanguage } from '../lists/lexicon.ts';
import { compileRules } from '../query/engine/engine.ts';

/** A stretch of a clause and the lists that hold its words. */
export type FoundWords = {
  readonly start: number;
  readonly end: number;
  readonly lists: readonly string[];
};

export type Vocabulary = {
  /** The longest stretches of a clause that stand in lists, none over another, in the order of the text. */
  readonly find: (clause: string) => readonly FoundWords[];
  /** The query with each list, `$acts.cut`, in the name of the one that goes on with it. */
  readonly widened: (query: string) => string;
  /** Whether the article's language writes several words as one, as in *Mieterhöhung*. */
  readonly joinsWords: boolean;
  /** Whether a folded word is one of `common.stop` in the article's language. */
  readonly isSmall: (word: string) => boolean;
};

/** Files whose lists are made of what clauses speak of. */
const FILES = /^(?:acts|bodies|deeds|matters|offices|things)\./;
/** What courts do when they decide: it says too little to be what a clause is about. */
const RULE = 'deeds.rule';

/** Lists of the second kind of file go on with the list of the first that has their name. */
const FURTHER: readonly (readonly [first: string, further: string])[] = [
  ['acts', 'deeds'],
  ['things', 'matters'],
  ['bodies', 'matters'],
  ['offices', 'matters'],
];

/** Whether a list, as `acts.resign` or `$acts.resign`, holds what is done. */
export function isAct(name: string): boolean {
  const bare = name.startsWith('$') ? name.slice(1) : name;
  return bare.startsWith('acts.') || bare.startsWith('deeds.');
}

/** A vocabulary of the shared lists in the language of an article, a primary subtag. */
export function createVocabulary(lists: Lists, lang: string = 'en'): Vocabulary {
  const small = stopWordsByLanguage(lists).get(lang) ?? new Set<string>();
  const names = Object.keys(lists).filter((name) => FILES.test(name) && name !== RULE);
  const compiled = compileRules(names.map((name) => ({ id: name, query: `$${name}`, lists })));
  if (compiled.kind === 'errors')
    throw new Error(`a shared list is unsound: ${compiled.errors[0]?.error.what}`);
  const held = new Set(names);
  const firstOf = new Map<string, string>();
  const furtherOf = new Map<string, string>();
  for (const name of names) {
    const [file = '', own = ''] = name.split('.');
    for (const [first, further] of FURTHER) {
      const from = `${first}.${own}`;
      if (file !== further || !held.has(from)) continue;
      firstOf.set(name, from);
      furtherOf.set(from, name);
    }
  }
  return {
    widened: (query) => query.replaceAll(/(?<=\$)[a-z]+\.\w+/g, (name) => furtherOf.get(name) ?? name),
    joinsWords: lang === 'de' || lang === 'nl',
    isSmall: (word) => small.has(word),
    find: (clause) => {
      const stretches = compiled.engine
        .match({ title: clause, summary: '', outlet: '', feed: '', lang })
        .flatMap(({ id, spans }) =>
          spans.map(({ start, end }) => ({ start, end, name: firstOf.get(id) ?? id })),
        );
      const longest = stretches.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
      const kept: { start: number; end: number; lists: string[] }[] = [];
      for (const { start, end, name } of longest) {
        const same = kept.find((each) => each.start === start && each.end === end);
        if (same !== undefined) same.lists = [...new Set([...same.lists, name])];
        else if (!kept.some((each) => start < each.end && each.start < end))
          kept.push({ start, end, lists: [name] });
      }
      return kept.toSorted((a, b) => a.start - b.start);
    },
  };
}
