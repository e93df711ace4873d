/** What `/indicator` says of the patterns that an indicator is part of: how often chance alone completes them. */
import { chanceFigures, ratesInWords } from '../../../core/correlation/chance-words.ts';
import type { Chance } from '../../ingest/chances.ts';
import { fieldLine, text } from '../parts.ts';

/** One field for all patterns that read the indicator; none where there is none. */
export function chanceField(
  chances: readonly Chance[],
  indicatorId: string,
): readonly ReturnType<typeof fieldLine>[] {
  const own = chances.filter(({ correlation }) => correlation.indicators.includes(indicatorId));
  if (own.length === 0) return [];
  const said = own.map(({ correlation, chance, history, stories }) => {
    const figures = chanceFigures(chance, correlation.timespan);
    return `${correlation.name}: ${figures}${chance === undefined ? '' : ` (${ratesInWords(stories, history)})`}`;
  });
  return [fieldLine(own.length === 1 ? 'Its pattern' : 'Its patterns', text(`${said.join('. ')}.`))];
}
