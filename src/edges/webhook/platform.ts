/** What a webhook of one's own needs, and the way to the code that posts to it. */
import { z } from 'zod';
import type { Platform } from '../../core/delivery/platform.ts';
import { namedSecret, secret, valueOf, writtenOrNamed } from '../../core/delivery/receiver.ts';
import { bad, good } from '../../core/health/finding.ts';

const Webhook = z.strictObject({
  type: z.literal('webhook'),
  url: secret(
    writtenOrNamed(
      /^https?:\/\/[^\s@]+$/,
      'is not an address that can be posted to; write https://…, or ${WEBHOOK_URL} where it holds a secret',
    ),
  ).describe('Where a signed JSON body is posted; see docs/webhook.md.'),
  secret: namedSecret('WEBHOOK_SECRET').describe(
    'What the body is signed with: the environment variable that holds it.',
  ),
});

export const platform: Platform = {
  name: 'webhook',
  receivers: [
    {
      schema: Webhook,
      needs: [],
      docs: { has: '`url`, `secret`: a signed JSON body', more: '[webhook.md](webhook.md)' },
    },
  ],
  variables: [],
  open: async ({ variable, allowHosts, userAgent, whyForbidden }) => {
    const { webhookSink } = await import('./sink.ts');
    return {
      open: (written) => {
        const receiver = Webhook.parse(written);
        const [url, key] = [valueOf(receiver.url, variable), valueOf(receiver.secret, variable)];
        return {
          sink: webhookSink({
            url,
            secret: key,
            allowHosts,
            userAgent,
            ...(whyForbidden === undefined ? {} : { whyForbidden }),
          }),
        };
      },
    };
  },
  // It cannot be asked without posting, so only its address is looked at.
  examine: ({ receivers, variable }) =>
    Promise.resolve(
      Object.entries(receivers).map(([id, written]) =>
        URL.canParse(valueOf(Webhook.parse(written).url, variable))
          ? good(`receiver ${id}`, 'has an address; whether it works shows with the first alert')
          : bad(`receiver ${id}`, 'has an address that is none', 'copy the whole address again'),
      ),
    ),
  published: async () => [
    { path: 'docs/webhook.schema.json', text: (await import('./webhook-schema.ts')).webhookSchema() },
  ],
};
