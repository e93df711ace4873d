/** The examples of docs/configuration.md load together, and the page names every setting there is. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { checkConfig } from '../../src/app/run/read-config.ts';
import { formatIssue } from '../../src/config/issue.ts';
import { Indicator } from '../../src/core/indicator/brief.ts';
import { settingsSchema } from '../../src/config/settings.ts';

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

describe('the page on configuration', () => {
  it('shows settings, a brief and feeds that load together', () => {
    const files = [...page.matchAll(/```yaml\n# (\S+\.yaml)\n([\s\S]*?)```/g)].map(
      ([, path = '', text = '']) => ({ path, text }),
    );
    expect(files.map(({ path }) => path.split('/')[0])).toEqual(['config', 'config', 'feeds']);
    const loaded = checkConfig(files);
    const issues = loaded.kind === 'bad' ? loaded.issues : loaded.warnings;
    expect(issues.filter(({ severity }) => severity === 'error').map(formatIssue)).toEqual([]);
  });

  it('names every setting and every key of an indicator', () => {
    const named = [...page.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z_]+)/g)].map(([, key = '']) => key),
    );
    expect(named).toEqual(expect.arrayContaining(Object.keys(settingsSchema(PLATFORMS).shape)));
    expect(named).toEqual(expect.arrayContaining(Object.keys(Indicator.shape)));
  });
});
