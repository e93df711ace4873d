import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { schemaFiles } from '../../src/config/schema-files.ts';
import { SMALL_BRIEF, SMALL_FEEDS, SMALL_SETTINGS } from './small-config.ts';

const ROOT = join(import.meta.dirname, '../..');

function validator(name: string) {
  const file = schemaFiles(PLATFORMS).find(({ path }) => path === `config/schema/${name}.json`);
  return new Ajv({ strict: false, allErrors: true, formats: fullFormats }).compile(
    JSON.parse(file?.text ?? ''),
  );
}

describe('the JSON Schemas for editors', () => {
  it.each(schemaFiles(PLATFORMS))('$path is as npm run schema writes it', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  it.each([
    ['signpost', 'config/signpost.yaml'],
    ['brief', 'config/briefs/nato-loyalty.yaml'],
    ['feeds', 'feeds/europe-security.yaml'],
  ])('%s.json accepts %s, which names it', (name, path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const validate = validator(name);
    validate(parse(text));
    expect(validate.errors).toBe(null);
    const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(named.endsWith(`schema/${name}.json`)).toBe(true);
    expect(existsSync(join(ROOT, path, '..', named))).toBe(true);
  });

  it.each([
    ['signpost', SMALL_SETTINGS, 'group_wait: 30 seconds\n'],
    ['signpost', SMALL_SETTINGS, 'groupwait: 30s\n'],
    ['brief', SMALL_BRIEF, '    severity: urgent\n'],
    ['feeds', SMALL_FEEDS, '    every: often\n'],
  ])('%s.json accepts the small file and refuses a bad line', (name, good, more) => {
    const validate = validator(name);
    expect(validate(parse(good))).toBe(true);
    expect(validate(parse(good + more))).toBe(false);
  });
});
