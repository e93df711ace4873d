/** Draws an alert as Slack blocks, as something one would forward to an editor-in-chief. */
import type { types } from '@slack/bolt';
import { cleanText } from '../../../core/delivery/clean-text.ts';
import { followsLine, furtherLines } from '../../../core/delivery/further-lines.ts';
import type { AlertNotification, GroupedAlert, Report } from '../../../core/delivery/notification.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import {
  alsoReportedBy,
  groupedTitle,
  LEVEL_MARKS,
  listNames,
  SEVERITY_MARKS,
} from '../../../core/delivery/wording.ts';
import { sparkline } from '../../../core/indicator/sparkline.ts';
import { bullets, foreign, joined, marked, moment, own, quote, richText, section } from './rich-text.ts';
import type { Element } from './rich-text.ts';

const MAX_EVIDENCE = 10;
const MAX_GROUPED = 20;
/**
 * Slack refuses messages of more than about 13,200 characters over all blocks without saying what it counts; counted
 * here is all of the JSON, which is more than any of them. Evidence fills what the rest leaves.
 */
const MAX_CHARACTERS = 12_000;

/** The blocks of an alert; buttons only where somebody listens to them. */
export function alertBlocks(
  n: AlertNotification,
  options: { readonly buttons: boolean },
): types.KnownBlock[] {
  const before = [richText(section(heading(n)), ...watched(n))];
  const after: types.KnownBlock[] = [...background(n), context(n)];
  if (options.buttons) after.push(buttons(n.alertId));
  const room = MAX_CHARACTERS - JSON.stringify([...before, ...after]).length;
  const stories = evidence(n.evidence, room);
  const left = room - (stories.length === 0 ? 0 : JSON.stringify(stories).length);
  const more = further(n, left);
  const rest = left - (more.length === 0 ? 0 : JSON.stringify(more).length);
  return [...before, ...stories, ...more, ...grouped(n.grouped ?? [], rest), ...after];
}

/** What else the message tells, one line each. */
function further(n: AlertNotification, room: number): readonly types.KnownBlock[] {
  const all = [followsLine(n), ...furtherLines(n)].flatMap((line) => line ?? []);
  const items: (readonly Element[])[] = [];
  let left = room - 400;
  for (const line of all) {
    const item = marked(line, line.link, 300);
    left -= JSON.stringify(section(item)).length + 1;
    if (left < 0) break;
    items.push(item);
  }
  return items.length === 0 ? [] : [richText(bullets(items))];
}

/** The alerts that share the message. */
function grouped(alerts: readonly GroupedAlert[], room: number): readonly types.KnownBlock[] {
  if (alerts.length === 0) return [];
  const items: (readonly Element[])[] = [];
  let left = room - 400;
  for (const alert of alerts.slice(0, MAX_GROUPED)) {
    const item = joined(
      [
        [own(`#${alert.alertId} `), ...foreign(alert.indicator, 80)],
        marked({ text: alert.headline, marks: [] }, alert.link, 200),
        foreign(alert.outlet, 80, 'italic'),
        [moment(alert.at)],
      ],
      ' · ',
    );
    left -= JSON.stringify(section(item)).length + 1;
    if (left < 0) break;
    items.push(item);
  }
  const rest = alerts.length - items.length;
  if (rest > 0) items.push([own(items.length === 0 ? `${rest} alerts` : `and ${rest} more`)]);
  return [richText(section([own(groupedTitle(alerts), 'bold')]), bullets(items))];
}

function heading(n: AlertNotification): readonly Element[] {
  const severity = SEVERITY_MARKS[n.severity];
  const also = alsoReportedBy(n.alsoReported);
  const headline = marked(n.headline, n.link, 300);
  return joined(
    [
      [
        { type: 'emoji', name: severity.slack },
        own(' '),
        ...joined([foreign(n.indicator.name, 100, 'bold'), [own(severity.word)]], ' · '),
      ],
      n.finding === undefined ? [] : foreign(n.finding, 300),
      headline.length > 0 ? headline : marked({ text: '(no headline)', marks: [] }, n.link, 300),
      joined([foreign(n.outlet, 80, 'italic'), [moment(n.at)], also === undefined ? [] : [own(also)]], ' · '),
      n.excerpt === undefined ? [] : marked(n.excerpt, undefined, 500),
    ],
    '\n',
  );
}

/** What the article told its readers to watch for, in its own words. */
function watched(n: AlertNotification): readonly types.RichTextBlockElement[] {
  const watch = foreign(n.quote, 400, 'italic');
  return watch.length === 0 ? [] : [quote([own('The article said to watch for: '), ...watch])];
}

function evidence(reports: readonly Report[], room: number): readonly types.KnownBlock[] {
  if (reports.length === 0) return [];
  const title = section([
    own(reports.length === 1 ? 'The story behind it' : `The ${reports.length} stories behind it`, 'bold'),
  ]);
  const items: (readonly Element[])[] = [];
  let left = room - 400;
  for (const report of reports.slice(0, MAX_EVIDENCE)) {
    const item = joined(
      [
        marked({ text: report.headline, marks: [] }, report.link, 200),
        foreign(report.outlet, 80, 'italic'),
        [moment(report.at)],
      ],
      ' · ',
    );
    left -= JSON.stringify(section(item)).length + 1;
    if (left < 0) break;
    items.push(item);
  }
  const rest = reports.length - items.length;
  if (rest > 0) items.push([own(items.length === 0 ? `${rest} stories` : `and ${rest} more`)]);
  return [richText(title, bullets(items))];
}

function background(n: AlertNotification): readonly types.KnownBlock[] {
  const actors = n.actors.map((actor) => shorten(cleanText(actor), 60)).filter((actor) => actor !== '');
  const matters = foreign(n.matters, 500);
  const lines = [
    actors.length === 0 ? [] : [own('Actors: ', 'bold'), own(listNames(actors, 8))],
    standing(n),
    matters.length === 0 ? [] : [own('Why it matters: ', 'bold'), ...matters],
    assessment(n),
  ];
  const elements = joined(lines, '\n');
  return elements.length === 0 ? [] : [richText(section(elements))];
}

function standing({ standing }: AlertNotification): readonly Element[] {
  if (standing === undefined) return [];
  const bars = sparkline(standing.week.slice(-14));
  const level = `${LEVEL_MARKS[standing.level]} ${standing.level}${bars === '' ? '' : ` ${bars}`}`;
  return [
    own('Standing: ', 'bold'),
    own(level),
    ...foreign(standing.sentence, 300).flatMap((it) => [own('  '), it]),
  ];
}

/** Who has seen it and what they made of it. */
function assessment({ acknowledged, verdicts, muted }: AlertNotification): readonly Element[] {
  const by = acknowledged === undefined ? [] : foreign(acknowledged.by, 80);
  const votes = [
    verdicts.relevant > 0 ? `${verdicts.relevant} relevant` : '',
    verdicts.notRelevant > 0 ? `${verdicts.notRelevant} not relevant` : '',
  ].filter((vote) => vote !== '');
  return joined(
    [
      acknowledged === undefined
        ? []
        : [own('✓ Acknowledged by '), ...by, own(', '), moment(acknowledged.at)],
      votes.length === 0 ? [] : [own(votes.join(', '))],
      muted === undefined
        ? []
        : [own('🔇 Muted until '), moment(muted.until), own(' by '), ...foreign(muted.by, 80)],
    ],
    ' · ',
  );
}

function context(n: AlertNotification): types.ContextBlock {
  const tags = n.tags.slice(0, 12).map((tag) => `#${shorten(cleanText(tag), 40)}`);
  const parts = [tags.join(' '), shorten(cleanText(n.brief.title), 150), `#${n.alertId}`];
  const text = parts.filter((part) => part !== '').join(' · ');
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

function buttons(alertId: number): types.ActionsBlock {
  const button = (id: string, text: string): types.Button => ({
    type: 'button',
    action_id: id,
    value: String(alertId),
    text: { type: 'plain_text', text },
  });
  return {
    type: 'actions',
    elements: [
      { ...button('ack', 'Acknowledge'), style: 'primary' },
      button('relevant', 'Relevant'),
      button('irrelevant', 'Not relevant'),
      button('mute', 'Mute 24 h'),
      button('mute-ask', 'Mute…'),
      button('why', 'Why'),
    ],
  };
}
