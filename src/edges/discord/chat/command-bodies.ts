/** The catalogue as Discord registers it, and whether what is registered is the same. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { z } from 'zod';
import { CATALOGUE, type CommandSpec, type OptionSpec } from '../../../core/command/catalogue.ts';

/**
 * One body a command, in the catalogue's order. Discord shows all of them to everybody: who may is the bot's to say,
 * which knows the roles that the settings name.
 */
export function commandBodies(
  catalogue: readonly CommandSpec[] = CATALOGUE,
): readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  return catalogue.map((spec) => ({
    type: ApplicationCommandType.ChatInput,
    name: spec.name,
    description: spec.about,
    contexts: [InteractionContextType.Guild],
    default_member_permissions: null,
    // Discord wants the required ones first.
    options: [true, false].flatMap((required) =>
      spec.options.filter((option) => option.required === required).map(optionBody),
    ),
  }));
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
    case 'brief':
    case 'alert':
    case 'silence':
    case 'duration':
    case 'severity':
    case 'format':
      return { type: ApplicationCommandOptionType.String, ...named, autocomplete: true };
  }
}

/** What is compared: all that `commandBodies` sets, with Discord's defaults where it leaves keys out. */
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
    options: z
      .array(
        z.object({
          type: z.number(),
          name: z.string(),
          description: z.string(),
          required: z.boolean().default(false),
          autocomplete: z.boolean().default(false),
          min_value: z.number().optional(),
          max_value: z.number().optional(),
        }),
      )
      .default([]),
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
