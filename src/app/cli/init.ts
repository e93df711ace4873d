/** `signpost init`: a workspace from at most six answers, and a test message that proves it. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { starterFiles } from '../../config/starter-files.ts';
import type { Starter } from '../../core/delivery/platform.ts';
import { isTimeZone } from '../../core/time/local-time.ts';
import { PLATFORMS } from '../run/platforms.ts';
import { shippedRoot } from '../run/shipped-root.ts';
import { collect } from './collect.ts';
import { draftFromFile } from './new.ts';
import { testPost } from './test-post.ts';

type Flags = {
  readonly webhook?: string;
  readonly to?: string;
  readonly set: readonly string[];
  readonly article?: string;
  readonly brief?: string;
  readonly timeZone?: string;
  readonly post: boolean;
};

/** Asks a question and returns the trimmed answer; undefined where nobody is there to be asked. */
type Ask = ((question: string) => Promise<string>) | undefined;

type TextFile = { readonly path: string; readonly text: string };

const EXAMPLES = 'config/examples';
const SHIPPED_BRIEF = 'config/briefs/nato-loyalty.yaml';
const SHIPPED_FEEDS = 'feeds/europe-security.yaml';

export function addInit(program: Command): void {
  program
    .command('init')
    .description('make a workspace: settings, a brief, feeds and .env, and post a test message')
    .option('--webhook <address>', 'post to this webhook of Discord or Slack')
    .option('--to <type>', 'the type of receiver instead, such as discord, slack or console')
    .option('--set <name=value>', 'a token or channel id for it; may be given more than once', collect, [])
    .option('--article <file>', 'draft the brief from this article; every guess in it is marked')
    .option('--brief <file>', 'begin with this brief instead of the shipped example')
    .option('--time-zone <name>', "the clock that people read; this machine's where left out")
    .option('--no-post', 'write the files and post nothing')
    .action(async (flags: Flags) => {
      process.exitCode = await init(program.opts<{ root: string }>().root, flags);
    });
}

async function init(root: string, flags: Flags): Promise<number> {
  const line = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined;
  const ask: Ask = line && (async (question) => (await line.question(question)).trim());
  try {
    const { starter, values } = await chooseReceiver(flags, ask);
    const timeZone = await chooseZone(flags, ask);
    const files = [...starterFiles({ starter, values, timeZone }), ...(await contents(root, flags, ask))];
    await writeAll(root, files);
    process.stdout.write(`${files.map(({ path }) => `wrote ${join(root, path)}`).join('\n')}\n\n`);
    const posted = flags.post ? await testPost(root, starter.id) : undefined;
    if (posted !== undefined) process.stdout.write(`${posted.text}\n\n`);
    process.stdout.write(nextSteps(root));
    return posted?.kind === 'not-sent' ? 1 : 0;
  } finally {
    line?.close();
  }
}

function nextSteps(root: string): string {
  const at = root === '.' ? '' : ` --root ${shellWord(root)}`;
  return `Next:
  signpost${at} check     everything that is wrong in the files, at once
  signpost${at} doctor    tokens, rights, feeds, clock and disk
  signpost${at} run       the bot
Then make the brief yours: one file per article in ${join(root, 'config/briefs')}.
`;
}

/** A path as one word of a shell's line: in quotes where it holds blanks or what the shell would read. */
function shellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

/** The kinds of receiver to begin with, those that need one address first. */
function starters(): readonly Starter[] {
  const all = PLATFORMS.flatMap((platform) => platform.starters ?? []);
  return [...all.filter(({ address }) => address), ...all.filter(({ address }) => !address)];
}

async function chooseReceiver(
  flags: Flags,
  ask: Ask,
): Promise<{ readonly starter: Starter; readonly values: Readonly<Record<string, string>> }> {
  const given = Object.fromEntries(flags.set.map(splitPair));
  const choice = flags.webhook ?? flags.to ?? (ask && (await ask(menu())));
  const starter = starterOf(choice ?? '');
  const asked = starter.asks.map(({ variable }) => variable);
  const unknown = Object.keys(given).find((name) => !asked.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `--set ${unknown}: ${starter.receiver.type} ${asked.length === 0 ? 'needs none' : `takes ${asked.join(' and ')}`}; correct the name, or leave it out`,
    );
  const [first] = starter.asks;
  const values: Record<string, string> = { ...given };
  if (first !== undefined && starter.address?.test(choice ?? '')) values[first.variable] = choice ?? '';
  for (const { variable, question } of starter.asks)
    values[variable] ??= process.env[variable] ?? (ask && (await ask(`${question}\n> `))) ?? '';
  const [address] = starter.asks;
  if (
    starter.address &&
    address &&
    values[address.variable] &&
    !starter.address.test(values[address.variable] ?? '')
  )
    throw new Error(
      `that is not the address of ${starter.title.split(':')[0]}; copy the whole address again`,
    );
  return { starter, values };
}

function menu(): string {
  const lines = starters().map(({ title }, index) => `  ${index + 1}  ${title}`);
  return `Where are alerts to go?\n${lines.join('\n')}\nA number, or a webhook address: `;
}

/** @param choice an address, a number of the menu, a type of receiver; the terminal where it is empty */
function starterOf(choice: string): Starter {
  const all = starters();
  const found = /^https?:/.test(choice)
    ? all.find(({ address }) => address?.test(choice))
    : (all[Number(choice) - 1] ?? all.find(({ receiver }) => receiver.type === (choice || 'console')));
  if (found !== undefined) return found;
  const types = [...new Set(all.map(({ receiver }) => receiver.type))].join(', ');
  throw new Error(
    /^https?:/.test(choice)
      ? 'that is no webhook address of Discord or Slack; for another service use a receiver of type webhook (docs/webhook.md)'
      : `"${choice}" is no kind of receiver; write one of ${types}, or give --webhook ADDRESS`,
  );
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new Error(`--set takes NAME=VALUE, and "${pair}" is none`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

async function chooseZone(flags: Flags, ask: Ask): Promise<string> {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = flags.timeZone ?? ((ask && (await ask(`Time zone (${own}): `))) || own);
  if (!isTimeZone(zone)) throw new Error(`"${zone}" is no time zone; write one such as Europe/Lisbon`);
  return zone;
}

/** The brief and the feeds: drafted from an article, or what was named, else what the program came with. */
async function contents(root: string, flags: Flags, ask: Ask): Promise<readonly TextFile[]> {
  const home = shippedRoot();
  if (home === undefined)
    throw new Error('the files that the program comes with are not beside it; install it again');
  const feeds = { path: SHIPPED_FEEDS, text: await readFile(join(home, SHIPPED_FEEDS), 'utf8') };
  if (flags.brief !== undefined)
    return [{ path: 'config/briefs/brief.yaml', text: await readFile(flags.brief, 'utf8') }, feeds];
  const article = flags.article ?? (ask && (await ask('The article, as a file (Enter for an example): ')));
  if (article !== undefined && article !== '') {
    const drafted = await draftFromFile(article, root);
    if (drafted.kind === 'faulty') throw new Error(drafted.said.join('\n'));
    process.stdout.write(`signs of the article: ${drafted.signs.join(', ')}\n`);
    return [{ path: `config/briefs/${drafted.id}.yaml`, text: drafted.brief }, feeds];
  }
  const examples = (await readdir(join(home, EXAMPLES)).catch(() => [])).filter((name) =>
    name.endsWith('.yaml'),
  );
  const [example] = examples.toSorted();
  const source = example === undefined ? SHIPPED_BRIEF : `${EXAMPLES}/${example}`;
  const text = await readFile(join(home, source), 'utf8');
  return [{ path: `config/briefs/${source.split('/').at(-1)}`, text }, feeds];
}

/** Writes all or nothing: what is there already is somebody's work. */
async function writeAll(root: string, files: readonly TextFile[]): Promise<void> {
  const taken = [];
  for (const { path } of files) if (await exists(join(root, path))) taken.push(join(root, path));
  if (taken.length > 0)
    throw new Error(
      `${taken.join(' and ')} is there already; name an empty folder with --root, or move it away`,
    );
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: path === '.env' ? 0o600 : 0o644, flag: 'wx' });
  }
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}
