/** What a command answers to arguments that it cannot take: how it is used, and what was probably meant. */
import { CATALOGUE } from './catalogue.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { Block, Reply } from './reply.ts';

const line = (text: string, style?: 'bold' | 'code'): Block => ({
  kind: 'line',
  inlines: [{ kind: 'text', text, ...(style === undefined ? {} : { style }) }],
});

/** `mute <indicator> <duration> [reason]`, without the platform's own slash; what a dialog asks for is left out. */
export function usageOf(spec: CommandSpec): string {
  if (spec.dialog !== undefined) return spec.name;
  const shown = (option: OptionSpec): string => {
    if (option.kind === 'boolean') return `[${option.name}:true]`;
    return option.required ? `<${option.name}>` : `[${option.name}]`;
  };
  const required = spec.options.filter((option) => option.required);
  const optional = spec.options.filter((option) => !option.required);
  return [spec.name, ...[...required, ...optional].map(shown)].join(' ');
}

/** The problems, then the usage of the command or commands or, where there is none, of all; of one its options, too. Private. */
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
      ...(only === undefined || others.length > 0 ? [] : optionLines(only)),
    ],
    visibility: 'private',
  };
}

/** What each option takes; where one says no more than its name there is nothing to tell. */
function optionLines({ options, dialog }: CommandSpec): readonly Block[] {
  if (dialog !== undefined) return [line('It opens a dialog that asks for the rest.')];
  return options
    .filter(({ about, name, kind }) => kind !== 'boolean' && about.toLowerCase() !== name)
    .map(({ name, about, required }): Block => ({
      kind: 'line',
      inlines: [
        { kind: 'text', text: name, style: 'code' },
        { kind: 'text', text: ` ${required ? about : `${about} (may be left out)`}` },
      ],
    }));
}
