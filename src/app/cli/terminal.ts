/** What standard output can show: colour where it is a terminal, and how wide it is. */

const WIDEST = 100;
const UNKNOWN = 88;

/** Colour and width for text that people read; NO_COLOR (no-color.org) and FORCE_COLOR are obeyed. */
export function terminal(): { readonly color: boolean; readonly width: number } {
  const { env, stdout } = process;
  const wanted = env['FORCE_COLOR'] !== undefined || stdout.isTTY;
  return {
    color: wanted && (env['NO_COLOR'] ?? '') === '',
    width: Math.min(WIDEST, stdout.columns ?? UNKNOWN),
  };
}
