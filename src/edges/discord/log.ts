/** The part of a log that this edge writes to. */

type Line = (about: object, message: string) => void;

export type DiscordLog = { readonly [level in 'debug' | 'info' | 'warn' | 'error']: Line };
