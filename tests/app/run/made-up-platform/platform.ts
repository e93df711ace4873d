/** A platform that nobody has: pigeons, which fly to a loft and carry a seal. All that the bot knows of it is here. */
import { z } from 'zod';
import type { Platform } from '../../../../src/core/delivery/platform.ts';
import { namedSecret, valueOf, writtenOrNamed } from '../../../../src/core/delivery/receiver.ts';
import { bad, good } from '../../../../src/core/health/finding.ts';

const Pigeon = z.strictObject({
  type: z.literal('pigeon'),
  loft: writtenOrNamed(/^[a-z]+$/, 'is not the name of a loft; write one in small letters, or ${LOFT}'),
  seal: z.strictObject({ wax: namedSecret('PIGEON_WAX') }),
});
const Settings = z.strictObject({ feed: z.enum(['maize', 'peas']).default('maize') });

/** What was carried, as `loft: title`; and what stood in the settings. */
export const flown: string[] = [];

export const pigeons: Platform = {
  name: 'pigeon',
  receivers: [{ schema: Pigeon, needs: ['PIGEON_KEY'], docs: { has: '`loft`, `seal.wax`', more: '' } }],
  variables: [{ name: 'PIGEON_KEY', secret: true }],
  settings: Settings,
  open: ({ variable, settings }) => {
    const { feed } = Settings.parse(settings);
    const fly = (loft: string) => () => {
      flown.push(`${loft} on ${feed}`);
      return Promise.resolve({ kind: 'sent', ref: { channel: loft, message: '1' } } as const);
    };
    return Promise.resolve({
      open: (written) => {
        const loft = valueOf(Pigeon.parse(written).loft, variable);
        return { sink: fly(loft), channel: loft };
      },
      channel: fly,
    });
  },
  examine: ({ receivers, variable }) =>
    Promise.resolve(
      Object.entries(receivers).map(([id, written]) => {
        const loft = valueOf(Pigeon.parse(written).loft, variable);
        return loft === 'burnt'
          ? bad(`receiver ${id}`, 'has burnt down', 'build it anew')
          : good(`receiver ${id}`, 'stands');
      }),
    ),
};
