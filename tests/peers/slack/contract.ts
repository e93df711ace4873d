/** What Slack's Web API accepts: its own schema, and by hand the rules that no schema has. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { isRecord, textOf } from './json.ts';
import type { Json } from './json.ts';

/** A broken rule: Slack's own error code, and what exactly was wrong. */
export type Violation = { readonly code: string; readonly message: string };

export type ContractOptions = {
  /** Whether live mentions are allowed. */
  readonly mentions: boolean;
  /** Whether a message may show the image with this id; every id if left out. */
  readonly imageReady?: (id: string) => boolean;
};

const MAX_TEXT = 4000;
/** Undocumented; observed as `msg_blocks_too_long`. */
const MAX_ALL_TEXT = 13_200;
const MAX_METADATA = 8000;
const MENTION = /<(?:!(?:channel|here|everyone|subteam\b)|@[UW][A-Z0-9]+|#[CG][A-Z0-9]+)/;
const MENTION_ELEMENTS = new Set(['broadcast', 'user', 'usergroup', 'channel', 'team']);
const TEXT_KINDS = new Set(['plain_text', 'mrkdwn', 'text', 'link', 'raw_text']);
/** Blocks that neither a home tab nor a modal takes. */
const MESSAGES_ONLY = new Set(['table', 'data_table', 'context_actions', 'markdown']);
const NEVER_EMPTY = new Set([
  'actions',
  'context',
  'rich_text',
  'rich_text_list',
  'rich_text_section',
  'rich_text_quote',
]);

const schema: Json = JSON.parse(
  readFileSync(new URL('../specs/slack-blockkit.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: false, schemas: { slack: isRecord(schema) ? schema : {} } });
const compiled = new Map<string, ValidateFunction>();

function fits(definition: string, value: Json): string | undefined {
  const validate = compiled.get(definition) ?? ajv.compile({ $ref: `slack#/definitions/${definition}` });
  compiled.set(definition, validate);
  if (validate(value)) return undefined;
  return `${definition}: ${ajv.errorsText(validate.errors?.slice(-2), { separator: '; ', dataVar: '' })}`;
}

const definitions = isRecord(schema) && isRecord(schema['definitions']) ? schema['definitions'] : {};

/** `actions` → `ActionsBlock`, from the schema itself, so that an error speaks of one block and not of twenty. */
const BLOCKS = new Map<string, string>(
  Object.entries(definitions).flatMap(([name, definition]) => {
    const type = name.endsWith('Block') ? typeConstant(definition) : undefined;
    return type === undefined ? [] : [[type, name] as const];
  }),
);

function typeConstant(definition: Json | undefined): string | undefined {
  if (!isRecord(definition)) return undefined;
  const { properties, allOf, anyOf } = definition;
  const own = isRecord(properties) ? textOf(properties['type'], 'const') : undefined;
  const parts = [allOf, anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return own ?? parts.map(typeConstant).find((type) => type !== undefined);
}

/** The arguments of a call against their schema; methods that the schema does not know pass. */
export function argumentViolations(method: string, args: Record<string, Json>): readonly Violation[] {
  const definition = {
    'chat.postMessage': 'ChatPostMessageArguments',
    'chat.postEphemeral': 'ChatPostEphemeralArguments',
    'chat.update': 'ChatUpdateArguments',
    'conversations.history': 'ConversationsHistoryArguments',
    // A reply's arguments are those of a history and the message; it is taken off below.
    'conversations.replies': 'ConversationsHistoryArguments',
    'views.open': 'ViewsOpenArguments',
    'views.publish': 'ViewsPublishArguments',
  }[method];
  // Bolt adds the team to every call of a listener's client, and Slack takes it everywhere.
  const { team_id: _, ...documented } = args;
  if (method === 'conversations.replies') delete documented['ts'];
  const error = definition === undefined ? undefined : fits(definition, documented);
  return error === undefined ? [] : [{ code: 'invalid_arguments', message: error }];
}

/** The contents of a message: text, blocks and metadata, wherever they were sent to. */
export function messageViolations(message: Json, options: ContractOptions): readonly Violation[] {
  if (!isRecord(message)) return [{ code: 'invalid_arguments', message: 'the message is not an object' }];
  const { text, blocks, metadata } = message;
  const found: Violation[] = [];
  if (text !== undefined && typeof text !== 'string') {
    found.push({ code: 'invalid_arguments', message: 'text is not a string' });
  }
  if (typeof text !== 'string' || text.trim() === '') {
    found.push({ code: 'no_text', message: 'no text: notifications and screen readers have nothing to say' });
  } else {
    if (text.length > MAX_TEXT) {
      found.push({ code: 'msg_too_long', message: `text has ${text.length} characters` });
    }
    if (!options.mentions && MENTION.test(text)) {
      found.push({ code: 'live_mention', message: `text mentions: ${text}` });
    }
  }
  if (blocks !== undefined)
    found.push(...blockViolations(blocks, { ...options, most: 50 }), ...tableViolations(blocks));
  if (metadata !== undefined && JSON.stringify(metadata).length > MAX_METADATA) {
    found.push({ code: 'metadata_too_large', message: 'metadata is too large' });
  }
  return found;
}

/** A modal or a home tab. */
export function viewViolations(view: Json, options: ContractOptions): readonly Violation[] {
  if (!isRecord(view)) return [{ code: 'invalid_arguments', message: 'the view is not an object' }];
  const error = fits(view['type'] === 'home' ? 'HomeView' : 'ModalView', view);
  const found: Violation[] = error === undefined ? [] : [{ code: 'invalid_arguments', message: error }];
  const blocks = view['blocks'];
  if (blocks !== undefined) found.push(...blockViolations(blocks, { ...options, most: 100 }));
  if (
    Array.isArray(blocks) &&
    blocks.some((block) => isRecord(block) && MESSAGES_ONLY.has(textOf(block, 'type') ?? ''))
  )
    found.push({ code: 'invalid_blocks', message: `a view holds ${[...MESSAGES_ONLY].join(' or ')}` });
  const asks = Array.isArray(blocks) && blocks.some((block) => isRecord(block) && block['type'] === 'input');
  if (view['type'] === 'modal' && asks && view['submit'] === undefined) {
    found.push({ code: 'invalid_arguments', message: 'a modal with input blocks needs a submit button' });
  }
  return found;
}

/** https://docs.slack.dev/reference/block-kit/blocks/table-block: one a message, 100 rows, 20 cells, 10,000 characters. */
function tableViolations(blocks: Json): readonly Violation[] {
  const tables = Array.isArray(blocks)
    ? blocks.filter((block) => isRecord(block) && block['type'] === 'table')
    : [];
  const found: Violation[] = [];
  if (tables.length > 1) found.push({ code: 'invalid_attachments', message: 'only_one_table_allowed' });
  for (const table of tables) {
    const rows = isRecord(table) && Array.isArray(table['rows']) ? table['rows'] : [];
    const cells = rows.map((row) => (Array.isArray(row) ? row.length : 0));
    const wrong =
      rows.length === 0 || rows.length > 100
        ? `a table of ${rows.length} rows`
        : cells.some((count) => count === 0 || count > 20)
          ? `a table with a row of ${Math.max(...cells)} cells`
          : new Set(cells).size > 1
            ? 'a table whose rows have different numbers of cells'
            : textCharacters(rows) > 10_000
              ? 'a table of more than 10,000 characters'
              : undefined;
    if (wrong !== undefined) found.push({ code: 'invalid_blocks', message: wrong });
  }
  return found;
}

/** A list of blocks: the schema of each, then what only Slack's servers know. */
function blockViolations(
  blocks: Json,
  options: ContractOptions & { readonly most: number },
): readonly Violation[] {
  const broken = (message: string): Violation => ({ code: 'invalid_blocks', message });
  if (!Array.isArray(blocks)) return [broken('blocks is not a list')];
  const found: Violation[] = [];
  if (blocks.length > options.most) found.push(broken(`${blocks.length} blocks, at most ${options.most}`));
  const blockIds = new Set<Json>();
  for (const [index, block] of blocks.entries()) {
    if (!isRecord(block)) {
      found.push(broken(`blocks[${index}] is not an object`));
      continue;
    }
    const type = textOf(block, 'type') ?? '';
    const definition = BLOCKS.get(type);
    const error = definition === undefined ? `unknown type ${type}` : fits(definition, block);
    if (error !== undefined) found.push(broken(`blocks[${index}] ${error}`));
    if (block['type'] === 'section' && block['text'] === undefined && block['fields'] === undefined) {
      found.push(broken(`blocks[${index}] section has neither text nor fields`));
    }
    const id = block['block_id'];
    if (id !== undefined && blockIds.has(id))
      found.push(broken(`block_id ${JSON.stringify(id)} is used twice`));
    blockIds.add(id ?? index);
    found.push(...insideViolations(block, `blocks[${index}]`, options));
  }
  const characters = textCharacters(blocks);
  if (characters > MAX_ALL_TEXT) {
    found.push({ code: 'msg_blocks_too_long', message: `${characters} characters over all blocks` });
  }
  return found;
}

function insideViolations(
  block: Json,
  path: string,
  { mentions, imageReady = () => true }: ContractOptions,
): readonly Violation[] {
  const found: Violation[] = [];
  const broken = (message: string): void => void found.push({ code: 'invalid_blocks', message });
  const actionIds = new Set<Json>();
  walk(block, path, (node, at) => {
    const type = textOf(node, 'type') ?? '';
    const { text, url, elements } = node;
    if (TEXT_KINDS.has(type) && typeof text === 'string' && text === '') broken(`${at} has empty text`);
    if (!mentions && type === 'mrkdwn' && typeof text === 'string' && MENTION.test(text)) {
      found.push({ code: 'live_mention', message: `${at} mentions: ${text}` });
    }
    if (!mentions && at !== path && MENTION_ELEMENTS.has(type)) {
      found.push({ code: 'live_mention', message: `${at} is a mention of type ${type}` });
    }
    if (NEVER_EMPTY.has(type) && Array.isArray(elements) && elements.length === 0)
      broken(`${at} has no elements`);
    if (typeof url === 'string' && !/^(?:https?:\/\/[^/]|mailto:)/.test(url)) broken(`${at} links to ${url}`);
    if (typeof url === 'string' && url.length > 3000)
      broken(`${at} has an address of ${url.length} characters`);
    const image = textOf(node['slack_file'], 'id');
    if (image !== undefined && !imageReady(image))
      broken(`${at} shows the file ${image}, which is no image or not ready`);
    const options = node['options'];
    if (type === 'static_select' && (!Array.isArray(options) || options.length === 0 || options.length > 100))
      broken(`${at} has no options, or more than 100`);
    const id = node['action_id'];
    if (id === undefined) return;
    if (id === '' || actionIds.has(id))
      broken(`${at} action_id ${JSON.stringify(id)} is empty or used twice`);
    actionIds.add(id);
  });
  return found;
}

function walk(value: Json, path: string, visit: (node: Record<string, Json>, path: string) => void): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, `${path}[${index}]`, visit);
  } else if (isRecord(value)) {
    visit(value, path);
    for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`, visit);
  }
}

/** Counted as strictly as can be: every text, address and fallback. */
function textCharacters(blocks: Json): number {
  let sum = 0;
  walk(blocks, '', (node) => {
    for (const key of ['text', 'url', 'fallback', 'alt_text', 'value', 'format']) {
      const value = node[key];
      if (typeof value === 'string') sum += value.length;
    }
  });
  return sum;
}
