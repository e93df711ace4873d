/** What became of each of several addresses, such as those that one message links to: a line each. */
import type { Block, Reply } from '../../../core/command/reply.ts';
import { canonicalUrl } from '../../../core/feed/canonical-url.ts';
import { selectAlerts } from '../../../edges/store/alerts.ts';
import { findByAddress } from '../../../edges/store/identity/find-entry.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import { indicatorOf } from '../../ingest/indicator-of.ts';
import type { CommandContext } from '../context.ts';
import { headline, line, text, tidy } from '../parts.ts';

/** Private; each address in the order in which it was asked about. */
export async function whyAddresses(ctx: CommandContext, urls: readonly string[]): Promise<Reply> {
  return ctx.store.transaction(async (tx) => {
    const blocks: Block[] = [];
    for (const url of urls) blocks.push(await whatBecame(tx, ctx, url));
    return {
      title: `What became of ${urls.length} links`,
      blocks: [...blocks, line(text('Ask /why with one of them for the whole answer.'))],
      visibility: 'private' as const,
    };
  });
}

async function whatBecame(tx: Db, ctx: CommandContext, url: string): Promise<Block> {
  const canonical = canonicalUrl(url);
  const found = canonical === undefined ? undefined : await findByAddress(tx, canonical, ctx.feeds());
  if (found?.kind === 'pruned') return line(text(`✗ ${tidy(url, 120)} · seen, and forgotten since`));
  if (found?.kind !== 'entry') return line(text(`✗ ${tidy(url, 120)} · no feed has listed it`));
  const { entry } = found;
  const signals = await selectSignals(tx, { entries: [entry.seq] });
  const alerts = await selectAlerts(tx, { stories: [entry.storyId] });
  const said = signals.map(({ briefId, indicatorId }) => {
    const name = tidy(indicatorOf(ctx.briefs(), briefId, indicatorId)?.name ?? indicatorId, 60);
    const alert = alerts.find((each) => each.briefId === briefId && each.indicatorId === indicatorId);
    return `${name}, ${alert === undefined ? 'no alert' : `alert ${alert.id}`}`;
  });
  const became = said.length === 0 ? 'no sign matched' : said.join('; ');
  const mark = said.length === 0 ? '✗' : '✓';
  return line(text(`${mark} `), headline(entry), text(` · ${tidy(entry.outlet, 60)} · ${became}`));
}
