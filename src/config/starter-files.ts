/** The files of a new workspace: settings and secrets with a line on each, from a newcomer's few answers. */
import { stringify } from 'yaml';
import type { Starter } from '../core/delivery/platform.ts';

export type StarterAnswers = {
  readonly starter: Starter;
  /** By variable, what was answered to the starter's questions. */
  readonly values: Readonly<Record<string, string>>;
  /** An IANA name, such as `Europe/Lisbon`. */
  readonly timeZone: string;
};

/** `config/signpost.yaml` and `.env`; texts of secrets stand in the latter alone. */
export function starterFiles(
  answers: StarterAnswers,
): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: 'config/signpost.yaml', text: settingsText(answers) },
    { path: '.env', text: secretsText(answers) },
  ];
}

function settingsText({ starter, timeZone }: StarterAnswers): string {
  return `# The settings of the bot. Lines that begin with # are notes and do nothing.
# After a change run \`signpost check\`: it says what is wrong, in which line, and how to mend it.
# Times are written 30s, 15m, 24h or 14d. Tokens and passwords never belong here: they stand in .env.

# The places that can be told. The name before the colon is yours to choose; routes below use it.
${stringify({ receivers: { [starter.id]: starter.receiver } })}
# Who is told what. Routes below may send some alerts elsewhere, by brief, indicator, severity, tag, outlet or lang.
${stringify({ route: { receiver: starter.id } })}
# The clock that people read.
time_zone: ${timeZone}

# How often each feed is looked at. Publishers ask for 5m or more.
polling:
  interval: 15m

# When nothing is posted; one message at the end tells what came meanwhile. Take the # away to use it.
# quiet_hours:
#   - from: "22:00"
#     to: "07:00"
#     except: { severity: high }
`;
}

function secretsText({ starter, values }: StarterAnswers): string {
  const lines = starter.asks.flatMap(({ variable, question }) => [
    `# ${question}.`,
    `${variable}=${values[variable] ?? ''}`,
  ]);
  return ['# Secrets of this bot. Keep this file to yourself; never commit it.', ...lines, ''].join('\n');
}
