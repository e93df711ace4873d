/** Two briefs that share the id of one indicator. */
import type { NamedBrief } from '../../../src/core/command/names.ts';

export const BRIEFS: readonly NamedBrief[] = [
  {
    id: 'harbour',
    title: 'Harbours for sale',
    indicators: [
      { id: 'port-sales', name: 'Ports change hands' },
      { id: 'strikes', name: 'Dockers strike' },
    ],
  },
  {
    id: 'rail',
    title: 'Rails and borders',
    indicators: [{ id: 'strikes', name: 'Railway strikes' }],
  },
];
