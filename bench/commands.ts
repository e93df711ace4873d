/** `npm run bench -- commands`: CPU time of short commands from the build, on the shipped configuration. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './measure.ts';

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join(ROOT, 'dist/main.js');
const RUNS = 7;

/** CPU seconds that each may take; the first says what the platform alone takes here. */
const COMMANDS: readonly (readonly [args: readonly string[], most: number])[] = [
  [['--version'], Infinity],
  [['check'], 1],
  [['explain', 'Alliance chief to resign after summit, two ministers say'], 0.6],
];

/** Says at the very end, to the debugger's stream, what the process has taken: user and system, in microseconds. */
const CONFESS =
  'data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process._rawDebug(`cpu ${u.userCPUTime+u.systemCPUTime}`)})';

/** Runs the benchmark; returns 1 where a target is missed. */
export async function run(): Promise<number> {
  if (!existsSync(PROGRAM)) throw new Error('dist/main.js is missing; npm run build makes it');
  let missed = 0;
  const taken = COMMANDS.map((): number[] => []);
  for (let turn = 0; turn < RUNS; turn += 1)
    for (const [at, [args]] of COMMANDS.entries()) taken[at]?.push(await cpuOf(args));
  for (const [at, [args, most]] of COMMANDS.entries()) {
    const seconds = median(taken[at] ?? []);
    const holds = seconds <= most;
    missed += holds ? 0 : 1;
    const target = most === Infinity ? '' : ` (target <= ${most.toFixed(1)})`;
    console.log(
      `${holds ? 'ok  ' : 'MISS'} signpost ${args[0]}: ${seconds.toFixed(2)} CPU s, least ${Math.min(...(taken[at] ?? [])).toFixed(2)}${target}`,
    );
  }
  return missed === 0 ? 0 : 1;
}

/** CPU seconds of one run, from its start to its end. */
function cpuOf(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', CONFESS, PROGRAM, ...args], { cwd: ROOT });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    child.stdout.resume();
    child.on('error', reject);
    child.on('close', (code) => {
      const micros = /^cpu (\d+)$/m.exec(said)?.[1];
      if (code === 0 && micros !== undefined) resolve(Number(micros) / 1e6);
      else reject(new Error(`signpost ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}
