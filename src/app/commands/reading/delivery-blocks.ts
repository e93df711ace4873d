/** What became of an alert's deliveries, receiver by receiver. */
import type { Block, Inline } from '../../../core/command/reply.ts';
import type { DeliveryRecord } from '../../../edges/store/outbox/delivery-records.ts';
import { agoText, bold, counted, line, quoteBlock, text, tidy } from '../parts.ts';

const MOST = 12;

/** Each receiver's post and its newest edit; older edits are only counted. */
export function deliveryBlocks(records: readonly DeliveryRecord[]): readonly Block[] {
  if (records.length === 0)
    return [
      line(text('Nobody was told: no route names a receiver for its labels, and no channel subscribed.')),
    ];
  const shown = [...Map.groupBy(records, (record) => record.receiver)].flatMap(([, own]) => {
    const edits = own.filter(({ kind }) => kind === 'edit');
    const newest = edits.at(-1);
    const older = edits.length - 1;
    return [
      ...own.filter(({ kind }) => kind !== 'edit').map((record) => ({ record, older: 0 })),
      ...(newest === undefined ? [] : [{ record: newest, older }]),
    ];
  });
  const rest = shown.length - MOST;
  return [
    ...shown.slice(0, MOST).flatMap(({ record, older }) => recordBlocks(record, older)),
    ...(rest > 0 ? [line(text(`And ${counted(rest, 'delivery', 'deliveries')} more.`))] : []),
  ];
}

function recordBlocks(record: DeliveryRecord, older: number): readonly Block[] {
  const what = older > 0 ? `${record.kind} (after ${counted(older, 'earlier edit')})` : record.kind;
  const tries = record.attempts > 1 ? [text(` · ${record.attempts} attempts`)] : [];
  return [
    line(bold(record.receiver), text(` · ${what} · `), ...stateOf(record), ...tries),
    ...(record.reason === undefined ? [] : [quoteBlock(text(tidy(record.reason, 240)))]),
  ];
}

function stateOf(record: DeliveryRecord): readonly Inline[] {
  switch (record.status) {
    case 'sent':
      return [text('sent '), agoText(record.sentAt ?? record.createdAt)];
    case 'pending':
      return [text('waits, due '), agoText(record.nextAttemptAt)];
    case 'sending':
      return [text('being sent now')];
    case 'uncertain':
      return [text('may have arrived; looked for again '), agoText(record.nextAttemptAt)];
    case 'suppressed':
      return [text(`held back by ${(record.withheldBy ?? 'a rule').replace('/', ' ')}`)];
    case 'superseded':
      return [text('not needed')];
    case 'rejected':
      return [text('refused by the platform')];
    case 'dead':
      return [text('given up')];
    default:
      return [text(record.status)];
  }
}
