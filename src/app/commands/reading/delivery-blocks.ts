/** What became of an alert's deliveries, receiver by receiver. */
import type { Block, Inline } from '../../../core/command/reply.ts';
import type { DeliveryFate } from '../../../edges/store/delivery-fates.ts';
import { ago, bold, counted, line, quote, text, tidy } from '../parts.ts';

const MOST = 12;

/** Each receiver's post and its newest edit; older edits are only counted. */
export function deliveryBlocks(fates: readonly DeliveryFate[]): readonly Block[] {
  if (fates.length === 0)
    return [
      line(text('Nobody was told: no route names a receiver for its labels, and no channel subscribed.')),
    ];
  const shown = [...Map.groupBy(fates, (fate) => fate.receiver)].flatMap(([, own]) => {
    const edits = own.filter(({ kind }) => kind === 'edit');
    const newest = edits.at(-1);
    const older = edits.length - 1;
    return [
      ...own.filter(({ kind }) => kind !== 'edit').map((fate) => ({ fate, older: 0 })),
      ...(newest === undefined ? [] : [{ fate: newest, older }]),
    ];
  });
  const rest = shown.length - MOST;
  return [
    ...shown.slice(0, MOST).flatMap(({ fate, older }) => fateBlocks(fate, older)),
    ...(rest > 0 ? [line(text(`And ${counted(rest, 'delivery', 'deliveries')} more.`))] : []),
  ];
}

function fateBlocks(fate: DeliveryFate, older: number): readonly Block[] {
  const what = older > 0 ? `${fate.kind} (after ${counted(older, 'earlier edit')})` : fate.kind;
  const tries = fate.attempts > 1 ? [text(` · ${fate.attempts} attempts`)] : [];
  return [
    line(bold(fate.receiver), text(` · ${what} · `), ...fateOf(fate), ...tries),
    ...(fate.reason === undefined ? [] : [quote(text(tidy(fate.reason, 240)))]),
  ];
}

function fateOf(fate: DeliveryFate): readonly Inline[] {
  switch (fate.status) {
    case 'sent':
      return [text('sent '), ago(fate.sentAt ?? fate.createdAt)];
    case 'pending':
      return [text('waits, due '), ago(fate.nextAttemptAt)];
    case 'sending':
      return [text('being sent now')];
    case 'uncertain':
      return [text('may have arrived; looked for again '), ago(fate.nextAttemptAt)];
    case 'suppressed':
      return [text(`held back by ${(fate.withheldBy ?? 'a rule').replace('/', ' ')}`)];
    case 'superseded':
      return [text('not needed')];
    case 'rejected':
      return [text('refused by the platform')];
    case 'dead':
      return [text('given up')];
    default:
      return [text(fate.status)];
  }
}
