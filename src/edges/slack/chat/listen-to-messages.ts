/** What is asked of posted messages by their menu, and the first words where the bot was invited. */
import { z } from 'zod';
import { askedOf, SHORTCUTS } from '../../../core/command/shortcuts.ts';
import { SCOPES } from '../manifest.ts';
import { renderReply } from '../render/render-reply.ts';
import { Acting, isDirect, type Listening, personOf } from './listening.ts';
import { typedText } from './typed.ts';

const Asked = Acting.extend({
  callback_id: z.string(),
  response_url: z.string(),
  channel: z.object({ id: z.string(), name: z.string().optional() }),
  message: z.object({ text: z.string().default(''), attachments: z.array(z.unknown()).default([]) }),
});
const Unfurled = z.object({ from_url: z.string().optional(), title_link: z.string().optional() });

const Joined = z.object({ user: z.string(), channel: z.string() });

export function listenToMessages({ app, handler, asker, answered }: Listening): void {
  for (const shortcut of SHORTCUTS)
    app.shortcut({ callback_id: shortcut.id, type: 'message_action' }, async ({ ack, body }) => {
      await ack();
      const { user, team, channel, message, response_url: url } = Asked.parse(body);
      await answered({ url, user: user.id, channel: channel.id, replace: false }, async () => {
        const by = await asker(personOf(user, team), isDirect(channel.id));
        const links = message.attachments.flatMap((each) => {
          const { data } = Unfurled.safeParse(each);
          return data?.from_url ?? data?.title_link ?? [];
        });
        const args = { [shortcut.option]: askedOf(shortcut, { text: typedText(message.text), links }) };
        return handler.command({ name: shortcut.command, args, by, channel: channel.id });
      });
    });
}

export function listenToInvitations({ app, handler, client }: Listening): void {
  app.event('member_joined_channel', async ({ event, body, context }) => {
    const { user, channel } = Joined.parse(event);
    if (user !== context.botUserId) return;
    const granted = (await client.auth.test()).response_metadata?.scopes;
    const lacks = SCOPES.flatMap(({ scope }) => (granted?.includes(scope) === false ? [scope] : []));
    const reply = await handler.invited({ platform: 'slack', space: body.team_id, lacks });
    const message = { channel, ...renderReply(reply), unfurl_links: false };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
    await client.chat.postMessage(message);
  });
}
