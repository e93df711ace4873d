/** How often one person may ask what takes long: what looks through all that is stored, or explains. */
import type { Asker } from '../../core/command/chat.ts';
import type { Reply } from '../../core/command/reply.ts';
import { MINUTE, SECOND } from '../../core/time/duration.ts';
import { note } from './parts.ts';

/** Questions of one person within a minute; who pages through answers needs a few. */
const MOST_ASKED = 20;
/** People who are remembered; the one who asked longest ago is forgotten first. */
const MOST_PEOPLE = 10_000;

export type AskLimits = {
  /** Counts a question of this person at `now` (epoch milliseconds); the refusal where it is one too many. */
  readonly count: (by: Asker, now: number) => Reply | undefined;
};

export function createAskLimits(): AskLimits {
  const asked = new Map<string, readonly number[]>();
  return {
    count: ({ platform, id }, now) => {
      const person = `${platform}:${id}`;
      // A clock that was set back must not lock anybody out.
      const recent = (asked.get(person) ?? []).filter((at) => at > now - MINUTE && at <= now);
      asked.delete(person);
      const [first] = recent;
      if (first !== undefined && recent.length >= MOST_ASKED) {
        asked.set(person, recent);
        const seconds = Math.ceil((first + MINUTE - now) / SECOND);
        return note(
          'Too many questions',
          `One person may look through what is stored ${MOST_ASKED} times a minute; ask again in ${seconds} s.`,
        );
      }
      asked.set(person, [...recent, now]);
      const [oldest] = asked.keys();
      if (asked.size > MOST_PEOPLE && oldest !== undefined) asked.delete(oldest);
      return undefined;
    },
  };
}
