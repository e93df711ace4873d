/** `signpost test-post RECEIVER`: posts one line to a receiver, the way alerts will be posted. */
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import type { SendOutcome } from '../../core/delivery/sink.ts';
import { SECOND } from '../../core/time/duration.ts';
import { createLog } from '../../edges/log/log.ts';
import { whyForbidden } from '../../edges/http/address-guard.ts';
import { createGuardedPost } from '../../edges/http/guarded-post.ts';
import { PLATFORMS } from '../run/platforms.ts';
import { readConfig } from '../run/read-config.ts';
import { readReceiverValues } from '../run/receiver-secrets.ts';
import { kindOf, missingFor, openReceivers } from '../run/receivers.ts';
import { readSecrets, secretValues, variablesOf } from '../run/secrets.ts';
import { userAgent } from '../run/user-agent.ts';
import { loadEnv } from './load-env.ts';
import { terminal } from './terminal.ts';

const WITHIN = 30 * SECOND;

export function addTestPost(program: Command): void {
  program
    .command('test-post')
    .description('post one line to a receiver, to see whether alerts will arrive')
    .argument('<receiver>', 'its name below receivers: in config/signpost.yaml')
    .action(async (receiver: string) => {
      const { root } = program.opts<{ root: string }>();
      const said = await testPost(root, receiver);
      (said.kind === 'sent' ? process.stdout : process.stderr).write(`${said.text}\n`);
      process.exitCode = said.kind === 'sent' ? 0 : 1;
    });
}

type Said = { readonly kind: 'sent' | 'not-sent'; readonly text: string };

/** Throws where the configuration has errors, or where there is no such receiver. */
export async function testPost(root: string, id: string): Promise<Said> {
  loadEnv(root);
  const loaded = await readConfig(root);
  if (loaded.kind === 'bad') throw new Error('the configuration has errors; signpost check says which');
  const { settings } = loaded.config;
  const receiver = settings.receivers[id];
  if (receiver === undefined)
    throw new Error(
      `there is no receiver ${id}; config/signpost.yaml has ${Object.keys(settings.receivers).join(', ')}`,
    );
  const secrets = await readSecrets(process.env);
  const values = await readReceiverValues(PLATFORMS, { [id]: receiver }, process.env);
  const variable = variablesOf(secrets, { ...process.env, ...values.env });
  const found = kindOf(PLATFORMS, receiver);
  const { needs, own } =
    found === undefined ? { needs: [], own: [] } : missingFor(found.kind, receiver, variable);
  const [missing] = [...needs, ...own];
  if (missing !== undefined)
    return {
      kind: 'not-sent',
      text: `${missing} is not set, so nothing can be posted to ${id}; put it into .env`,
    };
  const receivers = await openReceivers({
    platforms: PLATFORMS,
    settings: { ...settings, receivers: { [id]: receiver } },
    variable,
    log: createLog({ level: 'warn', secrets: [...secretValues(secrets), ...values.secrets] }),
    out: { write: (text: string) => process.stdout.write(text), ...terminal() },
    heardElsewhere: true,
    allowHosts: settings.polling.allow_hosts,
    whyForbidden,
    post: createGuardedPost(settings.polling.allow_hosts),
    userAgent: userAgent(settings.polling.contact),
  });
  try {
    return sentence(id, await post(receivers.sinks.get(id)));
  } finally {
    await receivers.stop();
  }
}

async function post(sink: ReturnType<Awaited<ReturnType<typeof openReceivers>>['sinks']['get']>) {
  if (sink === undefined) throw new Error('a configured receiver has no sink');
  const text = 'Alerts will be posted here. This line was asked for by signpost test-post.';
  return sink(
    {
      deliveryId: `test-${randomBytes(8).toString('hex')}`,
      notification: { kind: 'notice', title: 'Signpost can post here', lines: [{ text, marks: [] }] },
      prior: undefined,
      maybeSentAt: undefined,
      now: Date.now(),
    },
    AbortSignal.timeout(WITHIN),
  );
}

function sentence(id: string, outcome: SendOutcome): Said {
  if (outcome.kind === 'sent') return { kind: 'sent', text: `posted to ${id}` };
  const remedy = 'remedy' in outcome ? `; ${String(outcome.remedy)}` : '';
  return { kind: 'not-sent', text: `${id} did not take it: ${outcome.reason}${remedy}` };
}
