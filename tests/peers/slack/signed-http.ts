/** Sends what Slack sends over HTTP to an app without Socket Mode: signed requests, or deliberately badly signed ones. */
import { createHmac } from 'node:crypto';
import type { Interaction } from './interactions.ts';

export type SignedOptions = {
  /** Epoch milliseconds; now if left out. Slack's clients refuse what is older than five minutes. */
  readonly at?: number;
  /** Replaces the signature, to play an impostor. */
  readonly signature?: string;
};

/** The body Slack would send for an interaction: a form, a form with a JSON payload, or JSON. */
function httpBody({ type, payload }: Interaction): {
  readonly body: string;
  readonly contentType: string;
} {
  const form = 'application/x-www-form-urlencoded';
  switch (type) {
    case 'slash_commands': {
      const fields = Object.entries(payload).map(([key, value]): [string, string] => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      return { body: new URLSearchParams(fields).toString(), contentType: form };
    }
    case 'interactive':
      return {
        body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
        contentType: form,
      };
    case 'events_api':
      return { body: JSON.stringify(payload), contentType: 'application/json' };
  }
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function sign(signingSecret: string, seconds: number, body: string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

/** Makes the sender of signed requests: posts an interaction to the app's request URL, as Slack would. */
export function signedFetch(signingSecret: string) {
  return (url: string, interaction: Interaction, options: SignedOptions = {}): Promise<Response> => {
    const { body, contentType } = httpBody(interaction);
    const seconds = Math.floor((options.at ?? Date.now()) / 1000);
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': options.signature ?? sign(signingSecret, seconds, body),
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      },
      body,
    });
  };
}
