/** What `/indicator` shows of an indicator on trial: that it is, whom it tells, what is to be judged, and how to start it. */
import type { Block, Button } from '../../../core/command/reply.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { openTrialAlerts } from '../../../edges/store/people/judged-matches.ts';
import { loadTrials } from '../../ingest/trials.ts';
import { startButton } from '../changing/start-trial.ts';
import type { CommandContext } from '../context.ts';
import { bold, button, line, text, tidy } from '../parts.ts';

/** Alerts that are shown to be judged, two buttons each. */
const MOST_OPEN = 3;

export type TrialView = { readonly blocks: readonly Block[]; readonly buttons: readonly Button[] };

/** Undefined where the indicator is not on trial. */
export async function trialView(
  ctx: CommandContext,
  tx: Db,
  briefId: string,
  indicatorId: string,
): Promise<TrialView | undefined> {
  const trials = await loadTrials(tx, ctx.briefs());
  if (!trials.has({ briefId, indicatorId })) return undefined;
  const open = await openTrialAlerts(tx, briefId, indicatorId, MOST_OPEN);
  const { trial } = ctx.writer();
  const told = trial === undefined ? 'told of in one line a day' : `told to ${trial}`;
  return {
    blocks: [
      line(
        bold('On trial'),
        text(`: it matches, counts and is judged, is ${told}, and takes part in no pattern and no level.`),
      ),
      ...open.map(({ alertId, title, outlet }) =>
        line(text(`#${alertId} ${tidy(title)} · ${tidy(outlet, 60)}: relevant?`)),
      ),
    ],
    buttons: [
      ...open.flatMap(({ alertId }) => [
        button(`relevant:${alertId}`, `#${alertId} relevant`),
        button(`irrelevant:${alertId}`, `#${alertId} not relevant`),
      ]),
      ...startButton(briefId, indicatorId),
    ],
  };
}
