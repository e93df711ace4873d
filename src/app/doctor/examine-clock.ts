/** Looks whether this machine's clock agrees with the clocks of others. */
import { bad, doubtful, type Finding, good } from '../../core/health/finding.ts';
import { formatDuration, MINUTE, SECOND } from '../../core/time/duration.ts';
import { type ClockServer, serverClockLead } from '../../edges/http/server-clock.ts';

/** Slack refuses what is five minutes off, and look-ups in a channel allow for ten. */
const TOO_MUCH = MINUTE;

/** Asks the servers in turn until one tells the time. */
export async function examineClock(servers: readonly ClockServer[], now: () => number): Promise<Finding> {
  for (const server of servers) {
    const lead = await serverClockLead(server, now);
    if (lead === undefined) continue;
    const off = Math.round(Math.abs(lead) / SECOND) * SECOND;
    const host = new URL(server.url).host;
    if (off <= TOO_MUCH) return good('clock', `within ${Math.max(1, off / SECOND)} s of ${host}`);
    return bad(
      'clock',
      `${formatDuration(off)} ${lead > 0 ? 'behind' : 'ahead of'} ${host}`,
      'set the clock and keep it set (timedatectl set-ntp true, or the host of the container)',
    );
  }
  return doubtful(
    'clock',
    'no server told the time',
    'nothing to mend here; see the lines about the network',
  );
}
