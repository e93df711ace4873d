/** `npm run bench -- NAME …`: runs one measurement, which prints its figures and exits 1 below its target. */

type Bench = { readonly run: (args: string[]) => Promise<number> };

const BENCHES: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Bench> }>> = {
  feeds: {
    about: 'FOLDER: feed files with expected values, read and compared',
    load: () => import('./feeds.ts'),
  },
  match: { about: 'matching speed at 5 to 10,000 rules', load: () => import('./match.ts') },
  fit: {
    about: 'SET …: fits what stories are formed by, half of each set held out',
    load: () => import('./fit-stories.ts'),
  },
  stories: { about: 'GOLD.jsonl: story clustering, quality and speed', load: () => import('./stories.ts') },
  quality: {
    about: 'FEEDS GOLD.jsonl: labels and stories of the shipped brief against a gold file',
    load: () => import('./quality.ts'),
  },
  new: {
    about: 'FOLDER …: untouched drafts of articles against labelled headlines of their fields',
    load: () => import('./new.ts'),
  },
  commands: {
    about: 'CPU time of check and explain from the build',
    load: () => import('./commands.ts'),
  },
  charts: { about: 'how long charts take, cold and warm', load: () => import('./charts.ts') },
  answers: {
    about: 'first answers to commands while feeds are polled',
    load: () => import('./answers.ts'),
  },
  footprint: {
    about: 'the built bot on 100 feeds: CPU until it is ready, memory at its peak and idle',
    load: () => import('./footprint.ts'),
  },
  crash: {
    about: 'the real process killed while it posts: lost and doubled',
    load: () => import('./crash.ts'),
  },
  preview: {
    about: '[ENTRIES …]: searches and trials over 100,000 and 1,000,000 stored entries',
    load: () => import('./preview.ts'),
  },
  tune: {
    about: 'SET …: what is suggested from judged headlines, and what it is worth',
    load: () => import('./tune.ts'),
  },
  hostile: {
    about: 'hostile documents and servers, and 10,000 feeds of which three in ten are dead',
    load: () => import('./hostile.ts'),
  },
  poll: {
    about: '10,000 feeds every five minutes: CPU, memory, lag; the parse path against the bare parser',
    load: () => import('./poll.ts'),
  },
  replicas: {
    about: 'three processes on PostgreSQL killed in turn: lost and doubled',
    load: () => import('./replicas.ts'),
  },
  told: {
    about: 'FOLDER: what matches and is never seen, untrue reports, messages an event',
    load: () => import('./told.ts'),
  },
  soak: {
    about: 'ten simulated days of 500 feeds: flat memory, nothing told twice',
    load: () => import('./soak.ts'),
  },
};

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  const lines = Object.entries(BENCHES).map(([each, { about }]) => `  ${each.padEnd(10)} ${about}\n`);
  process.stderr.write(`usage: npm run bench -- NAME …\n${lines.join('')}`);
  process.exitCode = 2;
} else process.exitCode = await (await bench.load()).run(args);
