/** The configuration that is shipped has to be usable as it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/app/run/platforms.ts';
import { formatIssue } from '../../src/config/issue.ts';
import { type Config, loadConfig } from '../../src/config/load-config.ts';
import { SHIPPED_LIST_FILES } from '../shipped-lists.ts';
import { spoil } from './small-config.ts';
import { checkBrief } from '../../src/core/query/language/check-brief.ts';
import { readOpml, writeOpml } from '../../src/config/opml/opml.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = ['config/signpost.yaml', 'config/briefs/nato-loyalty.yaml', 'feeds/europe-security.yaml'];

function shipped(): Config {
  const outcome = loadConfig(
    [...FILES.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })), ...SHIPPED_LIST_FILES],
    { platforms: PLATFORMS, checkQueries: checkBrief },
  );
  const issues = outcome.kind === 'ok' ? outcome.warnings : outcome.issues;
  expect(issues.map(formatIssue)).toEqual([]);
  if (outcome.kind === 'bad') throw new Error('the shipped configuration is bad');
  return outcome.config;
}

describe('the documentation', () => {
  const text = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');
  const samples = [...text.matchAll(/```yaml\n# ((?:config|feeds)\/\S+)\n(.*?)```/gs)];

  it.each(samples.map(([, path = '', sample = '']) => ({ path, sample })))(
    'shows a good $path',
    ({ path, sample }) => {
      const outcome = loadConfig(spoil({ path, text: sample }), {
        platforms: PLATFORMS,
        checkQueries: checkBrief,
      });
      const issues = outcome.kind === 'ok' ? outcome.warnings : outcome.issues;
      expect(issues.map(formatIssue)).toEqual([]);
    },
  );

  it('shows one of each', () => {
    expect(samples.map(([, path = '']) => path.replace(/[^/]*$/, ''))).toEqual([
      'config/',
      'config/briefs/',
      'feeds/',
    ]);
  });
});

describe('the shipped configuration', () => {
  it('sends everything to Discord and Slack, and the rest to the terminal', () => {
    const { receivers, route } = shipped().settings;
    expect(receivers).toEqual({
      terminal: { type: 'console' },
      discord: { type: 'discord', channel: '${DISCORD_CHANNEL}' },
      slack: { type: 'slack', channel: '${SLACK_CHANNEL}' },
    });
    expect(route).toMatchObject({
      receiver: 'terminal',
      routes: [{ receiver: 'discord', continue: true }, { receiver: 'slack' }],
    });
  });

  it('has the brief with its six indicators and three correlations', () => {
    const [brief] = shipped().briefs;
    expect(brief?.indicators.map(({ id }) => id)).toEqual([
      'leader-appointments',
      'synchronous-statements',
      'burden-sharing-rules',
      'parliament-pushback',
      'military-pushback',
      'us-conditionality',
    ]);
    expect(brief?.correlations.map(({ id }) => id)).toEqual([
      'chorus',
      'favour-then-post',
      'rule-change-after-pressure',
    ]);
    expect(Object.keys(brief?.hypotheses ?? {})).toEqual(['personalisation', 'checks']);
  });

  it('polls at least 45 feeds in all languages of the brief, each with its evidence written down', () => {
    const { briefs, feeds } = shipped();
    const evidence = readFileSync(join(ROOT, 'docs/feed-catalogue.md'), 'utf8');
    expect(feeds.length).toBeGreaterThanOrEqual(45);
    expect(new Set(feeds.map(({ lang }) => lang))).toEqual(
      new Set(briefs.flatMap(({ languages }) => languages ?? [])),
    );
    for (const { id, outlet, lang, country, url } of feeds) {
      expect(evidence).toContain(`| \`${id}\` | ${outlet} | ${lang} | ${country} | <${url}> | [`);
    }
  });

  it('comes back whole from OPML', () => {
    const { feeds } = shipped();
    const back = readOpml('feeds/export.opml', writeOpml(feeds));
    expect(back.issues).toEqual([]);
    expect(back.feeds.map(({ feed }) => feed)).toEqual(feeds);
  });
});
