/** Durations as people write them in configuration: `30s`, `15m`, `24h`, `14d`. */
import { z } from 'zod';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNIT_MS;

export const SECOND: number = UNIT_MS.s;
export const MINUTE: number = UNIT_MS.m;
export const HOUR: number = UNIT_MS.h;
export const DAY: number = UNIT_MS.d;

const PATTERN = /^(\d{1,6})([smhd])$/;

/** Milliseconds of a duration such as `24h`; undefined where the text is not one. */
export function parseDuration(text: string): number | undefined {
  const match = PATTERN.exec(text.trim());
  if (match === null) return undefined;
  const [, amount, unit] = match;
  return Number(amount) * UNIT_MS[unit as Unit];
}

/** The shortest exact way to write milliseconds as a duration: 86,400,000 becomes `1d`, 90,000 becomes `90s`. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0) return `${ms / UNIT_MS[unit]}${unit}`;
  }
  return `${Math.round(ms / UNIT_MS.s)}s`;
}

const WRONG = 'is not a duration; write a whole number and one of s, m, h, d, such as 30s, 15m, 24h or 14d';

/** Schema: a duration text in, milliseconds out. */
export const Duration = z
  .string(WRONG)
  .regex(PATTERN, WRONG)
  .transform((text) => parseDuration(text) ?? 0);
