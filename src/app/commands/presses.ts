/** What the buttons on alerts and answers do. */
import type { CommandName } from '../../core/command/catalogue.ts';
import type { Press } from '../../core/command/chat.ts';
import { type ButtonVerb, buttonVerb } from '../../core/command/permission.ts';
import type { Reply } from '../../core/command/reply.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { acknowledge, noAlert, takeBack } from './changing/acknowledge.ts';
import type { Call, CommandContext } from './context.ts';
import { endTrial } from './changing/start-trial.ts';
import { voteOnMiss } from './changing/vote-on-miss.ts';
import { partReport } from './changing/part.ts';
import { joinAlerts } from './changing/same.ts';
import { vote } from './changing/vote.ts';
import { muteAlerts } from './changing/mute-alert.ts';
import { alertsBeside, askWhich, readSubject, type PressedSubject } from './changing/pressed-alerts.ts';
import { readPage } from './page-buttons.ts';
import { note } from './parts.ts';
import { pressedRemove } from './changing/setup/feed-rest.ts';
import { type DraftVerb, isDraftVerb, pressedDraft } from './changing/setup/watch-start.ts';
import { resend } from './changing/resend.ts';
import { suggestChanges } from './reading/suggest.ts';
import { endSilences } from './changing/unmute.ts';

type Ask = (name: CommandName, call: Call) => Promise<Reply>;

/** Those that write; behind `mute-ask` a dialog opens, and `mute` behind that. */
type Writing = Exclude<
  ButtonVerb,
  'why' | 'page' | 'tune' | 'sign' | 'nosign' | 'start' | 'feed-remove' | DraftVerb
>;

/**
 * Undefined where the changed alert is the answer, or the dialog that the platform opens. Buttons of another version of the bot are told apart from bugs. That
 * whoever presses may do so is for the caller to see to.
 */
export async function pressed(ctx: CommandContext, press: Press, ask: Ask): Promise<Reply | undefined> {
  const { button, by, channel } = press;
  const verb = buttonVerb(button);
  const subject = button.slice(button.indexOf(':') + 1);
  if (verb === 'page') return turned(ctx, press, ask);
  if (verb === 'tune') return suggested(ctx, press);
  if (verb === 'sign' || verb === 'nosign') return voteOnMiss(ctx, button, press);
  if (verb === 'start') return endTrial(ctx, button, press);
  if (verb === 'feed-remove') return pressedRemove(ctx, subject, press);
  if (isDraftVerb(verb)) return pressedDraft(ctx, verb, press);
  const about = readSubject(subject);
  if (verb === undefined || (about === undefined && button !== 'resend:all')) return unknownButton();
  if (verb === 'why') return ask('why', { by, channel, raw: { alert: subject }, page: 1 });
  return change(ctx, verb, about, press);
}

async function change(
  ctx: CommandContext,
  verb: Writing,
  about: PressedSubject | undefined,
  press: Press,
): Promise<Reply | undefined> {
  if (verb === 'resend') return resend(ctx, about === undefined ? 'all' : { id: about.id }, press);
  if (about === undefined) return unknownButton();
  if (verb === 'part') return partReport(ctx, about.id, about.second, press);
  if (verb === 'same')
    return about.second === undefined ? unknownButton() : joinAlerts(ctx, about.id, about.second, press);
  if (verb === 'unmute') return endSilences(ctx, { kind: 'number', id: about.id }, press);
  const { id, scope } = about;
  const alerts =
    scope === 'open' || scope === 'all'
      ? await alertsBeside(ctx, id, press)
      : await selectAlerts(ctx.store.db, { id });
  if (alerts.length === 0) return noAlert(id);
  const isChoice = scope === 'open' && alerts.length > 1;
  switch (verb) {
    case 'ack':
      return acknowledge(ctx, alerts, press);
    case 'unack':
      return takeBack(ctx, alerts, press);
    case 'relevant':
      return vote(ctx, alerts, verb, press);
    case 'irrelevant':
      return isChoice ? askWhich(ctx, verb, alerts) : vote(ctx, alerts, verb, press);
    // What the dialog asks for would be lost behind a question, so that comes first.
    case 'mute-ask':
      return isChoice ? askWhich(ctx, verb, alerts) : undefined;
    case 'mute': {
      if (isChoice) return askWhich(ctx, verb, alerts);
      const what = scope === 'event' || scope === 'outlet' ? scope : 'indicator';
      return muteAlerts(ctx, alerts, { scope: what, instead: about.second, fields: press.fields }, press);
    }
  }
}

/** Working suggestions out takes as long as a search does. */
async function suggested(ctx: CommandContext, { button, by }: Press): Promise<Reply> {
  return ctx.asks.count(by, ctx.now()) ?? suggestChanges(ctx, button);
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
