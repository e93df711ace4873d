import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const OPS = join(import.meta.dirname, '../../docs/ops');
const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Tests = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(
        z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()).default([]) }),
      ),
    }),
  ),
});
const read = (name: string): Promise<string> => readFile(join(OPS, name), 'utf8');
const rules = Rules.parse(parse(await read('prometheus-rules.yaml'))).groups.flatMap((group) => group.rules);
const promtool = (...args: string[]) => spawnSync('promtool', args, { encoding: 'utf8', cwd: OPS });
const installed = promtool('--version').status === 0;

describe('the alarms for Prometheus', () => {
  it('are each shown the fault that they are for, and a state that is none', async () => {
    const tested = Tests.parse(parse(await read('prometheus-rules.test.yaml'))).tests.flatMap(
      ({ alert_rule_test: asked }) => asked,
    );
    const fires = new Set(tested.flatMap((each) => (each.exp_alerts.length > 0 ? [each.alertname] : [])));
    const silent = new Set(tested.flatMap((each) => (each.exp_alerts.length === 0 ? [each.alertname] : [])));
    const names = rules.map(({ alert }) => alert);
    expect(names.filter((name) => !fires.has(name))).toEqual([]);
    expect(names.filter((name) => !silent.has(name))).toEqual([]);
  });

  it('ask for nothing that /metrics does not have', async () => {
    const manual = await readFile(join(OPS, '../operations.md'), 'utf8');
    const listed = new Set(
      [...manual.matchAll(/`((?:signpost|process|nodejs)_\w+)`/g)].map(([, name]) => name),
    );
    const asked = rules.flatMap(({ expr }) => expr.match(/\b(?:signpost|process|nodejs)_\w+/g) ?? []);
    expect(asked.length).toBeGreaterThanOrEqual(rules.length);
    expect(asked.filter((name) => !listed.has(name))).toEqual([]);
  });

  it.skipIf(!installed)(
    `fire and are silent as their tests say${installed ? '' : ' (skipped: promtool, Debian package prometheus, is not installed)'}`,
    () => {
      expect(promtool('check', 'rules', 'prometheus-rules.yaml')).toMatchObject({ status: 0, stderr: '' });
      const tested = promtool('test', 'rules', 'prometheus-rules.test.yaml');
      expect(`${tested.stdout}${tested.stderr}`).toContain('SUCCESS');
      expect(tested.status).toBe(0);
    },
  );
});
