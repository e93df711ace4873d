/** The README names every command there is and none that is not, and its brief is sound. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { checkConfig } from '../../src/app/run/read-config.ts';
import { formatIssue } from '../../src/config/issue.ts';
import { CATALOGUE } from '../../src/core/command/catalogue.ts';
import { compileQuery } from '../../src/core/query/language/compile-query.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const readme = read('README.md');

/** Words in backquotes at the beginning of table rows, under a heading: `` `feeds list`, `feeds export` ``. */
function namedUnder(heading: string): readonly string[] {
  const section = readme.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  const cells = section.split('\n').filter((line) => line.startsWith('| `'));
  return cells.flatMap((line) =>
    [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

const firstWords = (names: readonly string[]): readonly string[] =>
  [...new Set(names.map((name) => name.split(' ')[0] ?? ''))].toSorted();

describe('the README', () => {
  it('names the commands of the program', () => {
    const files = readdirSync(new URL('src/app/cli/', ROOT), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts'),
    );
    const commands = files.flatMap((file) => [
      ...read(`src/app/cli/${file}`).matchAll(/program\s*\.command\('([a-z-]+)'/g),
    ]);
    expect(firstWords(namedUnder('Commands of the program'))).toEqual(
      commands.map(([, name = '']) => name).toSorted(),
    );
  });

  it('names the commands of the chat', () => {
    expect(namedUnder('Ask it back').toSorted()).toEqual(CATALOGUE.map(({ name }) => `/${name}`).toSorted());
  });

  it('names the measurements', () => {
    const names = [...read('bench/main.ts').matchAll(/^ {2}(\w+): \{/gm)].map(([, name = '']) => name);
    expect(firstWords(namedUnder('Measure it'))).toEqual(names.toSorted());
  });

  it('runs only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
  });

  it('shows a brief that passes the check, and a headline that it nearly matches', () => {
    const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    const path = 'config/briefs/port-strike.yaml';
    const loaded = checkConfig([{ path, text }]);
    const issues = loaded.kind === 'bad' ? loaded.issues : loaded.warnings;
    expect(issues.filter(({ file }) => file === path).map(formatIssue)).toEqual([]);
    expect(text.trim().split('\n')).toHaveLength(10);
    const [, query = ''] = /query: "(.*?)"/.exec(text) ?? [];
    const compiled = compileQuery(query);
    if (compiled.kind === 'errors') throw new Error(query);
    const [, title = ''] = /explain "(.*)"/.exec(readme) ?? [];
    const verdict = compiled.query.explain({ title, summary: '', outlet: '', lang: '', feed: '' });
    expect([verdict.matched, verdict.found]).toEqual([false, ['Dockers']]);
  });
});
