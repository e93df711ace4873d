/** Hears what the operator tells the process, from its first moment on. */

export type Signals = {
  /** Resolves with the name of the first signal that asks the process to end. */
  readonly told: Promise<string>;
  /** From now on SIGHUP calls this; where one came before, it is called at once. */
  readonly onReload: (reload: () => void) => void;
};

/**
 * To be called before anything that takes time: SIGHUP ends a process that does not listen, and process 1 of a
 * container ignores a SIGTERM that it does not listen to.
 */
export function hearSignals(): Signals {
  let waiting = false;
  let reload = (): void => {
    waiting = true;
  };
  process.on('SIGHUP', () => reload());
  const told = new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  return {
    told,
    onReload: (wanted) => {
      reload = wanted;
      if (waiting) reload();
    },
  };
}
