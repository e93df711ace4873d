/** Sets hostile publishers on the real bot while others go on publishing, and measures what both of them notice. */
import { parseArgs } from 'node:util';
import { crowd, type CrowdResult } from './hostile-crowd.ts';
import { fuzzFeeds, fuzzPasses, fuzzSummary } from './fuzz-feeds.ts';
import { fuzzQuestions, questionsPass, questionsSummary } from './fuzz-questions.ts';
import { worstQuestions } from './hostile-questions.ts';
import { MB } from './hostile-documents.ts';
import { type CaseResult, hostile, type Plan, type Result } from './hostile-run.ts';

/** Cases in one process of the bot: few, so that what one leaves behind is not held against the next. */
const A_PROCESS = 6;
/** Milliseconds and bytes. */
const MOST_DELAY = 200;
/** The delay of a process that does nothing, from which on the machine is too busy to tell. */
const BUSY = 30;
const MOST_MEMORY = 300 * MB;
const MOST_LAG = 5_000;

/** `--only WORDS --feeds N --minutes N --skip crowd|cases|fuzz --seed N --fuzz SECONDS`; exit 1 below target. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: '' },
      skip: { type: 'string', default: '' },
      feeds: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '12' },
      every: { type: 'string', default: '5m' },
      seed: { type: 'string', default: '14' },
      fuzz: { type: 'string', default: '60' },
    },
  });
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  let good = true;
  if (values.skip !== 'fuzz' && values.only === '') {
    const figures = await fuzzFeeds(Number(values.seed), Number(values.fuzz));
    say(fuzzSummary(figures));
    const questions = fuzzQuestions(Number(values.seed), Number(values.fuzz));
    say(questionsSummary(questions));
    const worst = worstQuestions();
    for (const each of worst) say(`${each.line}${each.good ? '' : '  <- missed'}`);
    good = fuzzPasses(figures) && questionsPass(questions) && worst.every((each) => each.good);
  }
  if (values.skip !== 'cases') {
    const measure = async (which: Plan['which']): Promise<Result | undefined> => {
      const result = await hostile({ which, only: values.only, report: (each) => say(line(each)) });
      for (const each of result === undefined ? [] : summary(result)) say(each);
      good = good && (result === undefined || passes(result));
      return result;
    };
    say('one after another, with twelve healthy feeds beside them');
    let from = 0;
    while ((await measure({ from, count: A_PROCESS })) !== undefined) from += A_PROCESS;
    good = good && from > 0;
    if (values.only === '') {
      say('\nall of them at once');
      await measure('together');
    }
  }
  if (values.skip !== 'crowd') {
    say(`\n${values.feeds} feeds, 30 % of them dead, every ${values.every}, for ${values.minutes} minutes`);
    const result = await crowd({
      feeds: Number(values.feeds),
      every: values.every,
      minutes: Number(values.minutes),
      lives: (lifeLine) => say(lifeLine),
    });
    for (const each of crowdSummary(result)) say(each);
    good = crowdPasses(result) && good;
  }
  return good ? 0 : 1;
}

function line(result: CaseResult): string {
  const { name, outcome, took, p99, max, workP99, workMax, idleP99, memory, lag } = result;
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const fault = casePasses(result) ? '' : '  <- missed';
  return (
    `${name.slice(0, 42).padEnd(42)} ${(took / 1_000).toFixed(1).padStart(5)} s  delay p99 ${ms(p99).padStart(7)} max ${ms(max).padStart(7)} (idle process ${ms(idleP99)})  work p99 ${ms(workP99).padStart(6)} max ${ms(workMax).padStart(6)}` +
    `  memory +${(memory / MB).toFixed(0).padStart(3)} MB  lag ${(lag / 1_000).toFixed(1).padStart(4)} s  ${outcome}${fault}`
  );
}

function summary({ cases, missing, published, canary, leaked, errors, stopped }: Result): readonly string[] {
  return [
    `  worst: delay p99 ${Math.max(...cases.map(delayOf)).toFixed(0)} ms (target ${MOST_DELAY}; an idle process ${Math.max(...cases.map(({ idleP99 }) => idleP99)).toFixed(0)} ms), ` +
      `memory +${(Math.max(...cases.map(({ memory }) => memory)) / MB).toFixed(0)} MB (target ${MOST_MEMORY / MB}), ` +
      `lag of healthy feeds ${(Math.max(...cases.map(({ lag }) => lag)) / 1_000).toFixed(1)} s (target ${MOST_LAG / 1_000})`,
    `  healthy: ${published - missing} of ${published} headlines stored; canary asked ${canary} times; file read: ${leaked ? 'yes' : 'no'}; ` +
      `errors logged: ${errors.length}; ended with ${stopped}`,
    ...errors.slice(0, 5),
  ];
}

function crowdSummary({
  lagP99,
  lagMax,
  p99,
  max,
  workP99,
  idleP99,
  memory,
  missing,
  published,
  polls,
  dead,
}: CrowdResult): readonly string[] {
  return [
    `healthy: ${polls} polls, lag p99 ${(lagP99 / 1_000).toFixed(1)} s, max ${(lagMax / 1_000).toFixed(1)} s; ${published - missing} of ${published} headlines stored`,
    `dead: ${Object.entries(dead)
      .map(([kind, { asked, feeds }]) => `${kind} ${asked} of ${feeds} found out`)
      .join(', ')}`,
    `bot: delay p99 ${p99.toFixed(0)} ms, max ${max.toFixed(0)} ms (idle process ${idleP99.toFixed(0)} ms), work p99 ${workP99.toFixed(0)} ms, memory +${(memory / MB).toFixed(0)} MB`,
  ];
}

/**
 * A delay is the bot's own where a process that does nothing has none. Where the machine is so busy that it has, too,
 * what the bot computes in one go is held to the same limit.
 */
export function delayOf({ p99, workP99, idleP99 }: Pick<CaseResult, 'p99' | 'workP99' | 'idleP99'>): number {
  return idleP99 < BUSY ? p99 : Math.min(p99, workP99);
}

export function casePasses(
  result: Pick<CaseResult, 'done' | 'p99' | 'workP99' | 'idleP99' | 'memory' | 'lag'>,
): boolean {
  const { done, memory, lag } = result;
  return done && delayOf(result) < MOST_DELAY && memory < MOST_MEMORY && lag < MOST_LAG;
}

/** Everything within its target, nothing missing, nothing fetched, no bug met. */
export function passes({ cases, missing, canary, leaked, errors, stopped }: Result): boolean {
  return (
    cases.length > 0 &&
    cases.every(casePasses) &&
    missing === 0 &&
    canary === 0 &&
    !leaked &&
    errors.length === 0 &&
    stopped === 0
  );
}

/** Lag below ten seconds, a free event loop, bounded memory, and every headline stored that was shown. */
export function crowdPasses(result: CrowdResult): boolean {
  const { lagP99, memory, missing, polls } = result;
  return (
    polls > 0 && lagP99 < MOST_LAG && delayOf(result) < MOST_DELAY && memory < MOST_MEMORY && missing === 0
  );
}
