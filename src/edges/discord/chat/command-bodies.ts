/** The catalogue as Discord registers it, and whether what is registered is the same. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { z } from 'zod';
import { type Shortcut, SHORTCUTS } from '../../../core/command/shortcuts.ts';
import { CATALOGUE } from '../../../core/command/catalogue.ts';
import type { CommandSpec, OptionSpec } from '../../../core/command/command-spec.ts';
import { GROUPS } from '../../../core/command/setup-commands.ts';

/**
 * One body a command, in the catalogue's order. Discord shows all of them to everybody: who may is the bot's to say,
 * which knows the roles that the settings name.
 */
export function commandBodies(
  catalogue: readonly CommandSpec[] = CATALOGUE,
): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  return [...chatInputBodies(catalogue), ...SHORTCUTS.map(shortcutBody)];
}

function shortcutBody({ name }: Shortcut): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.Message,
    name,
    contexts: [InteractionContextType.Guild],
    default_member_permissions: null,
  };
}

function chatInputBodies(
  catalogue: readonly CommandSpec[],
): readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  const groups = Map.groupBy(catalogue, ({ name }) => name.split(' ')[0] ?? name);
  return [...groups].map(([name, specs]) => {
    const [only, ...others] = specs;
    const single = only !== undefined && only.name === name && others.length === 0 ? only : undefined;
    return {
      type: ApplicationCommandType.ChatInput,
      name,
      description: single?.about ?? GROUPS[name] ?? name,
      contexts:
        single?.direct === true
          ? [InteractionContextType.Guild, InteractionContextType.BotDM]
          : [InteractionContextType.Guild],
      default_member_permissions: null,
      options: single === undefined ? specs.map(subcommandBody) : optionBodies(single),
    };
  });
}

function subcommandBody(spec: CommandSpec): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: spec.name.split(' ')[1] ?? spec.name,
    description: spec.about,
    options: [...optionBodies(spec)],
  };
}

/** Discord wants the required ones first. What a dialog asks for is no option. */
function optionBodies({ dialog, options }: CommandSpec): APIApplicationCommandBasicOption[] {
  if (dialog !== undefined) return [];
  return [true, false].flatMap((required) =>
    options.filter((option) => option.required === required).map(optionBody),
  );
}

function optionBody(option: OptionSpec): APIApplicationCommandBasicOption {
  const { name, about: description, required, kind, min, max } = option;
  const named = { name, description, required };
  switch (kind) {
    case 'integer':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...named,
        ...(min === undefined ? {} : { min_value: min }),
        ...(max === undefined ? {} : { max_value: max }),
      };
    case 'boolean':
      return { type: ApplicationCommandOptionType.Boolean, ...named };
    case 'text':
      return { type: ApplicationCommandOptionType.String, ...named };
    // What can be guessed while somebody types.
    case 'indicator':
    case 'subject':
    case 'subscription':
    case 'brief':
    case 'alert':
    case 'silence':
    case 'duration':
    case 'severity':
    case 'format':
    case 'feed':
    case 'sign':
    case 'command':
      return { type: ApplicationCommandOptionType.String, ...named, autocomplete: true };
  }
}

/** What is compared: all that `commandBodies` sets, with Discord's defaults where it leaves keys out. */
const ComparableOption = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  get options() {
    return z.array(ComparableOption).default([]);
  },
});
const Comparable = z.array(
  z.object({
    type: z.number().default(ApplicationCommandType.ChatInput),
    name: z.string(),
    description: z.string().default(''),
    default_member_permissions: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((bits) => bits?.toString() ?? null),
    contexts: z
      .array(z.number())
      .nullish()
      .transform((contexts) => contexts ?? null),
    options: z.array(ComparableOption).default([]),
  }),
);

/** True where Discord lists exactly these commands, in any order. */
export function isRegistered(listed: unknown, wanted: readonly object[]): boolean {
  const known = Comparable.safeParse(listed);
  return known.success && canonical(known.data) === canonical(Comparable.parse(wanted));
}

function canonical(commands: z.infer<typeof Comparable>): string {
  return JSON.stringify(commands.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}
