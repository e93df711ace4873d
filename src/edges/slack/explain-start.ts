/** Says why a connection could not be opened, and which secret to mend. */
import { failureOf, remedyOf, slackCode } from './failures.ts';

/** Runs a call of the start and says in an error which token it was about. */
export async function explained<T>(variable: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new Error(`Slack: ${explain(variable, error)}`, { cause: error });
  }
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
