/** What people ask, press and type in a chat, whichever platform it is: checked, allowed, and handed to its command. */
import { parseArguments } from '../../core/command/arguments.ts';
import { type CommandName, commandNamed, type SpecOf } from '../../core/command/catalogue.ts';
import type { Asker, ChatHandler, Choice } from '../../core/command/chat.ts';
import { completions, type LiveChoices } from '../../core/command/completions.ts';
import { type Deed, deedOfButton, deedOfCommand, permit } from '../../core/command/permission.ts';
import type { Reply } from '../../core/command/reply.ts';
import { usageReply } from '../../core/command/usage.ts';
import { recentAlerts } from '../../edges/store/recent-alerts.ts';
import { selectSilences } from '../../edges/store/people/silences.ts';
import { storeTrouble } from '../../edges/store/engine/store-trouble.ts';
import { selectChatBriefs } from '../../edges/store/people/chat-briefs.ts';
import { faultsOf } from './changing/setup/dialog-faults.ts';
import { feedAdd } from './changing/setup/feed-add.ts';
import { feedPause, feedRemove, feedResume, knownFeeds } from './changing/setup/feed-rest.ts';
import { watchArticle } from './changing/setup/watch-article.ts';
import { watchNew } from './changing/setup/watch-new.ts';
import { watchDrop, watchStart } from './changing/setup/watch-start.ts';
import { adopt } from './changing/adopt.ts';
import { brief } from './reading/brief.ts';
import { askedAt, type Call, type ChatDeps, type Command, type CommandContext } from './context.ts';
import { digest } from './reading/digest.ts';
import { exportDossier } from './reading/export.ts';
import { feeds } from './reading/feeds.ts';
import { help } from './reading/help.ts';
import { firstWords } from './first-words.ts';
import { indicator } from './reading/indicator.ts';
import { mute, silenceSubject } from './changing/mute.ts';
import { mutes } from './reading/mutes.ts';
import { createAskLimits } from './ask-limits.ts';
import { createPageMemory } from './page-buttons.ts';
import { note, tidy } from './parts.ts';
import { part } from './changing/part.ts';
import { same } from './changing/same.ts';
import { search } from './reading/search.ts';
import { signals } from './reading/signals.ts';
import { subscribe } from './changing/subscribe.ts';
import { test } from './reading/test.ts';
import { unmute } from './changing/unmute.ts';
import { goneSubjects, unsubscribe } from './changing/unsubscribe.ts';
import { withUntoldRefusals } from './untold-refusals.ts';
import { why } from './reading/why.ts';
import { pressed } from './presses.ts';
import { refusal } from './refusal.ts';

/** Builds the handler that every chat is started with. A bug in a command is logged and answered, never thrown. */
export function createChatHandler(deps: ChatDeps): ChatHandler {
  const ctx: CommandContext = { ...deps, pages: createPageMemory(), asks: createAskLimits() };
  const ask = async (name: CommandName, call: Call): Promise<Reply> =>
    (await refused(ctx, deedOfCommand(name, call.raw), call.by)) ??
    withUntoldRefusals(ctx, await answer(ctx, name, call));
  return {
    command: ({ name, args, ...call }) =>
      guarded(ctx, `/${name}`, () => ask(name, { ...call, raw: args, page: 1 })),
    press: (press) =>
      guarded(ctx, press.button, async () => {
        // A button that nobody knows says so, to those who may ask.
        const deed = deedOfButton(press.button) ?? ASK;
        return (
          (await refused(ctx, deed, press.by)) ?? pressed(ctx, press, (name, call) => answer(ctx, name, call))
        );
      }),
    complete: async (command, option, typed, by) => {
      const spec = commandNamed(command);
      const kind = spec?.options.find((each) => each.name === option)?.kind;
      if (kind === undefined) return [];
      // What is shown here is what everybody may read.
      const deed = { ...ASK, own: deedOfCommand(command, {}).own };
      if ((await refused(ctx, deed, by)) !== undefined) return [];
      return completions(kind, typed, ctx.briefs(), await liveChoices(ctx, kind));
    },
    refusal: (deed, by) =>
      guarded(ctx, 'a dialog', () =>
        refused(
          ctx,
          'command' in deed ? deedOfCommand(deed.command, {}) : (deedOfButton(deed.button) ?? ASK),
          by,
        ),
      ),
    faults: async ({ name, args, ...call }) => {
      if ((await refused(ctx, deedOfCommand(name, args), call.by)) !== undefined) return [];
      return faultsOf(ctx, name, { ...call, raw: args, page: 1 });
    },
    invited: (invitation) => guarded(ctx, 'an invitation', () => firstWords(ctx, invitation)),
    answered: async (platform) => [...(await ctx.access.rules(platform)).answered],
  };
}

const ASK: Deed = { what: 'ask', own: false };

/** Why somebody may not; undefined where they may. */
async function refused(ctx: CommandContext, deed: Deed, by: Asker): Promise<Reply | undefined> {
  const rules = await ctx.access.rules(by.platform);
  const permission = permit(deed, by, rules);
  return permission.kind === 'allowed'
    ? undefined
    : refusal(permission.because, deed, by, rules, ctx.access.words(by.platform));
}

async function guarded<R extends Reply | undefined>(
  ctx: CommandContext,
  what: string,
  work: () => Promise<R>,
): Promise<R | Reply> {
  try {
    return await work();
  } catch (error) {
    const trouble = storeTrouble(error);
    if (trouble !== undefined) {
      ctx.log.error({ err: error, what }, `a command failed: ${trouble}`);
      return note('The database is in trouble', `For whoever runs the bot: ${trouble}. Nothing was changed.`);
    }
    ctx.log.error({ err: error, what }, 'a command failed by a bug');
    return note(
      'Something went wrong',
      'This was a mistake of the bot, and its log says more. Nothing was changed.',
    );
  }
}

/** Every command of the catalogue; one that is added there and not here does not compile. */
const COMMANDS: { readonly [N in CommandName]: Command<N> } = {
  signals,
  indicator,
  brief,
  why,
  test,
  search,
  mute,
  mutes,
  unmute,
  part,
  same,
  feeds,
  subscribe,
  unsubscribe,
  digest,
  export: exportDossier,
  'feed add': feedAdd,
  'feed pause': feedPause,
  'feed resume': feedResume,
  'feed remove': feedRemove,
  'watch new': watchNew,
  'watch article': watchArticle,
  'watch start': watchStart,
  'watch drop': watchDrop,
  help,
  adopt,
};

/** Checks the arguments, then asks the command. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties the name to its arguments in the body
async function answer<N extends CommandName>(ctx: CommandContext, name: N, call: Call): Promise<Reply> {
  const spec = specOf(name);
  const gone = name === 'unsubscribe' ? await goneSubjects(ctx, call) : [];
  const parsed = parseArguments(spec, call.raw, [...ctx.briefs(), ...gone], askedAt(ctx));
  return parsed.kind === 'ok' ? COMMANDS[name](ctx, parsed.args, call) : usageReply(spec, parsed.problems);
}

function specOf<N extends CommandName>(name: N): SpecOf<N> {
  const isNamed = (spec: { readonly name: string }): spec is SpecOf<N> => spec.name === name;
  const spec = commandNamed(name);
  if (spec === undefined || !isNamed(spec)) throw new Error(`the catalogue has no ${name}`);
  return spec;
}

const MOST_ALERTS = 200;

/** What only the store knows, read only where it is asked for. */
async function liveChoices(ctx: CommandContext, kind: string): Promise<LiveChoices> {
  const { db } = ctx.store;
  const alerts = async (): Promise<readonly Choice[]> =>
    (await recentAlerts(db, MOST_ALERTS)).map(({ id, title }) => ({
      name: `#${id} ${tidy(title)}`,
      value: `${id}`,
    }));
  const silences = async (): Promise<readonly Choice[]> =>
    (await selectSilences(db, { at: ctx.now() })).map(({ id, matchers, authorName }) => ({
      name: `${id}: ${silenceSubject(matchers, ctx.briefs())}, by ${tidy(authorName, 40)}`,
      value: `${id}`,
    }));
  const signs = async (): Promise<readonly Choice[]> =>
    (await selectChatBriefs(db)).flatMap(({ id, signs: made }) =>
      made.map(({ sign }) => ({ name: sign.name, value: `${id}/${sign.id}` })),
    );
  const sources = async (): Promise<readonly Choice[]> =>
    (await knownFeeds(ctx)).map((id) => ({
      name: ctx.feeds().find((feed) => feed.id === id)?.outlet ?? id,
      value: id,
    }));
  return {
    alerts: kind === 'alert' ? await alerts() : [],
    silences: kind === 'silence' ? await silences() : [],
    feeds: kind === 'feed' ? await sources() : [],
    signs: kind === 'sign' ? await signs() : [],
  };
}
