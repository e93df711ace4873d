/** Reads a message of the peer as people and clicks do: its words, its links, and whom it would notify. */
import { isRecord } from './json.ts';
import type { Json } from './json.ts';
import type { Message } from './workspace.ts';

export type Reading = {
  /** Fallback text and every text of the blocks. */
  readonly text: string;
  readonly links: readonly string[];
  readonly pings: readonly string[];
};

const PINGS = new Set(['broadcast', 'user', 'usergroup', 'team']);

/** Slack takes plain_text and rich text literally; mrkdwn and the fallback text can link and ping. */
export function readMessage({ text, blocks }: Pick<Message, 'text' | 'blocks'>): Reading {
  const texts = [text];
  const links: string[] = linksOf(text);
  const pings: string[] = pingsOf(text);
  const visit = (node: Json): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    if (!isRecord(node)) return;
    const type = typeof node['type'] === 'string' ? node['type'] : '';
    if (typeof node['text'] === 'string') texts.push(node['text']);
    if (typeof node['url'] === 'string') links.push(node['url']);
    if (type === 'mrkdwn' && typeof node['text'] === 'string') {
      links.push(...linksOf(node['text']));
      pings.push(...pingsOf(node['text']));
    }
    if (PINGS.has(type)) pings.push(type);
    for (const item of Object.values(node)) visit(item);
  };
  visit(blocks ?? []);
  return { text: texts.join('\n'), links, pings };
}

function linksOf(mrkdwn: string): string[] {
  return [...mrkdwn.matchAll(/<([a-z][a-z0-9+.-]*:[^|>]*)/gi)].map((hit) => hit[1] ?? '');
}

function pingsOf(mrkdwn: string): string[] {
  return [...mrkdwn.matchAll(/<(![a-z]+(?:\^[A-Z0-9]+)?|@[A-Z0-9]+)/g)]
    .map((hit) => hit[1] ?? '')
    .filter((ping) => !ping.startsWith('!date'));
}
