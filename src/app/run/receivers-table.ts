/** The table of receivers in docs/configuration.md, made from what the platforms say of themselves. */
import type { Platform } from '../../core/delivery/platform.ts';

/** Markdown, a row a kind of receiver, without a line end after the last. */
export function receiversTable(platforms: readonly Pick<Platform, 'receivers'>[]): string {
  const rows = platforms
    .flatMap(({ receivers }) => receivers)
    .map(({ schema, docs }) => `| \`${schema.shape.type.value}\` | ${docs.has} | ${docs.more} |`);
  return ['| type | has | more in |', '|---|---|---|', ...rows].join('\n');
}
