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

/** Milliseconds that the language of a text may take to tell, the loading of the tables included. */
const LANGUAGE_DEADLINE = 10_000;

/** The language of a text, as its primary subtag; undefined where the helper is not sure, or was closed. */
export async function detectInHelper(helper: BotHelper, text: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(2 * LANGUAGE_DEADLINE);
  const asked = helper.run('language', text, { signal, deadlineMs: LANGUAGE_DEADLINE });
  const ended = await asked.catch(() => ({ kind: 'closed' as const }));
  return ended.kind === 'done' ? ended.value : undefined;
}
