/** Hears what nobody else does, a warning of Node's or an error that nothing caught, and says it in the log's own format. */
import type { Log } from '../../edges/log/log.ts';

/**
 * From now on no line beside the log's reaches a collector. An error that nothing caught ends the process with code 1,
 * as it would by itself: what was under way is taken up at the next start, and going on could lose more.
 */
export function hearFaults(log: Log): void {
  // Node's own listener is what prints them.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => log.warn({ warning: name }, message));
  process.on('uncaughtException', (err, origin) => {
    log.error(
      { err, origin },
      'ended by a bug that nothing caught; what was under way is taken up at the next start',
    );
    process.exit(1);
  });
}
