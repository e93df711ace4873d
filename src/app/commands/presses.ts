/** What the buttons on alerts and answers do. */
import type { CommandName } from '../../core/command/catalogue.ts';
import type { Press } from '../../core/command/chat.ts';
import type { Reply } from '../../core/command/reply.ts';
import { acknowledge } from './changing/acknowledge.ts';
import type { Call, CommandContext } from './context.ts';
import { vote } from './changing/vote.ts';
import { muteAlert } from './changing/mute-alert.ts';
import { readPage } from './page-buttons.ts';
import { note } from './parts.ts';
import { resend } from './changing/resend.ts';
import { endSilences } from './changing/unmute.ts';
import { refusal } from './refusal.ts';

type Ask = (name: CommandName, call: Call) => Promise<Reply>;

const CHANGING = ['ack', 'relevant', 'irrelevant', 'mute', 'unmute', 'resend'] as const;
type Changing = (typeof CHANGING)[number];

/** Undefined where the changed alert is the answer. Buttons of another version of the bot are told apart from bugs. */
export async function pressed(ctx: CommandContext, press: Press, ask: Ask): Promise<Reply | undefined> {
  const { button, by, channel } = press;
  const colon = button.indexOf(':');
  const [verb, subject] = [button.slice(0, colon), button.slice(colon + 1)];
  if (verb === 'page') return turned(ctx, press, ask);
  if (verb === 'why') return ask('why', { by, channel, raw: { alert: subject }, page: 1 });
  const changing = CHANGING.find((each) => each === verb);
  const id = /^\d{1,15}$/.test(subject) ? Number(subject) : undefined;
  if (changing === undefined || (id === undefined && button !== 'resend:all')) return unknownButton();
  if (!by.mayChange) return refusal(by);
  return change(ctx, changing, id, press);
}

async function change(
  ctx: CommandContext,
  verb: Changing,
  id: number | undefined,
  press: Press,
): Promise<Reply | undefined> {
  if (verb === 'resend') return resend(ctx, id === undefined ? 'all' : { id }, press);
  if (id === undefined) return unknownButton();
  switch (verb) {
    case 'ack':
      return acknowledge(ctx, id, press);
    case 'relevant':
    case 'irrelevant':
      return vote(ctx, id, verb, press);
    case 'mute':
      return muteAlert(ctx, id, press.fields, press);
    case 'unmute':
      return endSilences(ctx, { kind: 'number', id }, press);
  }
}

async function turned(ctx: CommandContext, { button, by, channel }: Press, ask: Ask): Promise<Reply> {
  const page = readPage(ctx.pages, button);
  if (page === undefined)
    return note('This page is gone', 'The bot has been started again since; ask the command once more.');
  return ask(page.command, { by, channel, raw: page.raw, page: page.page });
}

function unknownButton(): Reply {
  return note('Unknown button', 'It belongs to another version of the bot; ask the command once more.');
}
