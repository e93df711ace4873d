/** Reads the part of Discord's markdown that our messages use into styled runs. */
import type { Run, Style } from './text-layout.ts';

const LINK = '#00a8fc';
const TOKEN =
  /\\(?<escaped>[^\p{L}\p{N}\s])|\[(?<label>(?:\\.|[^\]\\])*)\]\((?<url>[^\s)]*)\)|<t:(?<time>\d+)(?::(?<style>[a-zA-Z]))?>|(?<bold>\*\*)|(?<italic>[*_])|(?<emoji>[🔵🟠🔴])/gu;
const EMOJI: Readonly<Record<string, string>> = { '🔵': '#55acee', '🟠': '#f4900c', '🔴': '#dd2e44' };

/** Runs of one line of markdown; `now` is what relative times count from, epoch milliseconds. */
export function readMarkdown(line: string, base: Style, now: number): readonly Run[] {
  const runs: Run[] = [];
  let style = base;
  let at = 0;
  const push = (text: string, own: Style = style) => {
    if (text !== '') runs.push({ text, style: own });
  };
  for (const match of line.matchAll(TOKEN)) {
    const { escaped, label, time, bold, italic, emoji } = match.groups ?? {};
    push(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (escaped !== undefined) push(escaped);
    else if (label !== undefined) runs.push(...readMarkdown(label, { ...style, fill: LINK }, now));
    else if (time !== undefined) push(relative(Number(time) * 1000, now), { ...style, backdrop: '#36373d' });
    else if (bold !== undefined) style = { ...style, weight: style.weight === 700 ? base.weight : 700 };
    else if (italic !== undefined) style = { ...style, italic: !style.italic };
    else if (emoji !== undefined) push('●', { ...style, fill: EMOJI[emoji] ?? style.fill });
  }
  push(line.slice(at));
  return runs;
}

/** "2 hours ago", as Discord's `R` style says it. */
function relative(at: number, now: number): string {
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const minutes = Math.round((at - now) / 60_000);
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? words.format(hours, 'hour') : words.format(Math.round(hours / 24), 'day');
}
