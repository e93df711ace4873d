/** The configuration of the bots that the crash bench kills. */
import { writeRoot } from './bot-root.ts';
import { PLACE_RECEIVERS, PLACE_ROUTES } from './crash-places.ts';

type Wanted = {
  readonly root: string;
  readonly database: string;
  readonly feeds: readonly { readonly outlet: string; readonly url: string }[];
  /** Counts the changes. */
  readonly version: number;
  /** Whether it names a receiver more, for which a running bot starts again inside its process. */
  readonly spare: boolean;
  /** Whether alerts that come together share a message. */
  readonly grouped: boolean;
  /** Whether the forum, the threads and the webhooks are told, too. */
  readonly wide: boolean;
};

/** Writes it, or writes it anew. */
export async function writeConfig({
  root,
  database,
  feeds,
  version,
  spare,
  grouped,
  wide,
}: Wanted): Promise<void> {
  const catalogued = feeds.map(
    ({ outlet, url }) =>
      `  - { id: ${outlet.toLowerCase()}, url: ${JSON.stringify(url)}, outlet: ${outlet}, lang: en, every: 1s }`,
  );
  const files: Readonly<Record<string, string>> = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(database)} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
${spare ? '  spare: { type: console }\n' : ''}  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
  slack: { type: slack, channel: "\${SLACK_CHANNEL}" }${wide ? PLACE_RECEIVERS : ''}
route:
  receiver: slack
${grouped ? '  group_by: [indicator]\n' : ''}  routes: [${wide ? PLACE_ROUTES : ''}{ receiver: discord, continue: true }, { receiver: slack }]
group_wait: ${grouped ? '1s' : '0s'}
first_reading: silent
group_interval: 20s
flood: { alerts: 100000 }
web: { port: 0 }
`,
    'config/briefs/crash.yaml': briefOf(version),
    'feeds/crash.yaml': `desk: crash\nfeeds:\n${catalogued.join('\n')}\n`,
  };
  await writeRoot(root, files);
}

/** Any zebra is a sign, and a lion of something graver; neither ever rises. */
function briefOf(version: number): string {
  const indicator = (id: string, severity: string, word: string): string => `
  - id: ${id}
    name: ${id}
    quote: ${id}
    severity: ${severity}
    query: ${word}
    active_at: 100000
    examples: { hits: [a ${word}], misses: [a horse] }`;
  return `
id: crash
title: Crash test ${version}
happened: x
leverage: x
mechanism: x
matters: It must arrive.
watch: zebras, and lions
indicators:${indicator('zebras', 'low', 'zebra')}${indicator('lions', 'high', 'lion')}
`;
}
