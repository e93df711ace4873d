/** What a channel's brief says of its article, where signs are drafted there. */
import type { ChatBriefHead } from '../../../../core/indicator/chat-brief.ts';
import type { Call } from '../../context.ts';
import { tidy } from '../../parts.ts';

/** The drafted article, with the actors that signs of earlier ones name; else what the brief has already. */
export function headFor(
  call: Call,
  drafted: ChatBriefHead | undefined,
  stored: ChatBriefHead | undefined,
): ChatBriefHead {
  if (drafted === undefined || stored === undefined) return drafted ?? stored ?? headOf(call);
  const lists = { ...stored.lists };
  for (const [name, terms] of Object.entries(drafted.lists)) {
    const before = lists[name];
    const isJoined = before !== undefined && !Array.isArray(before) && !Array.isArray(terms);
    lists[name] = isJoined ? { ...before, ...terms } : terms;
  }
  return { ...drafted, lists };
}

/** A brief for signs without an article: what is known of them is what they say. */
function headOf(call: Call): ChatBriefHead {
  const unsaid = 'No article was given; the sign was written down in the chat.';
  return {
    title:
      call.channelName === undefined ? 'Signs of this channel' : `Signs of ${tidy(call.channelName, 60)}`,
    happened: unsaid,
    leverage: unsaid,
    mechanism: unsaid,
    matters: unsaid,
    watch: 'Watch for these signs:',
    lists: {},
  };
}
