/** Keeps signs that somebody drafted in a channel, and answers with what they would have brought from the archive. */
import { randomBytes } from 'node:crypto';
import { readChatBrief } from '../../../../config/chat-made.ts';
import {
  type ChatBrief,
  type ChatBriefHead,
  chatBriefId,
  type ChatSign,
} from '../../../../core/indicator/chat-brief.ts';
import type { Block, Reply } from '../../../../core/command/reply.ts';
import { daysOfVolume, type Volume, volumeInWords } from '../../../../core/indicator/volume-in-words.ts';
import { readableId } from '../../../../core/feed/readable-id.ts';
import type { Fault } from '../../../../core/command/dialog.ts';
import type { CheckQueries } from '../../../../config/read-brief.ts';
import { checkBrief } from '../../../../core/query/language/check-brief.ts';
import { NOTHING_OCCURS } from '../../../../core/query/explain/nearest-miss.ts';
import type { QueryIssue } from '../../../../core/query/language/query-issue.ts';
import { DAY } from '../../../../core/time/duration.ts';
import { readingSince } from '../../../../edges/store/entries.ts';
import { recordAudit } from '../../../../edges/store/people/audit.ts';
import {
  addChatSign,
  forgetDrafts,
  saveChatBrief,
  selectChatBriefs,
} from '../../../../edges/store/people/chat-briefs.ts';
import type { TriedIndicator } from '../../../archive/try-briefs.ts';
import { type Call, changeBy, type CommandContext } from '../../context.ts';
import { agoText, bold, button, line, note, text, tidy } from '../../parts.ts';
import { placeOf } from './chat-place.ts';
import { headFor } from './draft-head.ts';

/** Days of the archive that signs are tried on. */
const DAYS = 30;
/** Milliseconds that a trial may take before it says how far it got. */
const PATIENCE = 12_000;
/** Signs that one channel may watch. */
const MOST_SIGNS = 60;
const DRAFTS_KEPT = 14 * DAY;
const SHOWN = 3;
/** Stories a day from which on a sign is better made narrower. */
const MANY = 5;
/** Since when there is anything to try signs on, and now. */
type Read = Pick<Volume, 'now' | 'readSince'>;

export type Drafted = {
  readonly title: string;
  /** What stands in the brief of the channel from now on; what it had stays where this is left out. */
  readonly head: ChatBriefHead | undefined;
  readonly signs: readonly ChatSign[];
  /** What was said but not understood. */
  readonly notes: readonly string[];
};

/** Checks, tries and keeps the signs; nothing is kept where one of them is unsound, and the answer says why. */
export async function keepDraft(ctx: CommandContext, call: Call, drafted: Drafted): Promise<Reply> {
  const id = chatBriefId(call.channel);
  if (ctx.setup.files().briefs.some((brief) => brief.id === id))
    return note(
      'A file has this brief',
      `${id} stands in a file of the operator's, which the bot never writes; ask for the sign to be added there.`,
    );
  const now = ctx.now();
  const { stored, batch, signs, draft, reading } = await readDraft(ctx, call, drafted);
  const kept = (stored?.signs ?? []).filter(({ status }) => status === 'trial' || status === 'live');
  if (kept.length + drafted.signs.length > MOST_SIGNS)
    return note('No room', `A channel watches at most ${MOST_SIGNS} signs; /watch drop makes room.`);
  if (reading?.brief === undefined) return unsound(drafted, reading?.issues ?? []);
  const tried = await ctx.archive.tryBriefs({
    briefs: [{ ...reading.brief, id: `${id}-draft` }],
    since: now - DAYS * DAY,
    until: now,
    patience: PATIENCE,
  });
  const who = changeBy(call);
  // Trying took its time, and somebody else may have made signs here meanwhile: whose ids are free is known only now.
  const ids = await ctx.store.transaction(async (tx) => {
    await forgetDrafts(tx, now - DRAFTS_KEPT);
    const [fresh] = await selectChatBriefs(tx, id);
    const head = headFor(call, drafted.head, fresh?.head);
    await saveChatBrief(tx, { id, head, place: placeOf(call) }, { by: who.actor, now });
    const free = named(signs, new Set((fresh?.signs ?? []).map(({ sign }) => sign.id)));
    for (const [at, each] of draft.signs.entries())
      await addChatSign(tx, id, { ...each, sign: free[at] ?? each.sign }, { by: who.actor, now });
    const detail = { signs: free.map((sign) => sign.id).join(' ') };
    await recordAudit(tx, { action: 'watch-draft', ...who, subject: `brief:${id}`, detail }, now);
    return free.map((sign) => sign.id);
  });
  const shown = signs.map((sign, at) => ({
    sign: { ...sign, id: ids[at] ?? sign.id },
    tried: tried?.indicators.find(({ indicatorId }) => indicatorId === sign.id),
  }));
  const read = { now, readSince: await readingSince(ctx.store.db) };
  return answer({ id, batch, read }, drafted, shown);
}

/** The signs as a brief beside those that the channel has, read like a file, with what its queries and examples lack. */
async function readDraft(ctx: CommandContext, call: Call, drafted: Drafted) {
  const id = chatBriefId(call.channel);
  const [stored] = await selectChatBriefs(ctx.store.db, id);
  const head = headFor(call, drafted.head, stored?.head);
  const batch = `${ctx.now().toString(36)}x${randomBytes(3).toString('hex')}`;
  const signs = named(drafted.signs, new Set((stored?.signs ?? []).map(({ sign }) => sign.id)));
  const draft: ChatBrief = { id, head, signs: signs.map((sign) => ({ status: 'asked', batch, sign })) };
  const found: QueryIssue[] = [];
  const checkQueries: CheckQueries = (brief) => {
    found.push(...checkBrief(brief));
    return found;
  };
  const { lists } = ctx.setup.files();
  const reading = readChatBrief(draft, { lists, checkQueries }, ['asked']);
  return { stored, batch, signs, draft, reading, found };
}

/** What is wrong with one sign that somebody wrote down, by the field that it was written into. */
export async function draftFaults(
  ctx: CommandContext,
  call: Call,
  drafted: Drafted,
): Promise<readonly Fault[]> {
  const { reading, found } = await readDraft(ctx, call, drafted);
  if (reading?.brief !== undefined) return [];
  const wrong = found.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return wrong.slice(0, SHOWN).map(faultOf);
  const [first] = reading?.issues.filter(({ severity }) => severity === 'error') ?? [];
  return first === undefined
    ? []
    : [{ option: 'words', problem: `${tidy(first.what, 200)}; ${tidy(first.remedy, 150)}` }];
}

function faultOf({ path, what, remedy }: QueryIssue): Fault {
  const [said = '', ...more] = what.split('\n');
  if (path.includes('hits')) {
    const nearest = tidy((more[0] ?? '').replace(/^nearest miss: /, ''), 150);
    const why = nearest === '' || nearest === NOTHING_OCCURS ? NOTHING_OCCURS : `it ${nearest}`;
    return {
      option: 'hit',
      problem: `the words do not match this headline: ${why}. All words of one line must stand in it: take some out, or change it`,
    };
  }
  if (path.includes('misses'))
    return {
      option: 'miss',
      problem:
        'the words match this headline, too: add one that it lacks, put a minus before one that it has (-wine), or change it',
    };
  // Lists stand in files, and nobody here can add one.
  const how = said.startsWith('there is no list') ? 'write its words instead' : remedy;
  return { option: 'words', problem: `${tidy(said, 200)}; ${tidy(how, 150)}` };
}

function answer(
  { id, batch, read }: { readonly id: string; readonly batch: string; readonly read: Read },
  drafted: Drafted,
  kept: readonly { readonly sign: ChatSign; readonly tried: TriedIndicator | undefined }[],
): Reply {
  const [only, ...others] = kept;
  const blocks =
    only !== undefined && others.length === 0
      ? oneSign(only.sign, only.tried, read)
      : kept.map(({ sign, tried }) => line(bold(sign.name), text(` · ${volumeSaid(tried, read)}`)));
  const picks = {
    id: `watch-pick:${id}/${batch}`,
    label: 'The signs to watch',
    options: kept.slice(0, 25).map(({ sign, tried }) => ({
      value: sign.id,
      label: sign.name,
      about: volumeSaid(tried, read),
      ticked: true,
    })),
  };
  return {
    title: drafted.title,
    blocks: [
      ...blocks,
      ...drafted.notes.map((each) => line(text(each))),
      line(text('Nothing is watched before you say so; a trial counts and alerts nobody.')),
    ],
    ...(others.length === 0 ? {} : { picks }),
    buttons: [
      button(`watch-start:${id}/${batch}`, 'Start alerting here', 'primary'),
      button(`watch-trial:${id}/${batch}`, 'Trial first'),
      button(`watch-drop:${id}/${batch}`, 'Drop'),
    ],
    visibility: 'private',
  };
}

function oneSign(sign: ChatSign, tried: TriedIndicator | undefined, read: Read): readonly Block[] {
  const often = tried !== undefined && tried.stories.length / daysOfVolume(volumeOf(tried, read)) > MANY;
  return [
    line(bold('Looks for'), text(` ${tidy(sign.query, 300)}`)),
    line(text(`In what is stored: ${volumeSaid(tried, read)}.`)),
    ...(often
      ? [line(text('That is a lot; more words, or some that must not stand there, make it rarer.'))]
      : []),
    ...(tried?.newest ?? [])
      .slice(0, SHOWN)
      .map(({ title, outlet, at }) => line(text(`✓ ${tidy(title)} · ${tidy(outlet, 60)} · `), agoText(at))),
    ...(tried?.misses ?? [])
      .slice(0, SHOWN)
      .map(({ title, outlet, miss }) =>
        line(text(`≈ ${tidy(title)} · ${tidy(outlet, 60)}: ${tidy(miss, 120)}`)),
      ),
  ];
}

/** How often a sign came, as `volumeInWords` asks for it. */
function volumeOf({ stories }: TriedIndicator, read: Read): Volume {
  return { stories: stories.map(({ at }) => at), ...read, days: DAYS };
}

function volumeSaid(tried: TriedIndicator | undefined, read: Read): string {
  return tried === undefined ? 'how often was not found out in time' : volumeInWords(volumeOf(tried, read));
}

/** Each sign under an id that its brief does not have yet. */
function named(signs: readonly ChatSign[], taken: ReadonlySet<string>): readonly ChatSign[] {
  const ids = new Set(taken);
  return signs.map((sign) => {
    const wanted = readableId(sign.id).slice(0, 40).replace(/-+$/, '') || 'sign';
    let id = wanted;
    for (let nth = 2; ids.has(id); nth += 1) id = `${wanted}-${nth}`;
    ids.add(id);
    return { ...sign, id };
  });
}

/** What is wrong with the signs, and what was written, so that it can be copied and mended. */
function unsound(
  { signs }: Drafted,
  issues: readonly { readonly severity: string; readonly what: string; readonly remedy: string }[],
): Reply {
  const wrong = issues.filter(({ severity }) => severity === 'error');
  return {
    title: 'Not yet',
    blocks: [
      ...wrong.slice(0, SHOWN).flatMap(({ what, remedy }) => {
        const [first = '', ...more] = what.split('\n');
        return [
          line(bold(tidy(first, 300)), text(`; ${tidy(remedy, 200)}`)),
          ...more.slice(0, 8).map((each) => line(text(tidy(each, 200)))),
        ];
      }),
      ...signs
        .slice(0, 1)
        .flatMap(({ quote, query, examples: { hits, misses } }) => [
          line(bold('What you wrote')),
          line(text(`Sign: ${tidy(quote, 300)}`)),
          line(text(`Words: ${tidy(query, 500)}`)),
          ...hits.map(({ title }) => line(text(`Must match: ${tidy(title, 300)}`))),
          ...misses.map(({ title }) => line(text(`Must not: ${tidy(title, 300)}`))),
        ]),
      line(text('Nothing was kept; /watch new asks again.')),
    ],
    visibility: 'private',
  };
}
