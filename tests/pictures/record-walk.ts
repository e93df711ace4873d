/** Plays from an invitation to the first alert on both platforms and records what the person was shown on the way. */
import { MINUTE } from '../../src/core/time/duration.ts';
import type { Recorded, Walk } from '../../docs/pictures/recorded.ts';
import { playFirstAlert, type Plan } from '../walkthrough/first-alert.ts';
import { drawable } from './drawable.ts';

/** When the walk begins, epoch milliseconds: that of the moment would draw another picture at every run. */
const BEGINS = Date.UTC(2026, 8, 16, 9, 0);

export async function recordWalk(): Promise<Recorded['walk']> {
  const discord = await recordOn('discord');
  return { discord, slack: await recordOn('slack'), postedAt: BEGINS, seenAt: BEGINS + 21 * MINUTE };
}

/** The walk with one sign on one platform. */
export async function recordOn(platform: Plan['platform']): Promise<Walk> {
  const plan = { platform, news: 'Port of Glosmere sold to a stranger', begins: BEGINS };
  const { steps, typed, shown } = await playFirstAlert(plan);
  const { added, dialog, draft, alert } = shown;
  const parts = {
    added: drawable(added),
    dialog: drawable(dialog),
    draft: drawable(draft),
    alert: drawable(alert),
  };
  return { steps: [...steps], typed: { ...typed }, shown: parts };
}
