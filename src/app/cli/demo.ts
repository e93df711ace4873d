/** `signpost demo`: the shipped sample fortnight, played through the whole pipeline in a few seconds. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadBoard } from '../commands/reading/board.ts';
import { renderBoard } from '../../edges/console/board.ts';
import { consoleSink } from '../../edges/console/sink.ts';
import { createLog } from '../../edges/log/log.ts';
import { readRecording } from '../replay/recorded-feeds.ts';
import { replay } from '../replay/replay.ts';
import { shippedRoot } from '../run/shipped-root.ts';
import { readBriefs } from './read-briefs.ts';
import { terminal } from './terminal.ts';

const SAMPLE = 'feeds/sample';
const BRIEF = 'config/briefs/nato-loyalty.yaml';

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('replay the shipped sample fortnight (synthetic) and print the alerts and the board')
    .action(async () => {
      process.exitCode = await demo(program.opts<{ root: string }>().root);
    });
}

/** The sample is the program's own, wherever one stands; only a checkout that was taken apart looks in the root. */
async function demo(root: string): Promise<number> {
  const home = shippedRoot() ?? root;
  const read = await readBriefs([join(home, BRIEF)], home);
  if (read === undefined) return 1;
  const { briefs, lists } = read;
  const recording = await readRecording(join(home, SAMPLE));
  const view = terminal();
  const say = (text: string): boolean => process.stdout.write(text);
  say(
    `${recording.feeds} synthetic feeds, ${recording.entries.length} items, 14 days on a simulated clock.\n\n`,
  );
  let alerts = 0;
  let day = '';
  const print = consoleSink({ write: say, ...view });
  const { store, endedAt } = await replay({
    entries: recording.entries,
    briefs,
    lists,
    route: { match: {}, receiver: 'terminal', continue: false, routes: [] },
    groupWait: 30_000,
    sinks: new Map([
      [
        'terminal',
        (send, signal) => {
          alerts += send.prior === undefined ? 1 : 0;
          return print(send, signal);
        },
      ],
    ]),
    log: createLog({ level: 'error', secrets: [] }),
    progress: ({ at, done, total }) => {
      const today = new Date(at).toISOString().slice(0, 10);
      if (today === day) return;
      day = today;
      say(
        `── ${today} · ${done} of ${total} items read · ${alerts} ${alerts === 1 ? 'alert' : 'alerts'} so far ──\n\n`,
      );
    },
  });
  for (const brief of briefs) {
    say(
      `\n${renderBoard(await loadBoard(store.db, brief, endedAt), { title: brief.title, now: endedAt, ...view })}\n`,
    );
  }
  const stories = await store.db
    .selectFrom('stories')
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  say(`\n${recording.entries.length} items in ${Number(stories.n)} stories led to ${alerts} alerts.\n`);
  await store.close();
  return 0;
}
