/** A log that keeps its lines for a test to read. */
import type { DiscordLog } from '../../../src/edges/discord/log.ts';

type Line = { readonly level: keyof DiscordLog; readonly about: object; readonly message: string };

export function recordingLog(): DiscordLog & { readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const at =
    (level: keyof DiscordLog) =>
    (about: object, message: string): void =>
      void lines.push({ level, about, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
