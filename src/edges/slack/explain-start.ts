/** Says why a connection could not be opened, and which secret to mend. */
import { failureOf, isRefusal, remedyOf, slackCode } from './failures.ts';

/** Runs a call of the start and says in an error which token it was about. */
export async function explained<T>(variable: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new Error(`Slack: ${explain(variable, error)}`, { cause: error });
  }
}

/** True where an error of `explained` says that Slack was not reached, and nothing of what it would have said. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  // The client rejects with nothing at all when a socket closes early.
  if (cause === undefined) return 'cause' in error;
  return failureOf(cause) !== undefined && !isRefusal(cause);
}

function explain(variable: string, error: unknown): string {
  const code = slackCode(error);
  if (code !== undefined && variable === 'SLACK_APP_TOKEN') {
    return `${variable} is refused (${code}); it begins with xapp- and needs the scope connections:write`;
  }
  if (code !== undefined) return `${variable} is refused: ${remedyOf(code)}`;
  const reason = failureOf(error)?.reason;
  if (reason !== undefined) return reason;
  // The client rejects with nothing at all when a socket closes early.
  return error instanceof Error ? error.message : 'the socket closed before Slack greeted';
}
