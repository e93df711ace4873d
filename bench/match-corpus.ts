/** Seeded headlines in nine languages, and rules of ten terms, for the matching benchmark. */
import { seeded } from './seeded.ts';

export type Headline = { readonly title: string; readonly summary: string };

/** One of the ten terms of a rule, before anyone's syntax: words of a phrase, or one word, perhaps only its beginning. */
export type BenchTerm = { readonly words: readonly string[]; readonly prefix: boolean };

type Language = {
  readonly common: readonly string[];
  readonly syllables: readonly string[];
  readonly capitals: number;
};

function language(common: string, syllables: string, capitals = 0.15): Language {
  return { common: common.split(' '), syllables: syllables.split(' '), capitals };
}

/** Real function words, and syllables that content words are built of, so that letters and lengths look right. */
const LANGUAGES: readonly Language[] = [
  language(
    'the of to in and a for on with as at by from after over says will has is not new that be his its it are',
    'com min tra ver sen gov ment der pre sta lea tion ing al ter ness pol par war def ence mil it ar rep ub sup port',
  ),
  language(
    'der die das und in zu mit für auf von im den ist nicht ein eine sich dem bei nach wird als auch an über vor um',
    'ver bun des min ster prä si dent re gier ung schaft ge ner al sek re tär kan zler vor wahl straf gelt über stär ße',
    0.5,
  ),
  language(
    'le la les de des du et en un une à pour dans sur au aux que qui par est son ses avec plus l’été d’un ne pas',
    'pré si dent mi nis tre gou ver ne ment al li ance dé fen se sé cu ri té com man de né go ci a tion eu ro péen',
  ),
  language(
    'de het een en van in is op te dat voor met zijn die aan door om naar over bij uit als ook tot wordt er na niet',
    'mi nis ter pre mier ka mer ver kie zing re ge ring be lei de fen sie bond ge noot uit ga ven druk ij voor zit ter',
  ),
  language(
    'il la di che e in un per a del della con non si le dei da al i è una più sono nel alla sul gli l’intesa ha',
    'go ver no mi nis tro pre si den te al le an za di fe sa spe se com an do se gre ta rio vo to ca me ra ità zio ne',
  ),
  language(
    'el la de que y en los del se las por un para con no una su al es lo como más o sobre este ha sus entre tras',
    'go bier no mi nis tro pre si den te a lian za de fen sa gas to cum bre se cre ta rio vo ta ción ma yo ría ñe',
  ),
  language(
    'w na i z do się nie to że o po od za dla jest przez ma są będzie ze jak co ale czy już przed pod oraz rok',
    'pre zy dent rzą d mi ni ster o bro na so jusz wy bo ry se kre tarz dłu go cią gł oś ć pań stwo szcz yt woj sk',
  ),
  language(
    'и в на с по не из за от к о что для как его при до это был после все ее также или уже под об со',
    'пре зи дент ми ни стр о бо ро на со юз ген се кре тарь вы бо ры за яв ле ни е пе ре го во ры по мощь вой на',
  ),
  language(
    '的 在 和 将 与 对 称 为 是 了 国 中 日 会',
    '北 约 秘 书 长 国 防 部 总 统 选 举 谈 判 军 费 盟 峰 会 声 明 制 裁 协 议 支 出 欧 洲 美 任 命 候 人 辞 职 政 府 预 算 提 名 表 示 ' +
      '计 划 支 持 反 对 危 机 合 作 外 交 事 安 全 战 争 和 平 停 火 援 助 武 器 导 弹 海 空 陆 训 练 演 习 边 境 难 民 经 济 贸 易 关 税',
    0,
  ),
];

const CONTENT_WORDS = 9_000;
/** Spread of word frequencies: the weight of rank r is 1 / (r + shift). */
const ZIPF_SHIFT = 12;

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function vocabularyOf({ syllables, capitals }: Language, random: () => number): readonly string[] {
  const words = new Set<string>();
  while (words.size < CONTENT_WORDS) {
    const length = 2 + Math.floor(random() * 3);
    const word = Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)] ?? '').join(
      '',
    );
    words.add(random() < capitals ? capitalised(word) : word);
  }
  return [...words];
}

/** Ranks drawn by frequency: the inverse of the harmonic sum. */
function zipfRank(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(ZIPF_SHIFT * (((count + ZIPF_SHIFT) / ZIPF_SHIFT) ** random() - 1)));
}

const JOINS = [', ', ': ', ' – ', '. ', '-', ' “', '” ', ' (', ') ', '’s ', '; ', ' 5% ', ' &amp; ', '! '];

export type BenchCorpus = {
  readonly headlines: readonly Headline[];
  /** Rules of ten terms; the first n are the rule set of n, so that smaller sets nest in larger ones. */
  readonly rules: readonly (readonly BenchTerm[])[];
};

/** Headlines of about 70 letters with summaries of about 140, and rules whose terms occur in them now and then. */
export function createCorpus(seed: number, headlineCount: number, ruleCount: number): BenchCorpus {
  const random = seeded(seed);
  const vocabularies = LANGUAGES.map((each) => vocabularyOf(each, random));

  const prose = (number: number, letters: number): string => {
    const { common } = LANGUAGES[number] ?? { common: [] };
    const vocabulary = vocabularies[number] ?? [];
    let text = '';
    while (text.length < letters) {
      const frequent = random() < 0.4;
      const word = frequent
        ? common[Math.floor(random() * common.length)]
        : vocabulary[zipfRank(random, vocabulary.length)];
      const join = random() < 0.12 ? JOINS[Math.floor(random() * JOINS.length)] : ' ';
      text += `${word ?? ''}${join ?? ' '}`;
    }
    // One flat string, as parsers make them; a string built by adding stays a tree inside.
    return Buffer.from(capitalised(text.trimEnd())).toString();
  };

  const headlines = Array.from({ length: headlineCount }, () => {
    const number = Math.floor(random() * LANGUAGES.length);
    return { title: prose(number, 60 + random() * 20), summary: prose(number, 120 + random() * 40) };
  });

  const term = (): BenchTerm => {
    const vocabulary = vocabularies[Math.floor(random() * vocabularies.length)] ?? [];
    // Analysts name what is rarer than the commonest words: ranks from 1,500 down, evenly over orders of magnitude.
    const word = (): string =>
      vocabulary[Math.floor(1500 * (vocabulary.length / 1500) ** random())] ?? 'nato';
    const kind = random();
    if (kind < 0.15) return { words: [word(), word()], prefix: false };
    const single = word();
    if (kind > 0.8 && single.length > 6) return { words: [single.slice(0, -1)], prefix: true };
    return { words: [single], prefix: false };
  };
  const rules = Array.from({ length: ruleCount }, () => Array.from({ length: 10 }, term));
  return { headlines, rules };
}
