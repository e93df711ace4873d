/** A process that takes the leader's lock, says so, and says when it has lost it: `hold-lock.ts URL SILENT_FOR`. */
import { once } from 'node:events';
import { takeSessionLock } from '../../../../src/edges/store/engine/session-lock.ts';

const [url = '', silentFor = ''] = process.argv.slice(2);
const lock = await takeSessionLock(url, 'leader', Number(silentFor));
if (lock === undefined) throw new Error('another process holds the lock');
process.stdout.write('held\n');
await once(lock.held, 'abort');
process.stdout.write('lost\n');
