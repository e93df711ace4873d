/** Recognises the headings of an article's five sections, however they are worded, numbered and adorned. */

export const SECTIONS = ['happened', 'leverage', 'mechanism', 'matters', 'watch'] as const;
export type Section = (typeof SECTIONS)[number];

/** Headings as a whole, in lower case and without marks at their end. */
const WHOLE: readonly (readonly [Section, RegExp])[] = [
  [
    'watch',
    /^(?:what|signs?|things?|indicators?)?\s*(?:should we |to |we )?watch(?: for)?(?: next| now)?$|^what (?:comes|happens|to expect)(?: next)?$|^(?:what|where) (?:now|next)$|^(?:and )?next(?: steps)?$|^(?:the )?(?:outlook|road ahead|way ahead)$|^looking (?:ahead|forward)$|^(?:key |early |warning )?(?:signposts|indicators|signals|triggers|milestones|red flags|tell-?tales?|warning signs)$|^(?:the )?(?:watch|check|monitoring) ?list$|^watch ?points?$|^(?:a )?forward look$|^what (?:could|might|may|will) happen next$|^what would (?:confirm|prove|show) (?:it|this|us right)$|^how (?:you|we|i)(?: will|'ll)? (?:know|tell)$|^(?:the |my |our )?(?:\w+ )?(?:\w+ )?(?:signs?|signals?|indicators|signposts|things|markers|triggers|milestones|developments|questions) (?:to|i am|we are|worth) (?:track|watch|follow|monitor|note|look for|look out for|watching|tracking|following|monitoring)(?: for)?$|^on (?:the|my|our) radar$/,
  ],
  [
    'happened',
    /^what(?:'s| has| is)? ?(?:just )?happen(?:ed|ing|s)$|^(?:the )?(?:news|facts|event)$|^(?:the )?background$|^the situation$|^(?:in brief|summary|in short)$/,
  ],
  [
    'leverage',
    /^(?:who|where) (?:\w+ ){1,4}leverage(?: lies)?$|^leverage$|^who (?:gains|has|holds|wins) (?:power|the lever|the cards|leverage)$|^who (?:benefits|gains|profits|wins)$/,
  ],
  [
    'mechanism',
    /^(?:(?:what|which) mechanism (?:\w+ ?){1,4}|(?:the )?mechanism(?: at (?:work|play))?|what is the mechanism|how (?:does )?(?:it|this) works?)$/,
  ],
  [
    'matters',
    /^why (?:it|this|does (?:it|this)) matters?(?: now)?$|^why (?:we |you )?(?:should (?:we |you )?)?care$|^(?:the )?stakes$|^what(?:'s| is) at stake$|^so what$/,
  ],
];

/** A word that a heading of each section turns on. */
const KEYS: readonly (readonly [Section, RegExp])[] = [
  [
    'watch',
    /\bwatch(?:ing|list)?\b|\blook(?:ing)? (?:out )?for\b|\bsignposts?\b|\bindicators\b|\bwarning signs?\b|\bsigns? (?:to|of|that)\b|\bsignals to\b|\bwhat(?:'s| is| comes)? next\b|\btripwires?\b/,
  ],
  ['leverage', /\bleverage\b|\bwho (?:gains|benefits|wins|profits|holds)\b/],
  ['mechanism', /\bmechanism\b|\bhow (?:it|this|does (?:it|this)) works?\b/],
  ['matters', /\bmatters?\b|\bstakes?\b|\bcare\b/],
  ['happened', /\bhappen(?:ed|ing|s)?\b|\bthe (?:news|facts|story so far)\b/],
];

/** The same in German, French, Spanish, Italian, Dutch and Polish, without accents. */
const FOREIGN_KEYS: readonly (readonly [Section, RegExp])[] = [
  [
    'watch',
    /\bworauf\b|\bbeobacht|\bim blick\b|\b(?:fruh)?warn(?:zeichen|signale)\b|\bsignale\b|\bvigilance\b|\bprestar atencion\b|\bsignaux\b|\bsignal(?:en|punten)\b|\bsygnaly\b|\banzeichen\b|\bwie (?:es )?weitergeht|\bsurveiller\b|\ba suivre\b|\bguetter\b|\bvigilar\b|\bsenales\b|\bque (?:observar|mirar|sigue|viene)\b|\b(?:da|cosa) (?:osservare|tenere|seguire)\b|\bsegnali\b|\bop (?:te )?letten\b|\bop moeten letten\b|\bin de gaten\b|\bworauf es\b|\bausblick\b|\bwie weiter\b|\bwas nun\b|\bet (?:maintenant|apres)\b|\bperspectives\b|\bque esperar\b|\by ahora\b|\bproximos pasos\b|\b(?:che )?cosa aspettarsi\b|\be adesso\b|\bhoe nu verder\b|\bvooruitblik\b|\bna co (?:zwrocic|patrzec)|\bco (?:dalej|obserwowac)\b|\bczego sie spodziewac\b/,
  ],
  [
    'happened',
    /\bwas (?:ist |gerade )*(?:geschehen|geschah|passiert)|\bdie lage\b|\bs'est passe\b|\bles faits\b|\bque (?:ha )?(?:paso|pasado|ocurrio|ocurrido|sucedio|sucedido)|\blos hechos\b|\bsuccess[oa]\b|\bi fatti\b|\bwat (?:er |is )*gebeurd|\bde feiten\b|\bco sie (?:stalo|wydarzylo)\b|\bfakty\b/,
  ],
  [
    'leverage',
    /\bhebel\b|\bwer (?:gewinnt|profitiert|hat|sitzt)\b|\blevier\b|\bqui (?:gagne|profite|tient|a)\b|\bpalanca\b|\bquien (?:gana|tiene|manda)|\bla leva\b|\bchi (?:guadagna|vince|ha)\b|\bhefboom\b|\bwie (?:wint|heeft|profiteert)\b|\bkto (?:zyskuje|ma|trzyma)\b|\bdzwigni/,
  ],
  [
    'mechanism',
    /\bmechanismus\b|\bwie (?:es|das) funktioniert|\bmecanisme\b|\bcomment (?:ca|cela) (?:marche|fonctionne)|\bmecanismo\b|\bcomo funciona|\bmeccanismo\b|\bcome funziona|\bmechanisme\b|\bhoe (?:het|dit) werkt|\bmechanizm\b|\bjak to dziala/,
  ],
  [
    'matters',
    /\bwarum (?:es|das)\b|\bauf dem spiel\b|\bpourquoi\b|\benjeux?\b|\bpor que\b|\ben juego\b|\bperche\b|\bposta in gioco\b|\bwaarom\b|\bdlaczego\b|\bstawk[aeią]\b/,
  ],
];

/** What stands below such a line is no part of the article's five sections. */
const END =
  /^(?:sources?|references?|bibliography|(?:foot|end)?notes?|further reading|read more|see also|related(?: \w+)?|about (?:the|this|us) ?.{0,20}|disclaimer|credits|acknowledge?ments|appendix|methodology|subscribe.{0,30}|share this.{0,20}|quellen|anmerkungen|literatur|sources et notes|références|fuentes|referencias|fonti|note|bronnen|noten|źródła|przypisy)$/i;

/** Whether a line heads what follows an article: its sources, notes, who wrote it. */
export function endsArticle(line: string): boolean {
  return line.length < LONGEST && END.test(plainOf(undress(line).bare));
}

/** A heading is no sentence: it is short. */
const [LONGEST, MOST_WORDS] = [60, 9];
const NUMBERING = /^(?:(?:section|part|chapter|step)\s+)?(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.):–—-]+\s*(?=\S)/i;
/** "Watch for dams that close" tells a sign and heads nothing. */
const TELLS = /^(?:watch|look|monitor|keep|track|follow)\b.*\b(?:for|whether|if|on|out)\s+\S+\s+\S/i;
const SENTENCE_END = /[.;,!]$/;

export type Heading = { readonly section: Section; readonly rest: string };

/**
 * The section that a line heads, and what follows the heading on the same line; undefined for any other line. `known` are
 * the sections that were headed before; the first line of an article is its title unless it says what happened.
 */
export function headingOf(
  line: string,
  known: ReadonlySet<Section>,
  isFirst: boolean = false,
): Heading | undefined {
  const { bare, adorned } = undress(line);
  const [, bold = '', after = ''] = /^(?:\*\*|__)(.+?)(?:\*\*|__)[:.]?\s*(.*)$/.exec(bare) ?? [];
  const [, named = '', said = ''] = /^([^:.]{3,60}):\s*(.*)$/.exec(bare) ?? [];
  for (const [text, rest] of [
    [undress(bold).bare, after],
    [named, said],
    [bare, ''],
  ] as const) {
    if (text === '' || text.length > LONGEST) continue;
    const plain = plainOf(text);
    for (const [section, pattern] of WHOLE) if (pattern.test(plain)) return { section, rest: tailOf(rest) };
  }
  const whole = bold !== '' && after === '' ? bold : bare;
  const keyed = byKey(undress(whole).bare, adorned || whole !== bare, known);
  return isFirst && keyed?.section !== 'happened' ? undefined : keyed;
}

/** By one word, where the line looks like a heading and the section has none yet. */
function byKey(text: string, adorned: boolean, known: ReadonlySet<Section>): Heading | undefined {
  if (text === '' || text.length > LONGEST || text.split(/\s+/).length > MOST_WORDS) return undefined;
  if (TELLS.test(text) || SENTENCE_END.test(text)) return undefined;
  // Below the last heading stand signs, which may use any of the words.
  if (known.has('watch') && !adorned) return undefined;
  const plain = plainOf(text);
  const bare = plain.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '');
  const found =
    KEYS.find(([section, pattern]) => !known.has(section) && pattern.test(plain)) ??
    FOREIGN_KEYS.find(([section, pattern]) => !known.has(section) && pattern.test(bare));
  return found === undefined ? undefined : { section: found[0], rest: '' };
}

/** A line without marks of lists, numbers, emoji and HTML before its words, and whether it had any that headings have. */
function undress(line: string): { readonly bare: string; readonly adorned: boolean } {
  const untagged = line.replaceAll(/<[^>]{1,80}>/g, '').trim();
  const unmarked = untagged.replace(/^#+\s*/, '').replace(/^[^\p{L}\p{N}*_("'“‘]+/u, '');
  const bare = unmarked
    .replace(NUMBERING, '')
    .replace(/^[^\p{L}\p{N}*_("'“‘]+/u, '')
    .replace(/\s*#+$/, '')
    .trim();
  return {
    bare,
    adorned:
      /^\s*(?:#|<h)/i.test(line) ||
      /^\p{Extended_Pictographic}/u.test(untagged) ||
      (unmarked !== bare && !/^[a-h]\)/.test(unmarked)),
  };
}

function plainOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[*_:?.!]+/g, '')
    .trim();
}

/** What stands behind a heading on its line, unless it is a mere end of the heading: "Leverage: who gains". */
function tailOf(rest: string): string {
  return rest.split(/\s+/).length <= 3 && !SENTENCE_END.test(rest) ? '' : rest;
}
