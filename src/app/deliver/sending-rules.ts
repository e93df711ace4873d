/** The settings that decide whether a delivery is sent now. */
import type { Flood } from '../../core/alert/flood.ts';
import type { QuietHours } from '../../core/alert/quiet-hours.ts';

export type SendingRules = {
  readonly quietHours: readonly QuietHours[];
  /** Zone of the times that people read, and of quiet hours that name none. */
  readonly zone: string;
  readonly flood: Flood;
};
