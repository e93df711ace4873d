/** The limits that Discord enforces and its OpenAPI contract does not state. */
import { z } from 'zod';
import type { Complaint } from './contract.ts';

const Embed = z.looseObject({
  title: z.string().nullish(),
  url: z.string().nullish(),
  description: z.string().nullish(),
  footer: z.looseObject({ text: z.string(), icon_url: z.string().nullish() }).nullish(),
  author: z
    .looseObject({ name: z.string(), url: z.string().nullish(), icon_url: z.string().nullish() })
    .nullish(),
  fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
  image: z.looseObject({ url: z.string().nullish() }).nullish(),
  thumbnail: z.looseObject({ url: z.string().nullish() }).nullish(),
  color: z.number().nullish(),
  timestamp: z.string().nullish(),
});
export type Embed = z.infer<typeof Embed>;

const Component: z.ZodType<Component> = z.looseObject({
  type: z.number(),
  custom_id: z.string().nullish(),
  label: z.string().nullish(),
  style: z.number().nullish(),
  url: z.string().nullish(),
  emoji: z.unknown().optional(),
  get components() {
    return z.array(Component).nullish();
  },
});
type Component = {
  type: number;
  custom_id?: string | null | undefined;
  label?: string | null | undefined;
  style?: number | null | undefined;
  url?: string | null | undefined;
  emoji?: unknown;
  components?: Component[] | null | undefined;
};

/** The part of a message's body that the peer keeps. */
export const MessageBody = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(Embed).nullish(),
  components: z.array(Component).nullish(),
  allowed_mentions: z
    .looseObject({
      parse: z.array(z.string()).nullish(),
      users: z.array(z.string()).nullish(),
      roles: z.array(z.string()).nullish(),
    })
    .nullish(),
  attachments: z.array(z.looseObject({ id: z.union([z.string(), z.number()]) })).nullish(),
  flags: z.number().nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});
export type MessageBody = z.infer<typeof MessageBody>;

const wrong = (path: string, code: string, message: string): Complaint => ({ path, code, message });
/** Discord counts code points. */
const count = (text: string | null | undefined): number => Array.from(text ?? '').length;
/** Not written down anywhere: Discord wants a host with a dot in it. */
const WEB = /^https?:\/\/[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/;
const FILE_OR_WEB = /^(?:https?:\/\/[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)|attachment:\/\/[^/])/;
const LINK_BUTTON = 5;
const PREMIUM_BUTTON = 6;

/** What is wrong with a message's content, embeds and components beyond the contract. */
export function messageComplaints(body: MessageBody): readonly Complaint[] {
  const embeds = body.embeds ?? [];
  const complaints = [...embeds.flatMap(embedComplaints), ...componentComplaints(body.components ?? [])];
  if (count(body.content) > 2000)
    complaints.push(wrong('content', 'max_length', 'Must be 2000 or fewer in length.'));
  const total = embeds.reduce((sum, embed) => sum + embedSize(embed), 0);
  if (total > 6000)
    complaints.push(wrong('embeds', 'max_embed_size', `Embed size exceeds maximum size of 6000 (${total})`));
  return complaints;
}

/** True where nothing of a message would be seen: 50006. */
export function isEmpty(body: MessageBody, files: number): boolean {
  const { content, embeds, components } = body;
  return (content ?? '').trim() === '' && !embeds?.length && !components?.length && files === 0;
}

function embedSize(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  return [...texts, ...fields].reduce((sum, text) => sum + count(text?.trim()), 0);
}

function embedComplaints(embed: Embed, index: number): readonly Complaint[] {
  const at = `embeds.${index}`;
  const found: Complaint[] = [];
  const urls = [
    ['url', embed.url, WEB],
    ['author.url', embed.author?.url, WEB],
    ['author.icon_url', embed.author?.icon_url, FILE_OR_WEB],
    ['footer.icon_url', embed.footer?.icon_url, FILE_OR_WEB],
    ['image.url', embed.image?.url, FILE_OR_WEB],
    ['thumbnail.url', embed.thumbnail?.url, FILE_OR_WEB],
  ] as const;
  for (const [path, url, pattern] of urls) {
    if (url !== null && url !== undefined && !pattern.test(url))
      found.push(wrong(`${at}.${path}`, 'url_type', `Not a well formed URL: ${url.slice(0, 60)}`));
  }
  const texts = [
    ['author.name', embed.author?.name, 256],
    ['footer.text', embed.footer?.text, 2048],
  ] as const;
  for (const [path, text, most] of texts) {
    if (text !== undefined && text.trim() === '')
      found.push(wrong(`${at}.${path}`, 'required', 'This field is required'));
    if (count(text) > most)
      found.push(wrong(`${at}.${path}`, 'max_length', `Must be ${most} or fewer in length.`));
  }
  const fields = embed.fields ?? [];
  if (fields.length > 25) found.push(wrong(`${at}.fields`, 'max_length', 'Must be 25 or fewer in length.'));
  for (const [nth, field] of fields.entries()) {
    for (const key of ['name', 'value'] as const) {
      if (field[key].trim() === '')
        found.push(wrong(`${at}.fields.${nth}.${key}`, 'required', 'This field is required'));
    }
  }
  if (!hasContent(embed)) found.push(wrong(at, 'embed_empty', 'Embed cannot be empty.'));
  return found;
}

function hasContent(embed: Embed): boolean {
  const { title, description, fields, footer, author, image, thumbnail } = embed;
  return [title?.trim(), description?.trim(), fields?.length, footer, author, image, thumbnail].some(Boolean);
}

function componentComplaints(rows: readonly Component[]): readonly Complaint[] {
  const found: Complaint[] = [];
  const ids = new Set<string>();
  if (rows.filter((row) => row.type === 1).length > 5)
    found.push(wrong('components', 'max_length', 'Must be between 1 and 5 in length.'));
  const visit = (component: Component, path: string): void => {
    if (component.type === 2) found.push(...buttonComplaints(component, path));
    const id = component.custom_id;
    if (id !== null && id !== undefined) {
      if (ids.has(id))
        found.push(wrong(path, 'custom_id_duplicated', `Component custom id "${id}" is duplicated`));
      ids.add(id);
    }
    for (const [nth, child] of (component.components ?? []).entries())
      visit(child, `${path}.components.${nth}`);
  };
  for (const [nth, row] of rows.entries()) visit(row, `components.${nth}`);
  return found;
}

function buttonComplaints(button: Component, path: string): readonly Complaint[] {
  if (button.style === LINK_BUTTON) {
    return typeof button.url === 'string' && button.custom_id === undefined
      ? []
      : [wrong(path, 'button_url', 'A link button has a url and no custom_id.')];
  }
  if (button.style === PREMIUM_BUTTON) return [];
  const found: Complaint[] = [];
  if (typeof button.custom_id !== 'string' || button.custom_id === '')
    found.push(wrong(`${path}.custom_id`, 'required', 'A custom id is required'));
  if ((button.label ?? '').trim() === '' && button.emoji === undefined)
    found.push(wrong(`${path}.label`, 'required', 'A button needs a label or an emoji'));
  return found;
}
