/** The buttons below a headline that matched nothing: of which indicator it is a sign after all, or of none. */
import type { Button, Reply } from '../../../core/command/reply.ts';
import { nearestMisses } from '../../../core/query/explain/nearest-misses.ts';
import type { IndicatorExplanation } from '../../../core/query/language/compile-briefs.ts';
import { selectEntries, type StoredEntry } from '../../../edges/store/entries.ts';
import { recordAudit } from '../../../edges/store/people/audit.ts';
import { saveMissVote } from '../../../edges/store/people/judged-misses.ts';
import { indicatorOf } from '../../ingest/indicator-of.ts';
import { textOf } from '../../ingest/text-of.ts';
import { type Caller, changeBy, type CommandContext } from '../context.ts';
import { button, note, tidy } from '../parts.ts';

/** Near misses that are asked about, and letters of a button's id and label. */
const MOST_ASKED = 3;
const LONGEST_ID = 100;
const LONGEST_LABEL = 60;

/** A button for each indicator that was missed narrowly, and one that says that it is a sign of none of them. */
export function missButtons(
  entry: StoredEntry,
  explained: readonly IndicatorExplanation[],
): readonly Button[] {
  const asked = nearestMisses(explained, MOST_ASKED).flatMap(({ brief, indicator }) => {
    const id = `sign:${entry.seq}/${brief.id}/${indicator.id}`;
    return id.length > LONGEST_ID ? [] : [button(id, tidy(`A sign: ${indicator.name}`, LONGEST_LABEL))];
  });
  return asked.length === 0 ? [] : [...asked, button(`nosign:${entry.seq}`, 'No sign of these')];
}

/** Takes down what somebody thinks of a headline that was missed. */
export async function voteOnMiss(ctx: CommandContext, pressed: string, caller: Caller): Promise<Reply> {
  const [, verb = '', seq = '', briefId, indicatorId] =
    /^(sign|nosign):(\d{1,15})(?:\/([^/]+)\/([^/]+))?$/.exec(pressed) ?? [];
  const [entry] = verb === '' ? [] : await selectEntries(ctx.store.db, { seqs: [Number(seq)] });
  if (entry === undefined)
    return note('That headline is gone', 'It is not kept any more; nothing was changed.');
  const relevant = verb === 'sign';
  const about = relevant
    ? [{ briefId: briefId ?? '', indicatorId: indicatorId ?? '' }]
    : nearestMisses(ctx.matcher().explainAll(textOf(entry)), MOST_ASKED).map(({ brief, indicator }) => ({
        briefId: brief.id,
        indicatorId: indicator.id,
      }));
  const names = about.flatMap(
    (each) => indicatorOf(ctx.briefs(), each.briefId, each.indicatorId)?.name ?? [],
  );
  if (names.length < about.length || about.length === 0)
    return note('That indicator is gone', 'It is not in the briefs any more; nothing was changed.');
  const who = changeBy(caller);
  const verdict = relevant ? 'relevant' : 'irrelevant';
  const now = ctx.now();
  await ctx.store.transaction(async (tx) => {
    for (const each of about)
      await saveMissVote(
        tx,
        { ...each, entry: entry.seq, voter: who.actor, voterName: who.actorName, verdict },
        now,
      );
    const subject = `entry:${entry.seq}`;
    const detail = {
      verdict,
      indicators: about.map((each) => `${each.briefId}/${each.indicatorId}`).join(', '),
    };
    await recordAudit(tx, { action: 'verdict', ...who, subject, detail }, now);
  });
  return note(
    relevant ? 'Noted as a sign' : 'Noted as no sign',
    `${tidy(entry.title)}: ${relevant ? '' : 'no sign of '}${names.join(', ')}. Suggestions below /indicator and signpost tune go by it; nobody is told.`,
  );
}
