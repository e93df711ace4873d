/** The words by which articles lead to signs, and by which they say which way a sign points. */

const LEAD =
  /^(?:(?:and|also|finally|then|please|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth|last(?:ly)?|next|(?:readers|analysts|one|we|you) (?:should|can|will|must|need to)|be)[, ]+)*(?:watch(?:ing)?(?: out)?|look(?:ing)?(?: out)?|monitor|track|note|follow|keep (?:an eye|watch|track)|pay attention|be alert|beware|signs? (?:to watch(?: for)?|of)|(?:the|a) (?:first|second|third|fourth|fifth|sixth|last|final|next|other|most telling)(?: one| sign| thing| indicator| question)?(?: to watch)? (?:is|would be|will be))\s*(?:also )?(?:for|whether|if|on|to|of|that)?\s*(?:any )?(?:(?:concrete |early |clear )?(?:signs?|evidence|signals?|indications?) (?:that|of|for)\s*)?/i;
/** The same in German, French, Spanish, Italian, Dutch and Polish; what leads to a clause there may also stand by itself. */
const FOREIGN_LEAD =
  /^(?:(?:und|auch|et|aussi|y|tambi[ée]n|e|anche|en|ook|oraz|także),? )?(?:(?:zu )?(?:beobachten|achten)(?: (?:ist|sind|sie|wir|man))?(?: (?:auf|darauf|auch|vor allem))*,?\s*|(?:(?:il )?(?:faut|faudra|convient de|s['’]agira de) )?(?:on |nous )?(?:surveillera|surveillerons|surveille[rz]|guette[rz]|observe[rz]|suivre|à surveiller|à suivre)\s*:?\s*|(?:vigil(?:ar|e|en)|observ(?:ar|e|en)|hay que (?:vigilar|observar))\s*|(?:osserva(?:re|te)|tene(?:re|te) d['’]occhio|monitorare)\s*|(?:let(?: ook)? op|houd in de gaten),?\s*|(?:(?:warto|należy) )?(?:obserwować|śledzić|zwrócić uwagę na)\s*)?(?:(?:an)?zeichen (?:dafür,? dass|für)\s*|(?:tout |les )?signes? (?:que |de |d['’])|señal(?:es)? (?:de que|de) |segnal[ei] (?:che|di) |(?:ob|dass|falls|wenn|si|que|se|che|of|dat|czy)\s+)?/i;
const AGAINST =
  /\b(?:would|will|could) (?:point|speak|count|cut|argue|suggest|indicate|show|mean|signal)[^.]*?\b(?:other way|opposite|otherwise|against|reassertion|the contrary|easing|relief)\b|\bpoints? the other way\b|\bwould be (?:a )?signs? of (?:easing|relief)\b|\b(?:würde|würden|spräche|sprächen)\b.*\b(?:andere Richtung|Gegenteil|dagegen)\b|\b(?:autre sens|sens inverse|le contraire)\b|\b(?:sentido contrario|lo contrario|otra dirección)\b|\b(?:senso opposto|direzione opposta|il contrario)\b|\b(?:andere kant op|tegendeel)\b|\b(?:przeciwną stronę|odwrotn)/i;
/** A verdict on a sign that is no part of it. */
const TAIL =
  /,? \(?(?:all of )?(?:which|that|this|these|it|they)? ?(?:would|will|could) (?:point|speak|count|cut|argue|suggest|indicate|show|mean|signal)\b.*$|,? would be (?:a )?signs? of (?:easing|relief)\b.*$|,? (?:would|will) (?:matter|be (?:a )?(?:sign|telling|significant))\b.*$|,? (?:würde|würden|spräche|sprächen) (?:in die andere Richtung|für das Gegenteil|dagegen)\b.*$|,? (?:irai(?:t|ent)|pointerai(?:t|ent)|indiquerai(?:t|ent)) (?:dans l['’]autre sens|le contraire)\b.*$|,? (?:apuntaría[n]?|indicaría[n]?) (?:en sentido contrario|lo contrario|en otra dirección)\b.*$|,? (?:indicherebbe(?:ro)?|andrebbe(?:ro)?) (?:in senso opposto|nella direzione opposta|il contrario)\b.*$|,? (?:zou|zouden) (?:de andere kant op wijzen|op het tegendeel wijzen)\b.*$/i;
/** By these a sentence begins that names what speaks against the article. */
const CONTRAST =
  /^(?:[^:.]{0,40}\b(?:prove|show) (?:me|us|this) wrong|[^:.]{0,40}change (?:my|our|your) minds?|[^:.]{0,40}point the other way)\s*:\s+|^(?:and |but )?(?:on the other hand|conversely|by contrast|in contrast|à l['’]inverse|en revanche|à l['’]opposé|umgekehrt|im gegenteil|dagegen|por el contrario|en cambio|al contrario|all['’]opposto|viceversa|daarentegen|omgekeerd|odwrotnie|z drugiej strony)\s*[,:]?\s+/i;
/** "Four things", "the following signs": they announce signs and are none. */
const ANNOUNCES =
  /^(?:the following|these|those|(?:[a-z]+ )?(?:two|three|four|five|six|seven|eight|several|some|a few|\d))(?: [a-z]+)? ?(?:things|signs|signals|indicators|points|developments|questions|areas|fronts|dates|markers)?(?: in particular| above all)?$/i;
/** "First, any bid": one of several things that were announced. */
const COUNTED = /^(?:and )?(?:first|second|third|fourth|fifth|sixth|last|final)(?:ly)?[,:] /i;
/** A heading above signs that speak against what the article says. */
const COUNTER =
  /\b(?:change (?:our|my|your) minds?|prove (?:us|me) wrong|point the other way|the other way|counter-?(?:signs?|signals?|indicators?|evidence)|would (?:disprove|falsify)|signs? of (?:easing|relief)|gegenzeichen|contre-indicateurs?)\b/i;

/** The words of a sentence that only lead to what is to be watched; empty where it has none. */
export function leadOf(sentence: string): string {
  return LEAD.exec(sentence)?.[0] ?? FOREIGN_LEAD.exec(sentence)?.[0] ?? '';
}

/** The words by which a sentence begins that speaks against what the article says; empty where it has none. */
export function contrastOf(sentence: string): string {
  return CONTRAST.exec(sentence)?.[0] ?? '';
}

/** Whether a sentence names one of several things in their order. */
export function isCounted(sentence: string): boolean {
  return COUNTED.test(sentence);
}

/** Whether words only say that signs follow. */
export function announcesSigns(said: string): boolean {
  return ANNOUNCES.test(said);
}

/** Whether a sentence says that its sign points the other way. */
export function isAgainst(sentence: string): boolean {
  return AGAINST.test(sentence);
}

/** A sentence without what it says of its sign. */
export function withoutVerdict(sentence: string): string {
  return sentence.replace(TAIL, '');
}

/** Whether a line heads signs that point the other way. */
export function headsCounterSigns(line: string): boolean {
  return line.length < 80 && COUNTER.test(line);
}
