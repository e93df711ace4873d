/** Leaves the port of the web endpoint where a health check of the same machine finds it, whatever is configured. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where nothing can be written the health check asks the default port; that is no reason not to run. */
export async function leavePort(port: number): Promise<void> {
  await writeFile(join(tmpdir(), 'signpost-web-port'), `${port}\n`).catch(() => undefined);
}
