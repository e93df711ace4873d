/** Forum channels and the posts in them: threads that begin with a message of the same id. */
import { z } from 'zod';
import { type Channel, channelObject, type Channels, isAnswer, type User } from './channels.ts';
import { type Answer, invalidForm, refusal } from './errors.ts';
import { MessageBody } from './limits.ts';

const FORUM = 15;
const THREAD = 11;

const Post = z.looseObject({
  name: z.string(),
  applied_tags: z.array(z.string()).nullish(),
  message: MessageBody,
});
const Change = z.looseObject({ archived: z.boolean().nullish() });

export type Threads = ReturnType<typeof createThreads>;

export function createThreads(channels: Channels, bot: User) {
  const object = (thread: Channel): Record<string, unknown> => channelObject(thread, thread.id);
  const posts = (wanted: (thread: NonNullable<Channel['thread']>, channel: Channel) => boolean): Answer => {
    const found = channels.all().filter((each) => each.thread !== undefined && wanted(each.thread, each));
    return { status: 200, body: { threads: found.toReversed().map(object), members: [], has_more: false } };
  };
  return {
    create: (forumId: string, given: unknown): Answer => {
      const forum = channels.channel(forumId);
      if (forum === undefined) return refusal('unknownChannel');
      if (!forum.view) return refusal('missingAccess');
      if (forum.type !== FORUM) return refusal('notText');
      if (!forum.send) return refusal('missingPermissions');
      const post = Post.parse(given);
      const tags = post.applied_tags ?? [];
      const unknown = tags.filter((id) => !(forum.tags ?? []).some((tag) => tag.id === id));
      if (unknown.length > 0)
        return invalidForm([{ path: 'applied_tags', code: 'choices', message: `no tag ${unknown.join()}` }]);
      if (forum.tagRequired === true && tags.length === 0) return refusal('tagRequired');
      const message = channels.compose(forumId, bot, post.message, []);
      if (isAnswer(message)) return message;
      const thread: Channel = {
        ...forum,
        id: message.id,
        name: post.name.trim(),
        type: THREAD,
        thread: { parent: forumId, owner: bot.id, archived: false, tags },
      };
      channels.add(thread);
      return { status: 201, body: { ...object(thread), message: channels.adopt(message, thread.id) } };
    },
    /** Everything of the server that is open. */
    active: (guild: string): Answer => posts((thread, { guildId }) => guildId === guild && !thread.archived),
    archived: (forumId: string): Answer => {
      const denied = channels.rights(forumId, 'read');
      if (denied !== undefined) return denied;
      if (channels.channel(forumId)?.history === false) return refusal('missingPermissions');
      return posts((thread) => thread.parent === forumId && thread.archived);
    },
    change: (id: string, given: unknown): Answer => {
      const thread = channels.channel(id);
      if (thread?.thread === undefined) return refusal('unknownChannel');
      if (thread.thread.locked === true) return refusal('missingPermissions');
      const { archived } = Change.parse(given);
      if (archived !== null && archived !== undefined) channels.archive(id, archived);
      return { status: 200, body: object(channels.channel(id) ?? thread) };
    },
  };
}
