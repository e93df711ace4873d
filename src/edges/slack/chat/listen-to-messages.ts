/** What is asked of posted messages by their menu, and the first words where the bot was invited. */
import { z } from 'zod';
import { askedOf, NOTHING_ASKED, SHORTCUTS } from '../../../core/command/shortcuts.ts';
import { SCOPES } from '../manifest.ts';
import { renderReply } from '../render/render-reply.ts';
import { Acting, isDirect, type Listening, personOf } from './listening.ts';
import { typedText } from './typed.ts';

const Asked = Acting.extend({
  callback_id: z.string(),
  response_url: z.string(),
  channel: z.object({ id: z.string(), name: z.string().optional() }),
  message: z.object({
    text: z.string().nullish(),
    thread_ts: z.string().optional(),
    attachments: z.array(z.unknown()).nullish(),
    blocks: z.array(z.unknown()).nullish(),
  }),
});
/** What a link unfolds into, what another app posts, or a message that was shared. */
const Attached = z.object({
  from_url: z.string().nullish(),
  title_link: z.string().nullish(),
  title: z.string().nullish(),
  text: z.string().nullish(),
  fallback: z.string().nullish(),
});

/** Blocks nest to about six levels. */
const DEEPEST = 12;

const Joined = z.object({ user: z.string(), channel: z.string() });

export function listenToMessages({ app, handler, asker, answered }: Listening): void {
  for (const shortcut of SHORTCUTS)
    app.shortcut({ callback_id: shortcut.id, type: 'message_action' }, async ({ ack, body }) => {
      await ack();
      const { user, team, channel, message, response_url: url } = Asked.parse(body);
      const place = { url, user: user.id, channel: channel.id, replace: false, thread: message.thread_ts };
      await answered(place, async () => {
        const by = await asker(personOf(user, team), isDirect(channel.id));
        const asked = askedOf(shortcut, wordsOf(message));
        if (asked === '') return (await handler.refusal({ command: shortcut.command }, by)) ?? NOTHING_ASKED;
        const args = { [shortcut.option]: asked };
        return handler.command({ name: shortcut.command, args, by, channel: channel.id });
      });
    });
}

/** What people read in a message: its text, else what is attached to it, else the texts of its blocks. */
function wordsOf({ text, attachments, blocks }: z.infer<typeof Asked>['message']) {
  const attached = (attachments ?? []).flatMap((each) => Attached.safeParse(each).data ?? []);
  const links = attached.flatMap((each) => each.from_url ?? each.title_link ?? []);
  const said = attached.map((each) => {
    const parts = [each.title, each.text].filter(
      (part) => part !== undefined && part !== null && part !== '',
    );
    return parts.length > 0 ? parts.join('\n') : (each.fallback ?? '');
  });
  const [first = ''] = [text ?? '', said.join('\n'), textsIn(blocks ?? []).join(' ')].filter(
    (each) => each.trim() !== '',
  );
  return { text: typedText(first), links };
}

const Node = z.looseObject({ text: z.unknown().optional(), url: z.unknown().optional() });

/** The texts and addresses of blocks, however deep, in order. */
function textsIn(value: unknown, deep = 0): readonly string[] {
  if (deep > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, deep + 1));
  const node = Node.safeParse(value).data;
  if (node === undefined) return [];
  const own = [node.text, node.url].filter((each) => typeof each === 'string');
  const inner = Object.values(node).filter((each) => typeof each === 'object' && each !== null);
  return [...own, ...inner.flatMap((each) => textsIn(each, deep + 1))];
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
