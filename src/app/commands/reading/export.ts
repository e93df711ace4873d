/** `/export`: a citable dossier of an indicator or a brief, as a file. */
import type { Format } from '../../../core/command/arguments.ts';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { usageReply } from '../../../core/command/usage.ts';
import { DAY } from '../../../core/time/duration.ts';
import { type Dossier, loadDossier } from '../../dossier/dossier.ts';
import { dossierCsv, dossierJson } from '../../dossier/dossier-files.ts';
import { dossierMarkdown } from '../../dossier/dossier-markdown.ts';
import { writeChatBrief } from '../../../config/chat-made.ts';
import type { Brief } from '../../../core/indicator/brief.ts';
import { selectChatBriefs } from '../../../edges/store/people/chat-briefs.ts';
import { selectChatFeeds } from '../../../edges/store/people/chat-feeds.ts';
import { type Command, type CommandContext, visibilityOf } from '../context.ts';
import { bold, code, counted, line, note, text } from '../parts.ts';

const USUAL_DAYS = 30;

/** The formats of a dossier; YAML is the brief itself. */
type DossierFormat = Exclude<Format, 'yaml'>;

const KINDS = {
  markdown: { ending: 'md', contentType: 'text/markdown; charset=utf-8' },
  csv: { ending: 'csv', contentType: 'text/csv; charset=utf-8' },
  json: { ending: 'json', contentType: 'application/json' },
} as const satisfies Record<DossierFormat, { ending: string; contentType: string }>;

export const exportDossier: Command<'export'> = async (ctx, args, call) => {
  const refusal = ctx.asks.count(call.by, ctx.now());
  if (refusal !== undefined) return refusal;
  const { of } = args;
  if (of.kind === 'severity')
    return usageReply(commandNamed('export'), [
      `a dossier is about an indicator or a brief, not about a severity; name one of ${ctx
        .briefs()
        .map(({ id }) => id)
        .join(', ')}`,
    ]);
  const brief = ctx.briefs().find(({ id }) => id === of.briefId);
  if (brief === undefined) return note('Gone', `${of.briefId} is not among the briefs any more.`);
  const format = args.format ?? 'markdown';
  if (format === 'yaml') return briefFile(ctx, brief, args);
  const now = ctx.now();
  const days = args.days ?? USUAL_DAYS;
  const indicatorId = of.kind === 'indicator' ? of.indicatorId : undefined;
  const period = { since: now - days * DAY, until: now };
  const dossier = await ctx.store.transaction((tx) => loadDossier(tx, { brief, indicatorId }, period));
  const { ending, contentType } = KINDS[format];
  const day = new Date(now).toISOString().slice(0, 10);
  const name = `${indicatorId ?? brief.id}-${days}d-${day}.${ending}`;
  const reply: Reply = {
    title: 'Dossier',
    blocks: summary(dossier, days),
    file: { name, contentType, text: write(dossier, format, now) },
    visibility: visibilityOf(args),
  };
  return reply;
};

/** A brief that was made in a chat, and the sources that were added there, as the files that would say the same. */
async function briefFile(
  ctx: CommandContext,
  { id }: Brief,
  args: Parameters<typeof visibilityOf>[0],
): Promise<Reply> {
  const [made] = await selectChatBriefs(ctx.store.db, id);
  const yaml = made && writeChatBrief(made);
  if (yaml === undefined || ctx.setup.files().briefs.some((each) => each.id === id))
    return note(
      'A file already',
      `${id} stands in a file of the operator's; only briefs made in a chat are written out.`,
    );
  const feeds = (await selectChatFeeds(ctx.store.db)).filter(
    ({ place }) => place.space === made?.place.space,
  );
  const lines = feeds.map(({ feed }) => `#   - ${JSON.stringify(feed)}`);
  const sources =
    lines.length === 0
      ? []
      : ['# Sources that were added from the chat; put them below feeds: in a file of feeds/.', ...lines];
  return {
    ...note('The brief as a file', `Put it into config/briefs/${id}.yaml; from then on the file holds.`),
    file: {
      name: `${id}.yaml`,
      contentType: 'application/yaml',
      text: [`# Made in the chat.`, yaml.trimEnd(), ...sources, ''].join('\n'),
    },
    visibility: visibilityOf(args),
  };
}

function write(dossier: Dossier, format: DossierFormat, now: number): string {
  switch (format) {
    case 'markdown':
      return dossierMarkdown(dossier, now);
    case 'csv':
      return dossierCsv(dossier);
    case 'json':
      return dossierJson(dossier, now);
  }
}

function summary({ brief, indicators, rows, cut }: Dossier, days: number): Reply['blocks'] {
  const stories = counted(new Set(rows.map(({ storyId }) => storyId)).size, 'story', 'stories');
  const [only] = indicators;
  const subject = indicators.length === 1 && only !== undefined ? only.indicator.name : brief.title;
  return [
    line(
      bold(subject),
      text(` · ${stories} in ${counted(rows.length, 'report')}, last ${counted(days, 'day')}`),
    ),
    ...indicators
      .slice(0, 10)
      .map(({ indicator, queryVersion }) =>
        line(text(`${indicator.name}: query version `), code(queryVersion.slice(0, 12))),
      ),
    ...(cut ? [line(text('There were more reports than fit; these are the newest.'))] : []),
  ];
}
