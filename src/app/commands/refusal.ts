/** The answer to somebody who may read but not change. */
import type { Asker } from '../../core/command/chat.ts';
import type { Reply } from '../../core/command/reply.ts';
import { note } from './parts.ts';

/** The answer to somebody who may only read. */
export function refusal(by: Asker): Reply {
  const remedy: Record<Asker['platform'], string> = {
    discord: 'An administrator can allow you: Server Settings › Integrations › this bot.',
    slack: 'Whoever runs the bot can add you to those who may, in the settings.',
    console: 'Only a chat can do that.',
  };
  return note('Not allowed', `You may read here, but not change anything. ${remedy[by.platform]}`);
}
