/** Looks whether each receiver can be reached: tokens, scopes and the bot's rights in its channel. */
import { environmentName, type Receiver } from '../../core/delivery/receiver.ts';
import { bad, doubtful, type Finding, good } from '../../core/health/finding.ts';
import type { Secrets } from '../run/secrets.ts';

type Options = {
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly secrets: Secrets;
  /** With the values that receivers refer to. */
  readonly env: Readonly<Record<string, string | undefined>>;
};
type Place = { readonly receiver: string; readonly channel: string };

const TOKENS = {
  discord: 'DISCORD_TOKEN',
  slack: 'SLACK_BOT_TOKEN',
} as const;

/** Posts nothing anywhere. Webhooks cannot be asked without posting, so only their addresses are looked at. */
export async function examineReceivers(options: Options, signal: AbortSignal): Promise<readonly Finding[]> {
  const { secrets, env } = options;
  const findings: Finding[] = [];
  const places: Record<keyof typeof TOKENS, Place[]> = { discord: [], slack: [] };
  for (const [receiver, wanted] of Object.entries(options.receivers)) {
    const about = `receiver ${receiver}`;
    const unset = Object.values(wanted).flatMap((written) => {
      const name = typeof written === 'string' ? environmentName(written) : undefined;
      return name !== undefined && valueOf(env, name) === undefined ? [name] : [];
    });
    if (!('channel' in wanted)) {
      findings.push(...unset.map((name) => unsetFinding(about, [name])));
      if ('url' in wanted)
        findings.push(...webhookFinding(about, valueOf(env, environmentName(wanted.url) ?? wanted.url)));
      continue;
    }
    const platform = wanted.type === 'slack' ? 'slack' : 'discord';
    const token = TOKENS[platform];
    const name = environmentName(wanted.channel);
    const channel = name === undefined ? wanted.channel : valueOf(env, name);
    if (secrets[token] === undefined && channel === undefined)
      // Who uses one platform leaves the other out, so this is no fault.
      findings.push(
        doubtful(
          about,
          `neither ${token} nor ${unset.join(', ')} is set: its alerts go to the terminal`,
          `set both where you use it, or take ${receiver} out of config/signpost.yaml`,
        ),
      );
    else if (secrets[token] === undefined) findings.push(unsetFinding(about, [token, ...unset]));
    else if (unset.length > 0) findings.push(unsetFinding(about, unset));
    if (channel !== undefined) places[platform].push({ receiver, channel });
  }
  if (secrets.DISCORD_TOKEN !== undefined) {
    const { examineDiscord } = await import('../../edges/discord/examine.ts');
    const target = { token: secrets.DISCORD_TOKEN, apiUrl: env['DISCORD_API_URL'] };
    findings.push(...(await examineDiscord(target, places.discord, signal)));
  }
  if (secrets.SLACK_BOT_TOKEN !== undefined) {
    const { examineSlack } = await import('../../edges/slack/examine.ts');
    const target = {
      botToken: secrets.SLACK_BOT_TOKEN,
      appToken: secrets.SLACK_APP_TOKEN,
      signingSecret: secrets.SLACK_SIGNING_SECRET,
      apiUrl: env['SLACK_API_URL'],
    };
    findings.push(...(await examineSlack(target, places.slack)));
  }
  return findings;
}

function unsetFinding(about: string, names: readonly string[]): Finding {
  const [all, is] = [names.join(' and '), names.length === 1 ? 'is' : 'are'];
  return bad(
    about,
    `${all} ${is} not set`,
    `set ${all} in the environment or in .env; until then its alerts go to the terminal`,
  );
}

function webhookFinding(about: string, url: string | undefined): readonly Finding[] {
  if (url === undefined) return [];
  return URL.canParse(url)
    ? [good(about, 'has an address; whether it works shows with the first alert')]
    : [doubtful(about, 'has an address that is none', 'copy the whole address again')];
}

function valueOf(env: Options['env'], name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
