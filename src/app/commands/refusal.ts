/** The answers to people who may not: what they may not, and the remedy that works. */
import type { Asker } from '../../core/command/chat.ts';
import type { AccessRules, Deed, Permission } from '../../core/command/permission.ts';
import type { Reply } from '../../core/command/reply.ts';
import type { AccessWords } from './access.ts';
import { note } from './parts.ts';

type Because = Extract<Permission, { kind: 'refused' }>['because'];

/** One private answer; a stranger gets no more than a sentence. */
export function refusal(
  because: Because,
  deed: Deed,
  by: Asker,
  rules: AccessRules,
  words: AccessWords | undefined,
): Reply {
  if (words === undefined) return note('Not allowed', 'Only a chat can do that.');
  switch (because) {
    case 'stranger':
      return note('Not answered here', stranger(by, words));
    case 'guest':
      return note(
        'Not allowed',
        `Guests are not answered; whoever runs the bot can name you under ${words.changer.key} in config/signpost.yaml, by the id ${by.id}.`,
      );
    case 'direct':
      return note(
        'Not in a direct message',
        'Ask this in a channel. Here I answer /subscribe, /unsubscribe and /help, and Why, Acknowledge and votes below what you were told.',
      );
    case 'reader':
      return note('Not allowed', reader(deed, by, rules, words));
  }
}

function stranger({ direct }: Asker, { space: { what, key, adopt } }: AccessWords): string {
  if (direct)
    return `In direct messages I answer only members of a ${what} that I work for; ask in a channel of that ${what}.`;
  return `This ${what} is not one that I answer; whoever runs the bot can add it by typing ${adopt} here with the code from the bot's log, or by naming it under ${key} in config/signpost.yaml.`;
}

function reader(deed: Deed, by: Asker, rules: AccessRules, { changer }: AccessWords): string {
  const may =
    deed.what === 'vote'
      ? 'You may read here, but not acknowledge or vote.'
      : rules.votes === 'everyone'
        ? 'You may read, acknowledge and vote here, but not change what others are told.'
        : 'You may read here, but not change what others are told.';
  const named = `whoever runs the bot can name ${changer.kinds} under ${changer.key} in config/signpost.yaml (your id is ${by.id})`;
  return rules.changers.length > 0
    ? `${may} Those may whom the settings name: ${named}.`
    : `${may} ${changer.otherwise}; or ${named}.`;
}
