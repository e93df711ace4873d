/** Looks whether each receiver can be reached: what has to be set, then what its platform finds. */
import { platformSettings, type Settings } from '../../config/settings.ts';
import type { Platform, PlatformOptions } from '../../core/delivery/platform.ts';
import type { Receiver } from '../../core/delivery/receiver.ts';
import { bad, doubtful, type Finding } from '../../core/health/finding.ts';
import type { Space } from '../../edges/store/people/adoptions.ts';
import { isUsed, kindOf, missingFor } from '../run/receivers.ts';

type Options = Pick<PlatformOptions, 'variable'> & {
  readonly platforms: readonly Platform[];
  readonly settings: Pick<Settings, 'receivers'>;
  /** What the database says of adopted servers and workspaces. */
  readonly adoptions?: readonly Space[];
};

/** Posts nothing anywhere. */
export async function examineReceivers(options: Options, signal: AbortSignal): Promise<readonly Finding[]> {
  const { platforms, settings, variable, adoptions = [] } = options;
  const findings: Finding[] = [];
  const asked = new Map<string, Record<string, Receiver>>(platforms.map(({ name }) => [name, {}]));
  for (const [id, receiver] of Object.entries(settings.receivers)) {
    const found = kindOf(platforms, receiver);
    if (found === undefined) continue;
    const { needs, own } = missingFor(found.kind, receiver, variable);
    findings.push(...unsetFindings(id, needs, own));
    const receivers = asked.get(found.platform.name);
    if (own.length === 0 && receivers !== undefined) receivers[id] = receiver;
  }
  for (const platform of platforms) {
    if (platform.examine === undefined || !isUsed(platform, settings.receivers, variable)) continue;
    const receivers = asked.get(platform.name) ?? {};
    const adopted = adoptions.flatMap(({ platform: name, space }) => (name === platform.name ? [space] : []));
    const target = { variable, settings: platformSettings(settings, platform.name), receivers, adopted };
    findings.push(...(await platform.examine(target, signal)));
  }
  return findings;
}

function unsetFindings(id: string, needs: readonly string[], own: readonly string[]): readonly Finding[] {
  const about = `receiver ${id}`;
  if (needs.length > 0 && own.length > 0)
    // Who uses one platform leaves the other out, so this is no fault.
    return [
      doubtful(
        about,
        `neither ${needs.join(', ')} nor ${own.join(', ')} is set: its alerts go to the terminal`,
        `set both where you use it, or take ${id} out of config/signpost.yaml`,
      ),
    ];
  return needs.length + own.length === 0 ? [] : [unsetFinding(about, [...needs, ...own])];
}

function unsetFinding(about: string, names: readonly string[]): Finding {
  const [all, is] = [names.join(' and '), names.length === 1 ? 'is' : 'are'];
  return bad(
    about,
    `${all} ${is} not set`,
    `set ${all} in the environment or in .env; until then its alerts go to the terminal`,
  );
}
