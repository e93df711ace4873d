/** Looks whether the PostgreSQL server can be used: reached, new enough, writable, with room for us, and on time. */
import { bad, badAsSaid, doubtful, type Finding, good } from '../../core/health/finding.ts';
import { formatDuration, SECOND } from '../../core/time/duration.ts';
import { inspectServer, type ServerReport } from '../../edges/store/copies/inspect-server.ts';
import { describeTarget } from '../../edges/store/engine/postgres-url.ts';

/** Claims go by the server's clock; what is due and what is news goes by each replica's own. */
const CLOCKS_APART = 5 * SECOND;
/** What a replica may want at most: its pool, the lead, and a spare one. */
const CONNECTIONS = 12;

/** Changes nothing on the server. `now` in epoch milliseconds. */
export async function examinePostgres(target: string, now: () => number): Promise<readonly Finding[]> {
  const place = describeTarget(target);
  let server: ServerReport;
  try {
    server = await inspectServer(target, now);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return [badAsSaid('database', said, 'see what the log of the server says')];
  }
  const { version, counts, configs, lead, free, mayWrite, mayCreate } = server;
  const held = counts === undefined ? 'empty so far' : `${counts.entries} entries, ${counts.alerts} alerts`;
  const findings: Finding[] = [good('database', `${place}, version ${version}; ${held}`)];
  if (!mayWrite)
    findings.push(
      bad(
        'database',
        'takes no changes: it is a standby or set read-only',
        'name its primary server in DATABASE_URL',
      ),
    );
  if (!mayCreate)
    findings.push(
      bad(
        'database',
        'the user may not create tables there',
        'make the user the owner of the database, or grant it create on schema public',
      ),
    );
  if (free < CONNECTIONS)
    findings.push(
      doubtful(
        'database',
        `${free} connections are left, and a replica wants up to ${CONNECTIONS}`,
        'raise max_connections, or stop other clients',
      ),
    );
  if (configs > 1)
    findings.push(
      bad(
        'replicas',
        `run with ${configs} different configurations: what is told depends on which of them reads a headline`,
        'give all of them the same files and reload them',
      ),
    );
  const off = Math.round(Math.abs(lead) / SECOND) * SECOND;
  findings.push(
    off <= CLOCKS_APART
      ? good('clock', `within ${Math.max(1, off / SECOND)} s of the database server`)
      : bad(
          'clock',
          `${formatDuration(off)} ${lead > 0 ? 'behind' : 'ahead of'} the database server`,
          'set the clocks of both and keep them set: what is due, and what counts as news, goes by them',
        ),
  );
  return findings;
}
