/** Why an alert fired: its query with the matched words, its evidence, its route, and each delivery's fate. */
import { LABELS, type Labels } from '../../../core/alert/route.ts';
import { routePath } from '../../../core/alert/route-path.ts';
import { silences } from '../../../core/alert/silence.ts';
import type { Asker } from '../../../core/command/chat.ts';
import { BUTTONS, permit } from '../../../core/command/permission.ts';
import type { Block, Button, Reply } from '../../../core/command/reply.ts';
import { foundInWords } from '../../../core/delivery/found-in-words.ts';
import { SEVERITY_MARKS } from '../../../core/delivery/wording.ts';
import { selectAlerts, type StoredAlert } from '../../../edges/store/alerts.ts';
import { selectDeliveryRecords } from '../../../edges/store/outbox/delivery-records.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { selectSilences } from '../../../edges/store/people/silences.ts';
import { countVotes } from '../../../edges/store/people/votes.ts';
import { recipients } from '../../ingest/open-alerts.ts';
import { textOf } from '../../ingest/text-of.ts';
import { noAlert } from '../changing/acknowledge.ts';
import { otherReports } from '../changing/part.ts';
import { sameCandidates } from '../changing/same.ts';
import { sayWordsFound } from '../../deliver/say-words-found.ts';
import { thinMatch } from '../../deliver/thin-match.ts';
import { selectSignals } from '../../../edges/store/signals.ts';
import type { CommandContext } from '../context.ts';
import { deliveryBlocks } from './delivery-blocks.ts';
import {
  capital,
  agoText,
  bold,
  button,
  counted,
  date,
  headline,
  line,
  quoteBlock,
  reportOf,
  text,
  tidy,
} from '../parts.ts';
import { explanationTree } from './explanation-blocks.ts';
import { foundEntries } from './found-entries.ts';

const MOST_REPORTS = 10;

/** The whole story of one alert, or that there is none of that number. */
export async function whyAlert(ctx: CommandContext, id: number, by: Asker): Promise<Reply> {
  const now = ctx.now();
  const mayChange = permit(BUTTONS.mute, by, await ctx.access.rules(by.platform));
  return ctx.store.transaction(async (tx) => {
    const [alert] = await selectAlerts(tx, { id });
    if (alert === undefined) return noAlert(id);
    const [entry] = await selectEntries(tx, { seqs: [alert.entry] });
    const blocks = [
      ...(await factBlocks(tx, ctx, alert, entry)),
      ...queryBlocks(ctx, alert, entry),
      ...(await thinBlocks(tx, alert)),
      ...(await evidenceBlocks(tx, ctx, alert)),
      ...(await routeBlocks(tx, ctx, alert, now)),
      line(bold('Deliveries')),
      ...deliveryBlocks(await selectDeliveryRecords(tx, { alertId: id })),
    ];
    // Discord has no menu on a message, so muting stands here.
    const buttons =
      mayChange.kind === 'allowed'
        ? [button(`mute:${id}`, 'Mute 24 h'), ...(await storyButtons(tx, alert))]
        : [];
    return { title: `Why alert ${id}`, blocks, buttons, visibility: 'private' as const };
  });
}

/** For those who may change things: the event is another's, or another's is the same. */
async function storyButtons(tx: Db, alert: StoredAlert): Promise<readonly Button[]> {
  const apart =
    (await otherReports(tx, alert.id)).length === 0 ? [] : [button(`part:${alert.id}`, 'Not the same event')];
  const candidates = await sameCandidates(tx, alert);
  return [...apart, ...candidates.map(({ id }) => button(`same:${alert.id}-${id}`, `Same as #${id}`))];
}

async function factBlocks(
  tx: Db,
  ctx: CommandContext,
  alert: StoredAlert,
  entry: StoredEntry | undefined,
): Promise<readonly Block[]> {
  const brief = ctx.briefs().find((each) => each.id === alert.briefId);
  const part =
    alert.correlationId === undefined
      ? brief?.indicators.find((each) => each.id === alert.indicatorId)
      : brief?.correlations.find((each) => each.id === alert.correlationId);
  const name = part?.name ?? alert.correlationId ?? alert.indicatorId;
  const say = sayWordsFound(ctx.matcher, ctx.lists());
  const found = brief && entry && foundInWords(say(brief, alert, entry));
  const kinds = {
    story: 'a story matched',
    correlation: 'a pattern was completed',
    rising: 'it turned active',
  };
  const { relevant, notRelevant } = (await countVotes(tx, [alert.id])).get(alert.id) ?? {
    relevant: 0,
    notRelevant: 0,
  };
  return [
    ...(entry === undefined
      ? []
      : [
          quoteBlock(
            headline(entry),
            text(` · ${tidy(entry.outlet, 60)} · `),
            date(entry.publishedAt),
            ...(found === undefined ? [] : [text(` · ${found}`)]),
          ),
        ]),
    line(
      text(`${SEVERITY_MARKS[alert.severity].emoji} `),
      bold(name),
      text(` · ${kinds[alert.kind]} · opened `),
      agoText(alert.openedAt),
      text(alert.revision === 0 ? '' : ` · revised ${counted(alert.revision, 'time')}`),
    ),
    ...(alert.finding === undefined ? [] : [line(text(alert.finding))]),
    ...(alert.acknowledged === undefined
      ? []
      : [line(text(`Acknowledged by ${alert.acknowledged.by} `), agoText(alert.acknowledged.at))]),
    ...(relevant + notRelevant === 0
      ? []
      : [line(text(`Votes: ${relevant} relevant, ${notRelevant} not relevant`))]),
  ];
}

/** For one story's alert the query with its matched words, as it stands today. */
function queryBlocks(
  ctx: CommandContext,
  alert: StoredAlert,
  entry: StoredEntry | undefined,
): readonly Block[] {
  const explanation =
    entry === undefined || alert.kind === 'correlation'
      ? undefined
      : ctx.matcher().explain(alert.briefId, alert.indicatorId, textOf(entry));
  if (explanation === undefined) return [];
  const edited = explanation.matched
    ? []
    : [line(text('It does not match any more: the query or the headline has changed since.'))];
  return [line(bold('Query')), ...edited, ...explanationTree(explanation)];
}

/** Says where few words of the query were found. */
async function thinBlocks(
  tx: Db,
  { kind, entry, briefId, indicatorId }: StoredAlert,
): Promise<readonly Block[]> {
  if (kind !== 'story') return [];
  const signals = await selectSignals(tx, { entries: [entry] });
  const own = signals.find((each) => each.briefId === briefId && each.indicatorId === indicatorId);
  const thin = own && (await thinMatch(tx, own));
  return thin === undefined ? [] : [line(text(`${capital(thin)}, in headline and summary together`))];
}

/** The reports of the story, or what a correlation or a rise was made of. */
async function evidenceBlocks(tx: Db, ctx: CommandContext, alert: StoredAlert): Promise<readonly Block[]> {
  const entries =
    alert.storyId === undefined
      ? await selectEntries(tx, { seqs: alert.evidence })
      : await selectEntries(tx, { story: alert.storyId });
  if (entries.length === 0) return [];
  const what = alert.storyId === undefined ? 'Its signals' : 'The story';
  const rest = entries.length - MOST_REPORTS;
  const shown = entries.slice(0, MOST_REPORTS);
  const say = await foundEntries(tx, ctx, shown);
  return [
    line(bold(`${what} · ${counted(entries.length, 'report')}`)),
    { kind: 'evidence', reports: shown.map((each) => ({ ...reportOf(each), wordsFound: say(each) })) },
    ...(rest > 0 ? [line(text(`And ${rest} more.`))] : []),
  ];
}

/** Which way its labels go through the routes as they stand, and what silences it now. */
async function routeBlocks(
  tx: Db,
  ctx: CommandContext,
  alert: StoredAlert,
  now: number,
): Promise<readonly Block[]> {
  const routed = await recipients(tx, ctx.writer(), alert.labels);
  const silenced = (await selectSilences(tx, { at: now })).filter((each) => silences(each, alert.labels));
  return [
    line(bold('Who is told')),
    ...routed.map(({ receiver, node }) =>
      line(
        text(node === 'subscription' ? 'subscribed in the chat' : routePath(ctx.writer().route, node)),
        text(' → '),
        bold(receiver),
      ),
    ),
    ...silenced.map(({ id, authorName, expiresAt }) =>
      line(text(`Muted now: silence ${id} by ${authorName} ends `), agoText(expiresAt)),
    ),
    line(text(`What routes look at: ${tidy(labelsInWords(alert.labels), 240)}`)),
  ];
}

function labelsInWords(labels: Labels): string {
  return LABELS.flatMap((label) => {
    const values = labels[label] ?? [];
    return values.length === 0 ? [] : [`${label} ${values.map((value) => tidy(value, 60)).join(' or ')}`];
  }).join(', ');
}
