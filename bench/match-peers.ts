/** What the matching engine is measured against: regular expressions, and grep where it is installed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldWords } from '../src/core/query/words/fold.ts';
import type { BenchTerm, Headline } from './match-corpus.ts';

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** A rule as one regular expression with ASCII word boundaries, as bots commonly have it. */
export function asciiRegex(rule: readonly BenchTerm[]): RegExp {
  const terms = rule.map(
    ({ words, prefix }) => words.map(escaped).join(String.raw`\s+`) + (prefix ? String.raw`\w*` : ''),
  );
  return new RegExp(String.raw`\b(?:${terms.join('|')})\b`, 'i');
}

/** A rule as one regular expression whose word boundaries hold in every script. */
export function unicodeRegex(rule: readonly BenchTerm[]): RegExp {
  const letter = String.raw`[\p{L}\p{N}\p{M}_]`;
  const terms = rule.map(
    ({ words, prefix }) => words.map(escaped).join(String.raw`\s+`) + (prefix ? `${letter}*` : ''),
  );
  return new RegExp(`(?<!${letter})(?:${terms.join('|')})(?!${letter})`, 'iu');
}

/** A rule in the query language. */
export function queryOf(rule: readonly BenchTerm[]): string {
  return rule
    .map(({ words, prefix }) =>
      words.length > 1 ? `"${words.join(' ')}"` : `${words[0] ?? ''}${prefix ? '*' : ''}`,
    )
    .join(' OR ');
}

function folded(text: string): string {
  return foldWords(text)
    .map(({ letters }) => letters)
    .join(' ');
}

export type Shell = {
  /** Runs a command line and returns what it prints. */
  readonly ask: (command: string) => Promise<string>;
  readonly close: () => void;
};

/**
 * A shell that is started while this process is small. Starting programs later copies the page tables of a large
 * heap, which was seen to slow memory access here by half for good.
 */
export function openShell(): Shell {
  const shell = spawn('sh', { stdio: ['pipe', 'pipe', 'ignore'] });
  shell.stdout.setEncoding('utf8');
  return {
    ask: (command) =>
      new Promise((resolve) => {
        let answer = '';
        const read = (part: string): void => {
          answer += part;
          if (!answer.endsWith('\n--done--\n')) return;
          shell.stdout.off('data', read);
          resolve(answer.slice(0, -'\n--done--\n'.length));
        };
        shell.stdout.on('data', read);
        shell.stdin.write(`${command}\nprintf '\\n--done--\\n'\n`);
      }),
    close: () => shell.stdin.end(),
  };
}

export type Grep = {
  /** CPU seconds of one run of `grep -F -o` over all headlines, folded beforehand. */
  readonly run: () => Promise<number>;
  readonly dispose: () => void;
};

/** Makes `grep -F -o` ready for the terms of some rules; undefined where it is not installed. */
export async function createGrep(
  shell: Shell,
  headlines: readonly Headline[],
  rules: readonly (readonly BenchTerm[])[],
): Promise<Grep | undefined> {
  if ((await shell.ask('command -v grep')) === '') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'signpost-bench-'));
  const keywords = new Set(rules.flat().map(({ words }) => folded(words.join(' '))));
  const texts = headlines.map(({ title, summary }) => folded(`${title} ${summary}`));
  writeFileSync(join(folder, 'keywords'), [...keywords].join('\n'));
  writeFileSync(join(folder, 'text'), texts.join('\n'));
  // The shell's `times` tells the CPU time of its children; output to a file, because grep stops early on /dev/null.
  const command = `(cd '${folder}' && LC_ALL=C grep -F -o -f keywords text > found; times)`;
  return {
    async run() {
      const [, children = ''] = (await shell.ask(command)).trim().split('\n');
      return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
        (sum, [, minutes = '0', seconds = '0']) => sum + Number(minutes) * 60 + Number(seconds),
        0,
      );
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
