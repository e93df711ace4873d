/** `signpost parse FILE`: what the bot reads in a feed document. */
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { z } from 'zod';
import { knownEncoding } from '../../core/feed/read/encoding-label.ts';
import type { Item } from '../../core/feed/read/item.ts';
import { itemIdentity } from '../../core/feed/normalise.ts';
import { openOwnParser } from '../run/open-bot-helper.ts';
import { readInput } from './read-input.ts';

const Options = z.object({
  url: z.string().optional(),
  contentType: z.string().optional(),
  encoding: z.string().optional(),
  json: z.boolean().default(false),
});

export function addParse(program: Command): void {
  program
    .command('parse')
    .description('read a feed document and print its entries')
    .argument('<file>', 'the document as it came over the wire, or - for standard input')
    .option('--url <url>', 'the address it came from, against which links are resolved')
    .option('--content-type <type>', 'the Content-Type header it came with')
    .option('--encoding <name>', 'the encoding it is in, whatever it says of itself')
    .option('--json', 'one JSON object a line')
    .action(async (file: string, options: unknown) => {
      process.exitCode = await parse(file, Options.parse(options));
    });
}

async function parse(file: string, options: z.infer<typeof Options>): Promise<number> {
  const { encoding } = options;
  if (encoding !== undefined && knownEncoding(encoding) === undefined) {
    process.stderr.write(
      `--encoding: ${encoding} is no encoding that can be read; write one such as windows-1251\n`,
    );
    return 1;
  }
  const bytes = await readInput(file);
  const url = options.url ?? (file === '-' ? 'https://feed.invalid/' : pathToFileURL(file).href);
  const parser = openOwnParser();
  try {
    const outcome = await parser.parse(
      bytes,
      { url, contentType: options.contentType, encoding },
      new AbortController().signal,
    );
    if (outcome.kind === 'not-a-feed') {
      process.stderr.write(`${file}: not a feed: ${outcome.reason}\n`);
      return 1;
    }
    const lines = outcome.feed.items.map((item) => (options.json ? asJson(item) : asText(item)));
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    return 0;
  } finally {
    await parser.close();
  }
}

function asJson(item: Item): string {
  return JSON.stringify({
    id: itemIdentity(item),
    title: item.title,
    link: item.original ?? item.link ?? null,
    published: isoOrNull(item.published ?? item.updated),
    updated: isoOrNull(item.updated),
    summary: item.summary,
    source: item.source ?? null,
    lang: item.lang ?? null,
  });
}

function asText(item: Item): string {
  return `${isoOrNull(item.published ?? item.updated) ?? 'no date'}  ${item.title}\n    ${item.original ?? item.link ?? 'no link'}`;
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
