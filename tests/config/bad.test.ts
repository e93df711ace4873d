/** Every file in `bad/` is a configuration with one fault; its first lines say what the person has to be told. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { formatIssue } from '../../src/config/issue.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { spoil, unknownLists } from './small-config.ts';

const FOLDER = join(import.meta.dirname, 'bad');
const NOTE = /^(?:#|<!--) (file|expect): (.*?)(?: -->)?$/;

function notes(text: string, name: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [, key, value] = NOTE.exec(line) ?? [];
    return key === name && value !== undefined ? [value] : [];
  });
}

describe('a fault in a file', () => {
  it.each(readdirSync(FOLDER))('%s', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const [path = ''] = notes(text, 'file');
    const outcome = loadConfig(spoil({ path, text }), { platforms: PLATFORMS, checkQueries: unknownLists });
    const issues = outcome.kind === 'ok' ? outcome.warnings : outcome.issues;
    const said = issues.map((issue) => formatIssue(issue).replace(`${path}:`, ''));
    expect(said).toEqual(notes(text, 'expect'));
    expect(said).not.toEqual([]);
    expect(outcome.kind).toBe(issues.some(({ severity }) => severity === 'error') ? 'bad' : 'ok');
  });
});
