/** Mutated feeds by a fixed seed: whatever the reader is given, it answers, in CPU that grows with the document's length. */
import { parseFeed } from '../src/core/feed/read/parse.ts';
import { documentOf } from './poll-documents.ts';
import { seeded } from './seeded.ts';

/** What readers of markup stumble over. */
const TOKENS: readonly string[] = (
  '<!x <!- <!-- --> <![CDATA[ ]]> <? ?> & &# &amp; &a; &#55357; < > </ /> <item> </item> <title> </title> <channel> <a:b ' +
  'xmlns:a="b" xml:base="/c" <!DOCTYPE [ ] <!ENTITY " \' = / // .amp %2e # { } [ , \\ + 1 y jan 3/4/2026 <description> <link> m.'
).split(' ');
const BLANKS = [' ', '\n', '\r\n', '\t', '\0', '\u0301', '\ue000'];
/** Bytes that are read on the bot's own thread at most. */
const LARGEST = 96 * 1_024;
const SIZES = [512, 4_096, 24_576, LARGEST];
/** A document of the largest size may hold the main thread for 200 ms. */
const MOST_MS_A_KB = 200 / (LARGEST / 1_024);
/** Below this, the clock's steps and the collector's whims are more than the reading. */
const LEAST_MS = 40;

export type FuzzFigures = {
  readonly documents: number;
  /** CPU milliseconds a kilobyte: the worst document that took longer than a blink, and how it begins. */
  readonly worst: number;
  readonly example: string;
  readonly rejected: readonly string[];
};

/** Reads mutated documents for so many seconds of CPU; the same seed gives the same documents. */
export async function fuzzFeeds(seed: number, seconds: number): Promise<FuzzFigures> {
  const random = seeded(seed);
  const rejected: string[] = [];
  let [documents, worst, example] = [0, 0, ''];
  const began = process.cpuUsage();
  while (cpuSince(began) < seconds * 1_000) {
    const document = mutant(random);
    const bytes = Buffer.from(document);
    const ms = await cost(bytes).catch(
      (error: unknown) => void rejected.push(`${String(error)}: ${document.slice(0, 80)}`),
    );
    documents += 1;
    if (ms === undefined || ms < LEAST_MS) continue;
    // Once more, in case that the collector was at work.
    const perKb = Math.min(ms, await cost(bytes)) / Math.max(1, bytes.length / 1_024);
    if (perKb > worst) [worst, example] = [perKb, JSON.stringify(document.slice(0, 120))];
  }
  return { documents, worst, example, rejected };
}

export const fuzzPasses = ({ worst, rejected }: FuzzFigures): boolean =>
  worst <= MOST_MS_A_KB && rejected.length === 0;

export function fuzzSummary({ documents, worst, example, rejected }: FuzzFigures): string {
  return `mutated feeds: ${documents} read, worst ${worst.toFixed(2)} ms of CPU a KB (target ${MOST_MS_A_KB.toFixed(2)}) ${example}, ${rejected.length} thrown ${rejected[0] ?? ''}`;
}

/** An honest document with a few tokens put in, some of them thousands of times over, or cut and joined anew. */
function mutant(random: () => number): string {
  const pick = <Kind>(of: readonly Kind[]): Kind | undefined => of[Math.floor(random() * of.length)];
  const kind = pick(['brief', 'full', 'atom'] as const) ?? 'brief';
  let text = documentOf({
    feed: 1,
    kind,
    items: 1 + Math.floor(random() * 8),
    newest: 9,
    at: Date.UTC(2026, 10, 1),
    gap: 3_600_000,
  });
  const size = pick(SIZES) ?? LARGEST;
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes -= 1) {
    const at = Math.floor(random() * text.length);
    const token = `${pick(TOKENS) ?? ''}${random() < 0.3 ? (pick(BLANKS) ?? '') : ''}${random() < 0.3 ? (pick(TOKENS) ?? '') : ''}`;
    const room = Math.max(0, size - text.length);
    const times = random() < 0.6 ? Math.floor(room / Math.max(1, token.length)) : 1;
    const rest = random() < 0.2 ? '' : text.slice(at);
    text = `${text.slice(0, at)}${token.repeat(times)}${rest}`;
  }
  return text.slice(0, LARGEST);
}

async function cost(bytes: Uint8Array): Promise<number> {
  const before = process.cpuUsage();
  await parseFeed(bytes, { url: 'https://outlet.example/feed' });
  return cpuSince(before);
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
