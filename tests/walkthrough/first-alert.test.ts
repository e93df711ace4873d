import { describe, expect, it } from 'vitest';
import { playInit } from './by-init.ts';
import { playFirstAlert, type Plan } from './first-alert.ts';

const MOST_STEPS = 6;

const ARTICLE = `The quay and the ledger

What happened
The harbour board of Larkmoor offered its quay to a holding company.

Who gains leverage
Whoever owns the quay sets the terms for the grain trade.

What mechanism operates
Debt is turned into docks.

Why it matters
Trade follows the owner.

What to watch next
- a court that blocks the sale of the port
- dockers who go on strike
`;

const PLANS: readonly (readonly [string, Omit<Plan, 'platform'>])[] = [
  ['one sign', { news: 'Port of Glosmere sold to a stranger' }],
  ['a whole pasted article', { article: ARTICLE, news: 'Dockers of Larkmoor go on strike over the quay' }],
];

describe.each(['discord', 'slack'] as const)('from an invitation to the first alert on %s', (platform) => {
  it.each(PLANS)('with %s, in at most six steps and without touching a file', async (_what, plan) => {
    const { steps, alert, answers } = await playFirstAlert({ platform, ...plan });
    expect(steps.length).toBeLessThanOrEqual(MOST_STEPS);
    expect(answers[1]).toContain('Choir wins prize at spring fair');
    expect(answers.at(-1)).toContain('Alerting here');
    expect(alert).toContain(plan.news);
  });
});

describe.each(['discord', 'slack'] as const)(
  'from a webhook address to the first alert on %s',
  (platform) => {
    it('with `init` and an article, in at most six steps', async () => {
      const news = 'Dockers of Larkmoor go on strike over the quay';
      const { steps, alert, answers } = await playInit({ platform, article: ARTICLE, news });
      expect(steps.length).toBeLessThanOrEqual(MOST_STEPS);
      expect(answers[0]).toContain('signs of the article');
      expect(alert).toContain(news);
    });
  },
);
