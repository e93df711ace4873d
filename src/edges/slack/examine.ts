/** Looks whether Slack takes the tokens, gave them the scopes they need, and has the bot in each channel. */
import { WebClient } from '@slack/web-api';
import type { Examination } from '../../core/delivery/platform.ts';
import { valueOf } from '../../core/delivery/receiver.ts';
import { bad, doubtful, type Finding, good } from '../../core/health/finding.ts';
import { clientOptions, type SlackLog } from './client.ts';
import { explained } from './explain-start.ts';
import { failureOf, slackCode } from './failures.ts';
import { SCOPES } from './manifest.ts';
import { SlackReceiver } from './receivers.ts';

type Target = {
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly signingSecret: string | undefined;
  readonly apiUrl: string | undefined;
};
type Place = { readonly receiver: string; readonly channel: string };

/** Without these nothing is posted or heard; without the others something is missing. */
const NEEDED = new Set(['chat:write', 'commands']);
const SILENT: SlackLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const INSTALL =
  'add it under OAuth & Permissions, or paste the manifest that signpost manifest slack prints, and install the app again';

/** Findings for webhooks' addresses, for both tokens and the scopes, then one a channel. Posts nothing. */
export async function examineSlack({ receivers, variable }: Examination): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const places: Place[] = [];
  for (const [id, written] of Object.entries(receivers)) {
    const receiver = SlackReceiver.parse(written);
    if (receiver.type === 'slack-webhook') findings.push(examineWebhook(id, valueOf(receiver.url, variable)));
    else places.push({ receiver: id, channel: valueOf(receiver.channel, variable) });
  }
  const botToken = variable('SLACK_BOT_TOKEN');
  if (botToken === undefined) return findings;
  const target = {
    botToken,
    appToken: variable('SLACK_APP_TOKEN'),
    signingSecret: variable('SLACK_SIGNING_SECRET'),
    apiUrl: variable('SLACK_API_URL'),
  };
  return [...findings, ...(await examineBot(target, places))];
}

/** It cannot be asked without posting, so only its address is looked at. */
function examineWebhook(id: string, url: string): Finding {
  return URL.canParse(url)
    ? good(`receiver ${id}`, 'has an address; whether it works shows with the first alert')
    : bad(`receiver ${id}`, 'has an address that is none', 'copy the whole address again');
}

async function examineBot(target: Target, places: readonly Place[]): Promise<readonly Finding[]> {
  const options = clientOptions(target.apiUrl, SILENT);
  const client = new WebClient(target.botToken, options);
  const who = await explained('SLACK_BOT_TOKEN', () => client.auth.test()).catch(asError);
  if (who instanceof Error)
    return [
      bad(
        'SLACK_BOT_TOKEN',
        'is not taken',
        `${who.message}; copy it again from OAuth & Permissions (xoxb-…)`,
      ),
    ];
  const findings: Finding[] = [
    good('SLACK_BOT_TOKEN', `is that of ${who.user ?? 'the bot'} in ${who.team ?? 'its workspace'}`),
    ...scopeFindings(who.response_metadata?.scopes),
    await examineHearing(target, options),
  ];
  for (const place of places) findings.push(await examineChannel(client, place));
  return findings;
}

function scopeFindings(granted: readonly string[] | undefined): readonly Finding[] {
  if (granted === undefined)
    return [
      doubtful('Slack scopes', 'are not told by Slack', 'nothing to mend; each is tried when it is needed'),
    ];
  const lacking = SCOPES.filter(({ scope }) => !granted.includes(scope));
  if (lacking.length === 0) return [good('Slack scopes', `all ${SCOPES.length} that are used`)];
  return lacking.map(({ scope, why }) =>
    (NEEDED.has(scope) ? bad : doubtful)(
      'Slack scopes',
      `${scope} is missing (it lets the bot ${why})`,
      INSTALL,
    ),
  );
}

async function examineHearing(target: Target, options: ReturnType<typeof clientOptions>): Promise<Finding> {
  const { appToken, signingSecret } = target;
  if (appToken === undefined)
    return signingSecret === undefined
      ? doubtful(
          'SLACK_APP_TOKEN',
          'is not set: alerts are posted, commands and buttons are not heard',
          'make one under Basic Information, App-Level Tokens, with connections:write',
        )
      : good('SLACK_SIGNING_SECRET', 'is set; whether it is right shows with the first command');
  const client = new WebClient(appToken, options);
  const opened = await explained('SLACK_APP_TOKEN', () => client.apps.connections.open({})).catch(asError);
  return opened instanceof Error
    ? bad('SLACK_APP_TOKEN', 'is not taken', opened.message)
    : good('SLACK_APP_TOKEN', 'opens the connection for commands and buttons');
}

/** Reading one message shows membership, with no scope beyond those that deliveries need. */
async function examineChannel(client: WebClient, { receiver, channel }: Place): Promise<Finding> {
  const about = `receiver ${receiver}`;
  try {
    await client.conversations.history({ channel, limit: 1 });
    return good(about, `may post, edit and look in Slack channel ${channel}`);
  } catch (error) {
    const code = slackCode(error);
    if (code === 'not_in_channel')
      return bad(about, `the bot is not in Slack channel ${channel}`, 'invite it there: /invite @signpost');
    if (code === 'channel_not_found')
      return bad(
        about,
        `sees no Slack channel ${channel}`,
        "use the channel's id (C…, at the end of its details), and /invite the bot where it is private",
      );
    if (code === 'missing_scope')
      return doubtful(about, 'cannot look in its channel, so after a crash an alert may come twice', INSTALL);
    return bad(about, `cannot look in Slack channel ${channel}`, failureOf(error)?.reason ?? String(error));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
