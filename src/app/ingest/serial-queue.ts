/** Lets work that needs the same thing go one after another, what is urgent before what can wait. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Does the work when it is its turn; resolves or rejects as it does. */
export type TakeTurn = <T>(urgent: boolean, work: () => Promise<T>) => Promise<T>;

/** Makes the line. Of two that are equally urgent the one goes first that came first; the event loop turns in between. */
export function createSerialQueue(): TakeTurn {
  const urgents: (() => Promise<void>)[] = [];
  const others: (() => Promise<void>)[] = [];
  let busy = false;

  const next = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    await nextTurn();
    await (urgents.shift() ?? others.shift())?.();
    busy = false;
    if (urgents.length + others.length > 0) void next();
  };

  return (urgent, work) =>
    new Promise((resolve, reject) => {
      (urgent ? urgents : others).push(() => work().then(resolve, reject));
      void next();
    });
}
