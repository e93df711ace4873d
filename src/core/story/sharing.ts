/** What a headline that is laid out and a report share, thing by thing, and what of it contradicts that they tell one event. */
import {
  type Contradiction,
  contradictionOf,
  otherThings,
  type Stated,
  type StatedInWords,
  type Written,
} from './contradiction.ts';
import { unpackKinds } from './packed/packed-kinds.ts';
import { isCorroborated, type Thing, thingOf } from './corroboration.ts';
import type { Layout } from './layout.ts';
import { LEAST_TELLING, type Words } from './shared-terms.ts';
import type { TermCounts } from './term-counts.ts';
import { KIN, NAME, WHEN } from './term-kind.ts';

/** What is compared besides the terms. */
export type Circumstances = Stated & {
  /** Kinds of things with their names, as `packKinds` writes them. */
  readonly named: string;
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly outlet: string;
  readonly labels: readonly string[];
  /** Terms that its queries asked for. */
  readonly asked: readonly number[];
  /** How many names it has for certain. */
  readonly names: number;
  /** Terms that are places by the word before them, in no list. */
  readonly towns: readonly number[];
  /** Whether words of it turn a matter into its opposite. */
  readonly turned: boolean;
  /** A live blog or round-up. */
  readonly rolling: boolean;
  /** What a market or a commentator makes of an event. */
  readonly reaction: boolean;
};

export type Sharing = {
  /** Begins with a headline, after it is laid out. Only one at a time. */
  readonly begin: (headline: Circumstances) => void;
  /** Terms that the headline shares with a report. */
  readonly shared: (words: Words, slot: number) => readonly number[];
  /** Whether it shares more than one piece of evidence with a report, by what the queries of both asked for. */
  readonly corroborated: (words: Words, slot: number, report: Circumstances) => boolean;
  /** Whether it shares more than one thing with a report, if need be what a query asked for. */
  readonly sharesSeveral: (words: Words, slot: number, report: Circumstances) => boolean;
  /** What speaks against its telling the event of a report. */
  readonly contradiction: (words: Words, slot: number, report: Circumstances) => Contradiction;
  /** Whether it is of another thing than a report, so that it is not the same matter either. */
  readonly isOfOther: (words: Words, slot: number, report: Circumstances) => boolean;
  readonly end: () => void;
};

/** Terms that are kept as read. */
const MOST_THINGS = 20_000;

/** Compares one headline with reports, by a vocabulary. */
export function createSharing(termCounts: TermCounts, layout: Layout): Sharing {
  let own: Circumstances | undefined;
  let stated: StatedInWords | undefined;

  // Reading a term is slow, and the same few thousand come again and again.
  const things = new Map<string, Thing>();
  const thing = (term: number): Thing => {
    const spelling = termCounts.spellingOf(term);
    const known = things.get(spelling);
    if (known !== undefined) return known;
    if (things.size >= MOST_THINGS) things.clear();
    const read = thingOf(spelling);
    things.set(spelling, read);
    return read;
  };
  const shares = (words: Words, slot: number, report: Circumstances, asked: readonly number[]): boolean => {
    const sameLanguage = own?.lang === report.lang;
    const telling: Thing[] = [];
    const look = (term: number): void => {
      if (layout.weightOf(term) < LEAST_TELLING) return;
      const kind = termCounts.kindOf(term);
      if (kind === WHEN || (sameLanguage && kind === KIN)) return;
      if (kind === NAME && !layout.isName(term) && !termCounts.isName(term)) return;
      telling.push(thing(term));
    };
    words.eachOfTitle(slot, look);
    words.eachOfLede(slot, look);
    if (telling.length < 2) return false;
    return isCorroborated(telling, asked.map(thing));
  };
  const written = writtenAs(termCounts, layout);

  const ownInWords = (): StatedInWords | undefined => {
    if (own === undefined) return undefined;
    stated ??= inWords(own, termCounts.spellingOf, (visit) => {
      for (const { term } of layout.terms()) visit(termCounts.spellingOf(term), layout.inTitle(term));
    });
    return stated;
  };
  const theirsInWords = (words: Words, slot: number, report: Circumstances): StatedInWords =>
    inWords(report, termCounts.spellingOf, (visit) => {
      words.eachOfTitle(slot, (term) => visit(termCounts.spellingOf(term), true));
      words.eachOfLede(slot, (term) => visit(termCounts.spellingOf(term), false));
    });

  return {
    begin: (headline) => {
      own = headline;
      stated = undefined;
    },
    shared: (words, slot) => {
      const shared: number[] = [];
      const look = (term: number): void => {
        if (layout.weightOf(term) > 0 && termCounts.kindOf(term) !== KIN) shared.push(term);
      };
      words.eachOfTitle(slot, look);
      words.eachOfLede(slot, look);
      return shared;
    },
    corroborated: (words, slot, report) =>
      shares(words, slot, report, [...(own?.asked ?? []), ...report.asked]),
    sharesSeveral: (words, slot, report) => shares(words, slot, report, []),
    contradiction: (words, slot, report) => {
      const one = ownInWords();
      return one === undefined
        ? 'nothing'
        : contradictionOf(one, theirsInWords(words, slot, report), written);
    },
    isOfOther: (words, slot, report) => {
      const one = ownInWords();
      return one !== undefined && otherThings(one, theirsInWords(words, slot, report), written) === 'much';
    },
    end: () => {
      own = undefined;
      stated = undefined;
    },
  };
}

/** How terms are written, by the vocabulary and the headline that is laid out. Asking makes no term known. */
function writtenAs(termCounts: TermCounts, layout: Layout): Written {
  return {
    isName: (spelling) => {
      const term = termCounts.knownNumberOf(spelling);
      return term !== undefined && (layout.isName(term) || termCounts.isName(term));
    },
    isWord: (spelling) => {
      const term = termCounts.knownNumberOf(spelling);
      return term !== undefined && termCounts.isWord(term);
    },
  };
}

function inWords(
  { lang, named: packed, sides }: Circumstances,
  spellingOf: (term: number) => string,
  each: (visit: (spelling: string, inTitle: boolean) => void) => void,
): StatedInWords {
  const [title, all] = [new Set<string>(), new Set<string>()];
  each((spelling, inTitle) => {
    all.add(spelling);
    if (inTitle) title.add(spelling);
  });
  let named: ReturnType<typeof unpackKinds> | undefined;
  return { lang, named: () => (named ??= unpackKinds(packed, spellingOf)), sides, title, all };
}
