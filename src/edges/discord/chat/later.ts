/** A value that comes after a while, to race against work that may not end. */

/** Resolves with the value after so many milliseconds; the wait keeps no process alive. */
export function later<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref();
  });
}
