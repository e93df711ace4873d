/** The bot's face in the pictures: a signpost. */
import { rectangle } from './text-layout.ts';

/** A square icon of `side` pixels, its corners rounded by `radius`. */
export function signpostIcon(x: number, y: number, side: number, radius: number): string {
  const unit = side / 40;
  const arm = (points: string, fill: string) => `<polygon points="${points}" fill="${fill}"/>\n`;
  return `<g transform="translate(${x} ${y}) scale(${unit})">
${rectangle(0, 0, 40, 40, '#26406b', radius / unit)}${rectangle(18.5, 7, 3, 27, '#e8d8b8', 1)}${arm('9,10 27,10 32,14 27,18 9,18', '#f2b84b')}${arm('31,21 14,21 9,25 14,29 31,29', '#f6f1e4')}</g>
`;
}
