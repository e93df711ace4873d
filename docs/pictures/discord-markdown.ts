/** Reads the part of Discord's markdown that our messages use into styled runs. */
import { relative } from './moments.ts';
import type { Run, Style } from './text-layout.ts';

const LINK = '#00a8fc';
const TOKEN =
  /\\(?<escaped>[^\p{L}\p{N}\s])|\[(?<label>(?:\\.|[^\]\\])*)\]\((?<url>[^\s)]*)\)|<t:(?<time>\d+)(?::(?<style>[a-zA-Z]))?>|(?<bold>\*\*)|(?<italic>[*_])/gu;

/** Runs of one line of markdown; `now` is what relative times count from, epoch milliseconds. */
export function readMarkdown(line: string, base: Style, now: number): readonly Run[] {
  const runs: Run[] = [];
  let style = base;
  let at = 0;
  const push = (text: string, own: Style = style) => {
    if (text !== '') runs.push({ text, style: own });
  };
  for (const match of line.matchAll(TOKEN)) {
    const { escaped, label, time, bold, italic } = match.groups ?? {};
    push(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (escaped !== undefined) push(escaped);
    else if (label !== undefined) runs.push(...readMarkdown(label, { ...style, fill: LINK }, now));
    else if (time !== undefined) push(relative(Number(time) * 1000, now), { ...style, backdrop: '#36373d' });
    else if (bold !== undefined) style = { ...style, weight: style.weight === 700 ? base.weight : 700 };
    else if (italic !== undefined) style = { ...style, italic: !style.italic };
  }
  push(line.slice(at));
  return runs;
}
