/** Says which of the lists that hold a word are meant in a clause: a strike is an attack, or a walkout. */
import { EMPTY_WORDS } from './empty-words.ts';
import { type FoundWords, isAct, type Vocabulary } from './vocabulary.ts';

/** Acts whose words mean something else as well, and the lists of which one is spoken where they are meant. */
const SENSES: Readonly<Record<string, RegExp>> = {
  'deeds.fall':
    /^\$(?:things\.(?:price|interest_rate|currency|wage|export|harvest|job|economy|inflation|rating|premium|poll|storage|debt|percent|trade)|matters\.(?:profit|unemployment|tourism|investment|import|share\w*|rent))$/,
  'acts.attack':
    /^\$(?:bodies\.(?:army|navy)|things\.(?:troops|weapon|missile|drone|ship|war|jet|mine|base|pipeline|cable|cyber|nuclear)|matters\.(?:militia|violence|hostage|coup|gang|airspace|murder))$/,
  'acts.walk_out':
    /^\$(?:bodies\.union|offices\.(?:worker|nurse|teacher|doctor)|things\.(?:wage|strike_of_workers|job|work)|matters\.(?:lecturer|redundancy|working_hours|unpaid_wages|journalist))$/,
};

/** Letters of a list's name that a word must begin with to be its own: `cut` of "cuts". */
const NAMED = 3;

/** Of the acts that a word may mean the ones that are called like it, as "refused" is `acts.refuse`; else all. */
function namedFor(word: string, lists: readonly string[]): readonly string[] {
  const said = word.toLowerCase();
  const named = lists.filter((name) => {
    const [, own = ''] = name.split('.');
    return isAct(name) && own.length >= NAMED && said.startsWith(own.replace(/_.*/, '').replace(/e$/, ''));
  });
  return named.length === 0 ? lists : lists.filter((name) => !isAct(name) || named.includes(name));
}

/** A stretch without lists that its word is not meant by: a strike is an attack, a walkout, or a line through a name. */
export function inItsSense(
  words: FoundWords,
  {
    clause,
    vocabulary,
    spoken,
    relative,
  }: {
    readonly clause: string;
    readonly vocabulary: Vocabulary;
    readonly spoken: ReadonlySet<string>;
    readonly relative: number | undefined;
  },
): FoundWords {
  const own = namedFor(clause.slice(words.start, words.end), words.lists);
  const meant = own.filter((name) => {
    const field = SENSES[name];
    return field === undefined || words.lists.length < 2 || [...spoken].some((each) => field.test(each));
  });
  const lists = meant.length === 0 ? own : meant;
  const labour = lists.includes('acts.walk_out') ? lists.filter((name) => name !== 'acts.ban') : lists;
  return {
    ...words,
    lists:
      modifies(words, clause, vocabulary) && !isVerb(words, clause, relative) ? withoutActs(labour) : labour,
  };
}

/** Whether a word stands right before a noun, as in "flood cover", and so says what kind it is rather than what is done. */
function modifies({ start, end }: FoundWords, clause: string, { isSmall, joinsWords }: Vocabulary): boolean {
  if (joinsWords) return false;
  const next = /^ (\p{L}{3,})/u.exec(clause.slice(end))?.[1]?.toLowerCase();
  return (
    next !== undefined &&
    !/(?:s|ed|ing)$/.test(clause.slice(start, end)) &&
    !EMPTY_WORDS.has(next) &&
    !isSmall(next)
  );
}

/** Whether a word stands where a verb does: after the pronoun, or joined to what stands there. */
function isVerb({ start }: FoundWords, clause: string, relative: number | undefined): boolean {
  return (
    relative !== undefined &&
    start > relative &&
    /(?:that|who|which|whom|and|or|to|must|may|will|can|not),? $/.test(clause.slice(0, start))
  );
}

function withoutActs(lists: readonly string[]): readonly string[] {
  const things = lists.filter((name) => !isAct(name));
  return things.length === 0 ? lists : things;
}
