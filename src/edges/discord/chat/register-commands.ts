/** Keeps Discord's list of the bot's commands in step with the catalogue. */
import { setTimeout as pause } from 'node:timers/promises';
import { RequestMethod, Routes } from 'discord.js';
import { MINUTE, SECOND } from '../../../core/time/duration.ts';
import { commandBodies, isRegistered } from './command-bodies.ts';
import type { DiscordLog } from '../log.ts';
import { remedyOf } from '../remedy.ts';
import type { CallResult, Rest } from '../rest.ts';

const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = 10 * MINUTE;

/**
 * Compares what is registered with the catalogue and replaces it where it differs: Discord allows few registrations a
 * day. Tries again until it is done, refused, or `signal` aborts; never throws for what Discord does.
 */
export async function registerCommands(
  rest: Rest,
  applicationId: string,
  log: DiscordLog,
  signal: AbortSignal,
): Promise<void> {
  const path = Routes.applicationCommands(applicationId);
  const body = [...commandBodies()];
  for (let failures = 0; !signal.aborted; failures += 1) {
    const listed = await rest({ method: RequestMethod.Get, path }, signal);
    if (listed.kind === 'ok' && isRegistered(listed.body, body)) return;
    const done =
      listed.kind === 'ok' ? await rest({ method: RequestMethod.Put, path, body }, signal) : listed;
    switch (done.kind) {
      case 'ok':
        log.info({ commands: body.length }, 'Discord: commands registered');
        return;
      case 'refused':
        log.error({ reason: remedyOf(done) }, 'Discord: the commands could not be registered');
        return;
      case 'limited':
      case 'lost':
      case 'unsent': {
        const wait = pauseAfter(done, failures);
        if (signal.aborted) return;
        log.warn(
          { reason: done.kind, pause: wait },
          'Discord: the commands are not registered yet, trying again',
        );
        await pause(wait, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }
}

function pauseAfter(failure: Exclude<CallResult, { kind: 'ok' | 'refused' }>, failures: number): number {
  const own = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 10));
  return failure.kind === 'limited' ? Math.max(own, failure.after ?? 0) : own;
}
