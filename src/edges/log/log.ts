/** Structured logs as JSON lines on standard error, with every secret blotted out. */
import { pino, type DestinationStream } from 'pino';

export type Log = {
  readonly debug: (about: object, message: string) => void;
  readonly info: (about: object, message: string) => void;
  readonly warn: (about: object, message: string) => void;
  readonly error: (about: object, message: string) => void;
};

export type LogOptions = {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Values that must never appear, such as tokens and passwords. */
  readonly secrets: readonly string[];
  /** Where lines go; standard error where left out. */
  readonly destination?: DestinationStream;
};

const SHORTEST_SECRET = 6;

/** Makes the log. A secret is blotted out wherever it stands: in a field, a message, an error's stack or an address. */
export function createLog(options: LogOptions): Log {
  const secrets = options.secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const target = options.destination ?? pino.destination({ fd: 2, sync: true });
  const clean: DestinationStream = {
    write: (line) => {
      let safe = line;
      for (const secret of secrets)
        safe = safe.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]');
      target.write(safe);
    },
  };
  return pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, clean);
}
