/** Opens the helper thread with the jobs that it knows here, and the parser that sends it large documents. */
import { workerAddress } from '../../core/worker-address.ts';
import { openHelper, type Helper, type HelperOptions } from '../../edges/helper/open-helper.ts';
import { type FeedParser, openParser, type ParserOptions } from '../../edges/parser/open-parser.ts';
import type { HelperJobs } from './helper-thread.ts';

export type BotHelper = Helper<HelperJobs>;

/** Megabytes: with the runtime's own, a process stays below 300. */
const HEAP_MB = 112;
/** Milliseconds that a document may take to read. */
const PARSE_DEADLINE = 20_000;
/** After a document of more bytes the thread is replaced: a hundred megabytes that it took would stay with it. */
const HUNGRY = 2 * 1024 * 1024;

/** One for the life of a process; `workerData` reaches every thread that is begun. */
export function openBotHelper(
  options: Partial<Pick<HelperOptions, 'heapMb' | 'workerData'>> = {},
): BotHelper {
  const module = workerAddress(import.meta.url, 'helper-thread');
  return openHelper<HelperJobs>({ heapMb: HEAP_MB, ...options, module });
}

/** The parser whose large documents `helper` reads. */
export function openHelpedParser(
  helper: BotHelper,
  options: Partial<Pick<ParserOptions, 'inlineLimit'>> & { deadlineMs?: number; heapMb?: number } = {},
): FeedParser {
  const { deadlineMs = PARSE_DEADLINE, heapMb = HEAP_MB, ...rest } = options;
  return openParser({
    ...rest,
    limits: { deadlineMs, heapMb },
    inThread: ({ bytes, source }, signal) => {
      const hungry = bytes.length > HUNGRY;
      return helper.run('parse', { bytes, source }, { signal, deadlineMs, hungry, transfer: [bytes.buffer] });
    },
  });
}

/** A parser with a helper of its own, for whoever needs nothing else of one. */
export function openOwnParser(
  options: Parameters<typeof openHelpedParser>[1] = {},
): FeedParser & { readonly close: () => Promise<void> } {
  const helper = openBotHelper(options.heapMb === undefined ? {} : { heapMb: options.heapMb });
  return { ...openHelpedParser(helper, options), close: helper.close };
}

/** Milliseconds that the languages of a slice of texts may take to tell, the loading of the tables included. */
const LANGUAGE_DEADLINE = 10_000;
/** Texts a job: others that wait for the helper get their turn in between. */
const SLICE = 100;

/**
 * The languages of texts in their order, as primary subtags; undefined where the helper is not sure, did not come to it
 * in time, or was closed.
 */
export async function detectInHelper(
  helper: BotHelper,
  texts: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for (let from = 0; from < texts.length; from += SLICE) {
    const slice = texts.slice(from, from + SLICE);
    const signal = AbortSignal.timeout(2 * LANGUAGE_DEADLINE);
    const asked = helper.run('languages', slice, { signal, deadlineMs: LANGUAGE_DEADLINE });
    const ended = await asked.catch(() => ({ kind: 'closed' as const }));
    if (ended.kind !== 'done') break;
    found.push(...ended.value);
  }
  return texts.map((_, index) => found[index]);
}
