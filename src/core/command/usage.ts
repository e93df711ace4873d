/** What a command answers to arguments that it cannot take: how it is used, and what was probably meant. */
import { CATALOGUE } from './catalogue.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { Block, Reply } from './reply.ts';

const line = (text: string, style?: 'bold' | 'code'): Block => ({
  kind: 'line',
  inlines: [{ kind: 'text', text, ...(style === undefined ? {} : { style }) }],
});

/** `mute <indicator> <duration> [reason]`, without the platform's own slash. */
export function usageOf(spec: CommandSpec): string {
  const shown = (option: OptionSpec): string => {
    if (option.kind === 'boolean') return `[${option.name}:true]`;
    return option.required ? `<${option.name}>` : `[${option.name}]`;
  };
  const required = spec.options.filter((option) => option.required);
  const optional = spec.options.filter((option) => !option.required);
  return [spec.name, ...[...required, ...optional].map(shown)].join(' ');
}

/** The problems, then the usage of the command or commands or, where there is none, of all. Private. */
export function usageReply(
  about: CommandSpec | readonly CommandSpec[] | undefined,
  problems: readonly string[],
): Reply {
  const specs: readonly CommandSpec[] = about === undefined ? CATALOGUE : [about].flat();
  const [only, ...others] = specs;
  return {
    title: only === undefined || others.length > 0 ? 'Commands' : `How to use ${only.name}`,
    blocks: [
      ...problems.map((problem) => line(`${problem.charAt(0).toUpperCase()}${problem.slice(1)}`, 'bold')),
      ...specs.map((each): Block => ({
        kind: 'line',
        inlines: [
          { kind: 'text', text: usageOf(each), style: 'code' },
          { kind: 'text', text: ` ${each.about}` },
        ],
      })),
    ],
    visibility: 'private',
  };
}
