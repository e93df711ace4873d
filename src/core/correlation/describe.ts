/** Puts a detection into one sentence: how many of what, within how long, about whom. */
import { DAY, HOUR } from '../time/duration.ts';
import type { CorrelationFinding } from './evaluate.ts';
import { actorName, countVoices } from '../indicator/actor.ts';
import type { Correlation, SignalField } from './schema.ts';

/** One sentence for people. `nameOf` turns indicator ids into names; without it the ids stand for themselves. */
export function describeFinding(
  correlation: Correlation,
  finding: CorrelationFinding,
  nameOf: (indicatorId: string) => string = (id) => id,
): string {
  const within = `within ${span(finding.lastAt - finding.firstAt)}`;
  const { actor, ...others } = finding.group;
  const about = [...(actor === undefined ? [] : [actorName(actor)]), ...Object.values(others)].join(', ');
  const on = about === '' ? '' : ` (${about})`;
  switch (correlation.type) {
    case 'event_count': {
      const stories = new Set(finding.signals.map((signal) => signal.story)).size;
      return `${stories} ${stories === 1 ? 'story' : 'stories'} ${within}${on}.`;
    }
    case 'value_count':
      return `${countOf(correlation.field, finding.values)} ${plural(correlation.field, countOf(correlation.field, finding.values))} ${within}${on}: ${shown(correlation.field, finding.values).join(', ')}.`;
    case 'temporal':
      return `${joinNames(correlation.indicators.map(nameOf))} ${within}${on}.`;
    case 'temporal_ordered':
      return `${correlation.indicators.map(nameOf).join(', then ')}, ${within}${on}.`;
  }
}

function countOf(field: SignalField, values: readonly string[]): number {
  return field === 'actor' ? countVoices(values) : values.length;
}

function shown(field: SignalField, values: readonly string[]): readonly string[] {
  return field === 'actor' ? values.map(actorName) : values;
}

function plural(field: string, count: number): string {
  if (count === 1) return field;
  return field.endsWith('y') ? `${field.slice(0, -1)}ies` : `${field}s`;
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Hours up to two days, days after that, rounded up: what is said to be within a time must be within it. */
function span(ms: number): string {
  const [count, unit] = ms <= 2 * DAY ? [Math.ceil(ms / HOUR), 'hour'] : [Math.ceil(ms / DAY), 'day'];
  const shown = Math.max(1, count);
  return `${shown} ${unit}${shown === 1 ? '' : 's'}`;
}
