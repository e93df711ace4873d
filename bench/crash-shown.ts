/** Reads what stands in a channel of the crash bench, from the words that people see there. */
import { z } from 'zod';

/** A message, the outlets it names for its event, and the headlines of the alerts that share it. */
export type Shown = {
  /** An answer says something beside a message; a notice is about the bot itself. */
  readonly kind: 'message' | 'answer' | 'notice';
  /** Of an answer the headline of the report that it names. */
  readonly title: string;
  readonly alsoReportedBy: readonly string[];
  readonly grouped: readonly string[];
  /** The alerts that share it, too, but for whose headlines there is no room. */
  readonly unnamed: number;
  /** True where it stands in a thread or replies to a message. */
  readonly replies: boolean;
};

const DiscordMessage = z.object({
  content: z.string().default(''),
  embeds: z.array(z.object({ description: z.string().default('') })),
  message_reference: z.unknown().optional(),
});

/** A message of Discord's: a kicker, the headline with its outlet, and the rest of the card in an embed. */
export function shownOnDiscord(message: unknown): Shown {
  const { content, embeds, message_reference: reference } = DiscordMessage.parse(message);
  const head = wordsOf(content).split('\n');
  const lines = embeds.flatMap(({ description }) => wordsOf(description).split('\n'));
  return shownBy(head, lines, reference !== undefined && reference !== null);
}

const SlackMessage = z.object({
  blocks: z.array(
    z.object({
      type: z.string(),
      text: z.unknown().optional(),
      elements: z.array(z.unknown()).default([]),
    }),
  ),
  thread_ts: z.string().optional(),
});
const SlackList = z.object({ type: z.literal('rich_text_list'), elements: z.array(z.unknown()) });
const HEAD: readonly string[] = ['context', 'header'];

/** A message of Slack's: a kicker and a header, then rich text, a list's bullets one line each. */
export function shownOnSlack(message: unknown): Shown {
  const { blocks, thread_ts: thread } = SlackMessage.parse(message);
  const header = blocks.findIndex(({ type }) => type === 'header');
  const head = blocks
    .slice(0, header + 1)
    .filter(({ type }) => HEAD.includes(type))
    .map(({ text, elements }) => textsIn(text ?? elements).join(''));
  const lines = blocks
    .filter(({ type }) => type === 'rich_text')
    .flatMap(({ elements }) => elements.flatMap(linesIn));
  return shownBy(head, lines, thread !== undefined);
}

function linesIn(element: unknown): readonly string[] {
  const list = SlackList.safeParse(element);
  const parts = list.success ? list.data.elements : [element];
  return parts.flatMap((part) => textsIn(part).join('').split('\n'));
}

/** What an answer begins with. */
const ANSWER = /^(?:Now also a sign of|Corrected by) /;
/** A kicker ends in the indicator's name and begins with how grave it is. */
const KICKER = /^\P{L}*(?:low|medium|high) · /u;
/** What stands above the alerts that share a message. */
const SHARED = /^And (?:one|\d+) more alerts?$/;

/** `head` is what a push shows, `lines` stand below it. */
function shownBy(head: readonly string[], lines: readonly string[], replies: boolean): Shown {
  const none = { alsoReportedBy: [], grouped: [], unnamed: 0, replies };
  const [first = '', second = ''] = [...head, ...lines];
  if (ANSWER.test(first)) return { kind: 'answer', title: headlineOf(second), ...none };
  if (!KICKER.test(first)) return { kind: 'notice', title: first, ...none };
  const shared = lines.findIndex((line) => SHARED.test(line));
  const own = shared < 0 ? lines : lines.slice(0, shared);
  return {
    kind: 'message',
    title: headlineOf(second),
    alsoReportedBy: [...new Set(own.flatMap(outletsIn))],
    ...sharing(shared < 0 ? [] : lines.slice(shared + 1)),
    replies,
  };
}

/** "headline · outlet · 2 hours ago" → the headline; none of the bench has such a point in it. */
function headlineOf(line: string): string {
  return line.split(' · ')[0] ?? '';
}

/** "Also: A, B and C" → A, B, C; "also: headline · A" → A. */
function outletsIn(line: string): readonly string[] {
  const [, list] = /^Also: (.*)$/.exec(line) ?? [];
  if (list !== undefined) return list.split(/, | and /).filter((name) => name !== '');
  const [, outlet] = /^(?:• )?also: .* · ([^·]+)$/.exec(line) ?? [];
  return outlet === undefined ? [] : [outlet];
}

/** "#12 Zebras: headline · outlet" or "#12 Zebras · headline · outlet" → the headline; "and 3 more" → 3. */
function sharing(lines: readonly string[]): Pick<Shown, 'grouped' | 'unnamed'> {
  const [, more = '0'] = /^and (\d+) more$/.exec(lines.at(-1) ?? '') ?? [];
  const grouped = lines.flatMap((line) => /^(?:• )?#\d+ [^:·]+(?:: | · )([^·]+) · /.exec(line)?.[1] ?? []);
  return { grouped, unnamed: Number(more) };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && typeof value.text === 'string') return [value.text];
  return Object.values(value).flatMap(textsIn);
}

/** Markdown without bold marks, links without their addresses. */
function wordsOf(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll('**', '');
}
