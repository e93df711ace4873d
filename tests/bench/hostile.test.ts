import { describe, expect, it } from 'vitest';
import { casePasses, passes } from '../../bench/hostile.ts';
import { hostile } from '../../bench/hostile-run.ts';

const WELL = { done: true, p99: 20, workP99: 10, idleP99: 12, memory: 10_000_000, lag: 0 };

describe('npm run bench -- hostile', () => {
  it('keeps the healthy feeds going beside hostile ones, reads no file and asks nobody else', async () => {
    const result = await hostile({
      which: 'together',
      only: 'laughs|XXE|DTD|XInclude|100 MB of nesting|redirects without|twenty|brotli bomb|too long|header fields|90 KB',
      healthy: 3,
      // On a busy machine minutes pass between two polls, in which a shorter list rolls off.
      shown: 2_000,
    });
    if (result === undefined) throw new Error('there is no such case');
    const [everything] = result.cases;
    expect(everything?.outcome).toMatch(/^\d+ read, [3-9] refused$/);
    expect(result.published).toBeGreaterThan(5);
    // How long things take is the bench's to judge, on a machine that does nothing else.
    expect({ ...result, cases: [], published: 0 }).toEqual({
      cases: [],
      published: 0,
      missing: 0,
      canary: 0,
      leaked: false,
      errors: [],
      stopped: 0,
    });
  }, 600_000);
});

describe('the verdict', () => {
  it.each([
    ['a delay', { p99: 250 }, false],
    ['a delay of a busy machine', { p99: 250, idleP99: 240 }, true],
    ['work of our own on a busy machine', { p99: 250, workP99: 210, idleP99: 240 }, false],
    ['too much memory', { memory: 400_000_000 }, false],
    ['a feed that is late', { lag: 11_000 }, false],
    ['a feed that was never done with', { done: false }, false],
    ['nothing', {}, true],
  ])('on %s', (_, fault, good) => {
    expect(casePasses({ ...WELL, ...fault })).toBe(good);
  });

  it.each([
    { missing: 1 },
    { canary: 1 },
    { leaked: true },
    { errors: ['polling a feed failed by a bug'] },
    { stopped: 'it did not stop' },
    { cases: [] },
  ])('is a failure with %o', (fault) => {
    const one = { ...WELL, name: 'x', outcome: 'read', took: 1, max: 1, workMax: 1 };
    const good = {
      cases: [one],
      missing: 0,
      published: 9,
      canary: 0,
      leaked: false,
      errors: [],
      stopped: 0,
    };
    expect(passes(good)).toBe(true);
    expect(passes({ ...good, ...fault })).toBe(false);
  });
});
