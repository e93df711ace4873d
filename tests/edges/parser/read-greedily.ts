/** A process that reads a document which takes more memory than its parser may, then a small one, and prints both outcomes. */
import { openOwnParser } from '../../../src/app/run/open-bot-helper.ts';

const source = { url: 'https://x.example/feed', contentType: 'text/xml; charset=utf-8' };
const never = new AbortController().signal;
const documents = [
  // One letter beyond Latin makes two bytes of every character in memory, so that the text alone hardly fits.
  `<rss version="2.0"><channel><title>世</title>${'<item><title>a</title></item>'.repeat(340_000)}</channel></rss>`,
  '<rss version="2.0"><channel><title>t</title><item><title>b</title><link>/1</link></item></channel></rss>',
];
// With 20 the small document sometimes does not fit beside the program, and with 28 the large one does.
const parser = openOwnParser({ heapMb: 22, inlineLimit: 0, deadlineMs: 600_000 });
for (const document of documents) {
  const outcome = await parser.parse(Buffer.from(document), source, never);
  const told = outcome.kind === 'feed' ? outcome.feed.items.length : outcome.reason;
  process.stdout.write(`${JSON.stringify({ kind: outcome.kind, told })}\n`);
}
await parser.close();
