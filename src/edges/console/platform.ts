/** The terminal as a receiver: it needs nothing, and stands in for those that cannot be reached. */
import { z } from 'zod';
import type { Platform } from '../../core/delivery/platform.ts';

export const platform: Platform = {
  name: 'console',
  receivers: [
    {
      schema: z.strictObject({ type: z.literal('console') }),
      needs: [],
      docs: { has: 'nothing; the terminal', more: '' },
    },
  ],
  variables: [],
  starters: [
    {
      id: 'terminal',
      title: 'this terminal, to look at it first',
      receiver: { type: 'console' },
      asks: [],
    },
  ],
  open: async ({ out }) => {
    const { consoleSink } = await import('./sink.ts');
    const sink = consoleSink(out);
    return { open: () => ({ sink }) };
  },
};
