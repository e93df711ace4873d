/** Structured logs on standard error, JSON lines or for people's eyes, with every secret blotted out. */
import { pino, type DestinationStream } from 'pino';
import pretty from 'pino-pretty';

export type Log = {
  readonly debug: (about: object, message: string) => void;
  readonly info: (about: object, message: string) => void;
  readonly warn: (about: object, message: string) => void;
  readonly error: (about: object, message: string) => void;
};

export type LogOptions = {
  readonly level: (typeof LEVELS)[number];
  /** Values that must never appear, such as tokens and passwords. */
  readonly secrets: readonly string[];
  /** Where lines go; standard error where left out. */
  readonly destination?: DestinationStream;
  /** True where a person watches: times, words and colours instead of JSON. */
  readonly forPeople?: boolean;
};

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** The level of that name, as LOG_LEVEL gives it; throws where there is none such, and is `info` where nothing is given. */
export function logLevel(name: string | undefined): LogOptions['level'] {
  const wanted = name?.trim().toLowerCase() || 'info';
  const level = LEVELS.find((each) => each === wanted);
  if (level === undefined)
    throw new Error(`LOG_LEVEL is "${wanted}"; write one of ${LEVELS.join(', ')}, or leave it out for info`);
  return level;
}

const STANDARD_ERROR = 2;

const SHORTEST_SECRET = 6;

/**
 * Makes the log. A secret is blotted out wherever it stands, as it is or as JSON and addresses spell it: in a field, a
 * message, an error's stack or an address.
 */
export function createLog(options: LogOptions): Log {
  const secrets = options.secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    // One secret may begin like another: of that nothing may be left standing.
    .toSorted((one, other) => other.length - one.length);
  const destination = options.destination ?? pino.destination({ fd: STANDARD_ERROR, sync: true });
  // Blotted out before it is drawn: a drawing spells in yet another way.
  const target = options.forPeople === true ? readable(destination) : destination;
  const clean: DestinationStream = {
    write: (line) => {
      let safe = line;
      for (const secret of secrets) safe = safe.replaceAll(secret, '[secret]');
      target.write(safe);
    },
  };
  const format = { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(format, clean);
}

/** Draws each line for a terminal before it goes on to `target`. */
function readable(target: DestinationStream): DestinationStream {
  const draw = pretty.prettyFactory({
    colorize: true,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    errorLikeObjectKeys: ['err'],
  });
  return { write: (line) => target.write(draw(line)) };
}
