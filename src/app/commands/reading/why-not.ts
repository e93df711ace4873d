/** Why a headline or an address did not alert: not seen, no match, history, a duplicate, silenced, not routed. */
import type { Topic } from '../../../core/command/read-topic.ts';
import type { Block, Reply } from '../../../core/command/reply.ts';
import { foundInWords } from '../../../core/delivery/found-in-words.ts';
import { canonicalUrl } from '../../../core/feed/canonical-url.ts';
import { titleKey } from '../../../core/feed/title-key.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { selectDeliveryRecords } from '../../../edges/store/outbox/delivery-records.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import {
  type Alike,
  findByAddress,
  findByHeadline,
  type FoundEntry,
  mostAlike,
} from '../../../edges/store/identity/find-entry.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import { createYieldOften } from '../../../edges/clock/yield-often.ts';
import { missButtons } from '../changing/vote-on-miss.ts';
import { indicatorOf } from '../../ingest/indicator-of.ts';
import { textOf } from '../../ingest/text-of.ts';
import type { CommandContext } from '../context.ts';
import { deliveryBlocks } from './delivery-blocks.ts';
import { agoText, bold, counted, date, headline, line, note, quoteBlock, text, tidy } from '../parts.ts';
import { testBlocks } from './explanation-blocks.ts';
import { foundEntries } from './found-entries.ts';

/** Headlines that are compared word by word: some weeks of news, some milliseconds of work. */
const RECENT = 5_000;

type Asked = Extract<Topic, { readonly kind: 'address' | 'headline' }>;

/** What became of something that somebody expected to alert. */
export async function whyNot(ctx: CommandContext, asked: Asked): Promise<Reply> {
  return ctx.store.transaction(async (tx) => {
    const alike =
      asked.kind === 'headline' ? await mostAlike(tx, asked.text, RECENT, createYieldOften()) : undefined;
    const found = await find(tx, ctx, asked, alike);
    switch (found.kind) {
      case 'entry':
        return {
          title: 'Seen',
          ...(await entryBlocks(tx, ctx, found.entry, asked)),
          visibility: 'private' as const,
        };
      case 'pruned':
        return note('Seen, and forgotten since', [
          text('A feed listed it, last '),
          agoText(found.lastSeenAt),
          text('; entries that old are not kept (`retention` in the settings).'),
        ]);
      case 'unknown':
        return { ...note('Not seen', ...notSeen(asked)), ...unseenBlocks(ctx, asked, alike) };
    }
  });
}

/** By its names; a headline too short to be a name by the same words in the same order among the newest. */
async function find(
  tx: Db,
  ctx: CommandContext,
  asked: Asked,
  alike: Alike | undefined,
): Promise<FoundEntry> {
  if (asked.kind === 'address') {
    const canonical = canonicalUrl(asked.url);
    return canonical === undefined ? { kind: 'unknown' } : findByAddress(tx, canonical, ctx.feeds());
  }
  const found = await findByHeadline(tx, asked.text, ctx.feeds());
  const same = alike !== undefined && titleKey(alike.entry.title, '') === titleKey(asked.text, '');
  return found.kind !== 'entry' && same ? { kind: 'entry', entry: alike.entry } : found;
}

function notSeen(asked: Asked): readonly string[] {
  return asked.kind === 'headline'
    ? ['No feed has listed this headline.']
    : [
        'No feed has listed this address. Ask with the headline to see what it would match; /feed add takes the site’s feed.',
      ];
}

/** For a headline: the one most like it that was seen, and what it would match. */
function unseenBlocks(
  ctx: CommandContext,
  asked: Asked,
  alike: Alike | undefined,
): Partial<Pick<Reply, 'blocks'>> {
  if (asked.kind === 'address') return {};
  const looked = { title: asked.text, summary: '', outlet: '', lang: '', feed: '' };
  const like = alike?.entry;
  return {
    blocks: [
      ...notSeen(asked).map((each) => line(text(each))),
      ...(like === undefined
        ? []
        : [
            line(text('Most like it, and seen:')),
            quoteBlock(headline(like), text(` · ${tidy(like.outlet, 60)} · `), agoText(like.publishedAt)),
          ]),
      line(bold('Had a feed listed it')),
      ...testBlocks(ctx.matcher().explainAll(looked), { matches: 2, misses: 3 }),
    ],
  };
}

/** What is known of the entry, and where it matched nothing, buttons that say of what it is a sign. */
async function entryBlocks(
  tx: Db,
  ctx: CommandContext,
  entry: StoredEntry,
  asked: Asked,
): Promise<Pick<Reply, 'blocks' | 'buttons'>> {
  const signals = await selectSignals(tx, { entries: [entry.seq] });
  const alerts = await selectAlerts(tx, { stories: [entry.storyId] });
  const reports = await selectEntries(tx, { story: entry.storyId });
  const other =
    asked.kind === 'address' && entry.canonicalUrl !== canonicalUrl(asked.url)
      ? [line(text('That address is another name of this entry; it was told once.'))]
      : [];
  const explained = ctx.matcher().explainAll(textOf(entry));
  const found = foundInWords((await foundEntries(tx, ctx, [entry]))(entry));
  const blocks: Block[] = [
    quoteBlock(headline(entry), text(` · ${tidy(entry.outlet, 60)} · `), date(entry.publishedAt)),
    ...(found === undefined ? [] : [line(text(found))]),
    line(text(`The feed ${entry.feedId} listed it `), agoText(entry.seenAt), text('.')),
    ...other,
    ...(entry.history ? [line(bold('History'), text(`: ${HISTORY}`))] : []),
    ...(reports.length > 1 ? [line(text(`Its story has ${counted(reports.length, 'report')}.`))] : []),
    line(text(relationInWords(entry))),
  ];
  for (const { briefId, indicatorId } of signals) {
    const alert = alerts.find((each) => each.briefId === briefId && each.indicatorId === indicatorId);
    const indicator = indicatorOf(ctx.briefs(), briefId, indicatorId);
    blocks.push(line(bold(indicator?.name ?? indicatorId), text(' matched.')));
    if (alert !== undefined) blocks.push(...(await alertBlocks(tx, alert, entry)));
    else if (entry.history) blocks.push(line(text('Nobody was told, because it is history.')));
    else if (indicator?.alert === 'correlated')
      blocks.push(
        line(text('It counts, but alone it alerts nobody: only a pattern speaks (`alert: correlated`).')),
      );
    else
      blocks.push(
        line(text('It did not alert: the indicator matched only after the entry was edited or told.')),
      );
  }
  if (signals.length === 0) {
    if (explained.some(({ explanation }) => explanation.matched))
      blocks.push(line(text('It matched nothing when it came; the queries have changed since.')));
    blocks.push(...testBlocks(explained, { matches: 2, misses: 3 }));
  }
  return { blocks, buttons: signals.length === 0 ? missButtons(entry, explained) : [] };
}

const RELATIONS = {
  first: 'It is told as an event of its own',
  reprint: 'It is the same text as a report before, and told with it',
  report: 'It is another report of an event, and told with that',
  development: 'It moves an earlier event on, and is told as one of its own',
} as const;

/** What it was to the stories before it, with what spoke for the same event as the one most like it, and against. */
function relationInWords({ relation, reasons }: StoredEntry): string {
  const named = (fits: (effect: number) => boolean): string =>
    reasons
      .filter(({ effect }) => fits(effect))
      .toSorted((one, other) => Math.abs(other.effect) - Math.abs(one.effect))
      .map(({ name, words }) => (words.length === 0 ? name : `${name} (${[...new Set(words)].join(', ')})`))
      .join(', ');
  const said = [
    ['Why', named((effect) => effect === 0)],
    ['For one event with the report most like it', named((effect) => effect > 0)],
    ['Against', named((effect) => effect < 0)],
  ].flatMap(([what, why]) => (why === '' ? [] : [`${what}: ${why}.`]));
  return [`${RELATIONS[relation]}.`, ...said].join(' ');
}

const HISTORY =
  'it stood in the feed when that was first polled, or was too old when it came. It is counted, and nobody is told.';

/** The alert it opened or joined, and where that went. */
async function alertBlocks(tx: Db, alert: StoredAlert, entry: StoredEntry): Promise<readonly Block[]> {
  const [shown] = await selectEntries(tx, { seqs: [alert.entry] });
  const own = alert.entry === entry.seq;
  return [
    own || shown === undefined
      ? line(text(`It opened alert ${alert.id} `), agoText(alert.openedAt), text('.'))
      : line(text(`Its story had alerted already, as alert ${alert.id}: `), headline(shown)),
    ...deliveryBlocks(await selectDeliveryRecords(tx, { alertId: alert.id })),
  ];
}
