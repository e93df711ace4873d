/** Ends the process from its helper thread, whatever the main thread hangs in. */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** EX_SOFTWARE of sysexits.h: an internal fault. */
const STALLED_CODE = 70;

const STANDARD_ERROR = 2;
const FATAL = 60;
/** Milliseconds after which a process that cannot be ended with a code is killed. */
const KILL_AFTER = 5_000;

/**
 * Writes `reason` as a line of the log and ends the process with code 70. JavaScript is interrupted wherever it loops or
 * waits; native code, such as a query of SQLite, is not, and is killed after five seconds (137 to a shell).
 */
export async function endProcess(reason: string): Promise<void> {
  say(reason);
  await interruptMain().catch(() => undefined);
  await wait(KILL_AFTER);
  process.kill(process.pid, 'SIGKILL');
}

/** What the main thread writes with may be what it hangs in. */
function say(reason: string): void {
  const line = { level: FATAL, time: new Date().toISOString(), msg: reason };
  try {
    writeSync(STANDARD_ERROR, `${JSON.stringify(line)}\n`);
  } catch {
    // Nobody reads it; the process is ended all the same.
  }
}

/** A debugger of our own: it is the one way into a main thread that takes no messages. */
async function interruptMain(): Promise<void> {
  const { Session } = await import('node:inspector');
  const session = new Session();
  session.connectToMainThread();
  // Without its standard error, where Node would say that it waits for the debugger to go.
  const expression = `process.getBuiltinModule('node:fs').closeSync(${STANDARD_ERROR}); process.reallyExit(${STALLED_CODE})`;
  session.post('Runtime.evaluate', { expression });
}
