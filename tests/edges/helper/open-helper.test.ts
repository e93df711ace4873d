import { afterEach, describe, expect, it } from 'vitest';
import { openHelper, type Helper, type HelperOptions } from '../../../src/edges/helper/open-helper.ts';
import type { EchoJobs } from './echo-thread.ts';

const module = new URL('./echo-thread.ts', import.meta.url);
const never = new AbortController().signal;
const about = { signal: never, deadlineMs: 60_000 };
let open: Helper<EchoJobs>[] = [];
const helperWith = (options: Partial<HelperOptions> = {}): Helper<EchoJobs> => {
  const helper = openHelper<EchoJobs>({ module, heapMb: 64, ...options });
  open.push(helper);
  return helper;
};
afterEach(async () => {
  await Promise.all(open.map((helper) => helper.close()));
  open = [];
});

describe('openHelper', () => {
  it('does named jobs in one thread and hands it its data', async () => {
    const helper = helperWith({ workerData: 'given' });
    helper.begin();
    expect(await helper.run('echo', 'a', about)).toEqual({
      kind: 'done',
      value: { text: 'a', served: 1, given: 'given' },
    });
    expect(await helper.run('wait', 'b', about)).toEqual({ kind: 'done', value: 'b' });
    expect(await helper.run('echo', 'c', about)).toMatchObject({ value: { served: 2 } });
  });

  it('ends a job at its deadline and does the next in another thread', async () => {
    const helper = helperWith();
    await helper.run('echo', 'a', about);
    const [hung, next] = await Promise.all([
      helper.run('hang', undefined, { signal: never, deadlineMs: 50 }),
      helper.run('echo', 'b', about),
    ]);
    expect(hung).toEqual({ kind: 'overdue' });
    expect(next).toMatchObject({ kind: 'done', value: { text: 'b', served: 1 } });
  });

  it('says what a job threw, and that a thread died', async () => {
    const helper = helperWith();
    expect(await helper.run('fail', 'no such feed', about)).toEqual({ kind: 'threw', cause: 'no such feed' });
    expect(await helper.run('leave', undefined, about)).toMatchObject({ kind: 'died' });
    expect(await helper.run('echo', 'a', about)).toMatchObject({ kind: 'done' });
  });

  it('lets jobs of different names take turns', async () => {
    const helper = helperWith();
    const done: string[] = [];
    const note = (name: 'echo' | 'wait', text: string): Promise<unknown> =>
      helper.run(name, text, about).then(() => done.push(text));
    await Promise.all([note('wait', 'w1'), note('wait', 'w2'), note('wait', 'w3'), note('echo', 'e1')]);
    expect(done).toEqual(['w1', 'w2', 'e1', 'w3']);
  });

  it('rejects an aborted job, waiting or under way, and goes on', async () => {
    const helper = helperWith();
    const abort = new AbortController();
    const hung = helper.run('hang', undefined, { signal: abort.signal, deadlineMs: 60_000 });
    const queued = helper.run('echo', 'never', { signal: abort.signal, deadlineMs: 60_000 });
    const after = helper.run('echo', 'b', about);
    abort.abort(new Error('stopping'));
    await expect(hung).rejects.toThrow('stopping');
    await expect(queued).rejects.toThrow('stopping');
    expect(await after).toMatchObject({ kind: 'done', value: { served: 1 } });
  });

  it('closes what waits', async () => {
    const helper = helperWith();
    const both = [helper.run('hang', undefined, about), helper.run('echo', 'a', about)];
    await helper.close();
    expect(await Promise.all(both)).toEqual([{ kind: 'closed' }, { kind: 'closed' }]);
    expect(await helper.run('echo', 'b', about)).toEqual({ kind: 'closed' });
  });
});
