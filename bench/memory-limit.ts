/** A memory limit as a container's, for a child process: a control group of the kernel, where this user may make one. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type MemoryLimit = {
  /** The command that runs another one within the limit. */
  readonly within: (command: readonly string[]) => readonly string[];
  /** The most that was in use, file cache included; NaN where the kernel does not say. */
  readonly most: () => Promise<number>;
  readonly remove: () => Promise<void>;
};

/** The files of the two versions of control groups: the folder, the limits, and what was used at most. */
const VERSIONS = [
  {
    folder: '/sys/fs/cgroup/memory',
    known: 'memory.limit_in_bytes',
    limits: ['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes'],
    most: 'memory.max_usage_in_bytes',
  },
  {
    folder: '/sys/fs/cgroup',
    known: 'cgroup.controllers',
    limits: ['memory.max', 'memory.swap.max'],
    most: 'memory.peak',
  },
] as const;

/** A group whose processes are killed above `bytes`; undefined where none can be made (another system, no rights). */
export async function limitMemory(bytes: number): Promise<MemoryLimit | undefined> {
  const version = VERSIONS.find(({ folder, known }) => existsSync(join(folder, known)));
  if (version === undefined) return undefined;
  const group = join(version.folder, `signpost-bench-${process.pid}-${bytes}`);
  try {
    await mkdir(group);
    await writeFile(join(group, version.limits[0]), String(bytes));
  } catch {
    await rmdir(group).catch(() => undefined);
    return undefined;
  }
  // No swap besides: the first version counts both together, the second swap alone. Some kernels account for none.
  const swap = version.limits[1] === 'memory.swap.max' ? 0 : bytes;
  await writeFile(join(group, version.limits[1]), String(swap)).catch(() => undefined);
  return {
    within: (command) => [
      '/bin/sh',
      '-c',
      `echo $$ > ${join(group, 'cgroup.procs')}; exec "$@"`,
      'sh',
      ...command,
    ],
    most: async () => Number(await readFile(join(group, version.most), 'utf8').catch(() => 'NaN')),
    remove: async () => {
      // The kernel lets go of a group some time after its last process.
      for (let tries = 0; tries < 50 && existsSync(group); tries += 1) {
        await rmdir(group).catch(() => undefined);
        await wait(100);
      }
    },
  };
}
