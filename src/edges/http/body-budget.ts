/** Keeps what all bodies under way hold together within bounds: where it is too much, the largest is given up. */

export type BodyShare = {
  /** Counts bytes that came. May give up this body or another. */
  readonly grow: (bytes: number) => void;
  /** The body is complete or gone. */
  readonly end: () => void;
};

/** Opens the share of a body; `giveUp` is called where it is the largest and there is no room for all. */
export type BodyBudget = (giveUp: () => void) => BodyShare;

/** A budget of so many bytes for all bodies together. */
export function createBodyBudget(most: number): BodyBudget {
  const held = new Map<() => void, number>();
  let total = 0;

  const end = (giveUp: () => void): void => {
    total -= held.get(giveUp) ?? 0;
    held.delete(giveUp);
  };

  const makeRoom = (): void => {
    for (const [giveUp] of [...held].toSorted(([, one], [, other]) => other - one)) {
      if (total <= most) return;
      end(giveUp);
      giveUp();
    }
  };

  return (giveUp) => ({
    grow: (bytes) => {
      held.set(giveUp, (held.get(giveUp) ?? 0) + bytes);
      total += bytes;
      if (total > most) makeRoom();
    },
    end: () => end(giveUp),
  });
}
