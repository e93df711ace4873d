/** Slash commands as the application has registered them, checked as Discord checks them. */
import { z } from 'zod';
import type { Complaint } from './contract.ts';
import { type Answer, invalidForm } from './errors.ts';

const Option: z.ZodType<Option> = z.looseObject({
  type: z.int(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(z.looseObject({ name: z.string(), value: z.union([z.string(), z.number()]) })).nullish(),
  get options() {
    return z.array(Option).nullish();
  },
});
type Option = {
  type: number;
  name: string;
  description: string;
  required?: boolean | null | undefined;
  autocomplete?: boolean | null | undefined;
  choices?: { name: string; value: string | number }[] | null | undefined;
  options?: Option[] | null | undefined;
};

const Command = z.looseObject({
  name: z.string(),
  type: z.int().nullish(),
  description: z.string().nullish(),
  options: z.array(Option).nullish(),
  default_member_permissions: z.union([z.string(), z.number()]).nullish(),
});
export type Command = z.infer<typeof Command>;

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHAT_INPUT = 1;
const SUB_COMMAND_KINDS = [1, 2];

export type Commands = ReturnType<typeof createCommands>;

export function createCommands(applicationId: string, nextId: (at: number) => string) {
  const scopes = new Map<string, readonly unknown[]>();
  return {
    list: (guild: string | undefined): Answer => ({ status: 200, body: scopes.get(guild ?? '') ?? [] }),
    replace: (guild: string | undefined, body: unknown): Answer => {
      const wanted = z.array(Command).parse(body ?? []);
      const complaints = commandComplaints(wanted);
      if (complaints.length > 0) return invalidForm(complaints);
      const kept = wanted.map((command) => {
        const id = nextId(Date.now());
        return {
          id,
          application_id: applicationId,
          version: id,
          ...command,
          type: command.type ?? CHAT_INPUT,
          description: command.description ?? '',
          default_member_permissions: command.default_member_permissions?.toString() ?? null,
          ...(guild === undefined ? {} : { guild_id: guild }),
        };
      });
      scopes.set(guild ?? '', kept);
      return { status: 200, body: kept };
    },
    registered: (guild?: string): readonly Command[] => z.array(Command).parse(scopes.get(guild ?? '') ?? []),
  };
}

function commandComplaints(commands: readonly Command[]): readonly Complaint[] {
  const found: Complaint[] = [];
  const complain = (path: string, message: string): void =>
    void found.push({ path, code: 'invalid', message });
  if (commands.length > 100) complain('', 'Maximum number of application commands reached (100).');
  if (new Set(commands.map((command) => `${command.type ?? 1}/${command.name}`)).size < commands.length)
    complain('', 'Application command names must be unique');
  for (const [index, command] of commands.entries()) {
    const at = String(index);
    if ((command.type ?? CHAT_INPUT) !== CHAT_INPUT) continue;
    const { description } = command;
    checkNamed(at, { name: command.name, description: description ?? '' }, complain);
    checkOptions(at, command.options ?? [], complain);
    if (size({ name: command.name, description: description ?? '', options: command.options }) > 8000)
      complain(at, 'Command exceeds maximum size (8000)');
  }
  return found;
}

type Complain = (path: string, message: string) => void;

function checkNamed(at: string, named: { name: string; description: string }, complain: Complain): void {
  if (!NAME.test(named.name) || named.name !== named.name.toLowerCase())
    complain(`${at}.name`, `Command name is invalid: "${named.name}"`);
  if (named.description.length < 1 || named.description.length > 100)
    complain(`${at}.description`, 'Must be between 1 and 100 in length.');
}

function checkOptions(at: string, options: readonly Option[], complain: Complain): void {
  if (options.length > 25) complain(`${at}.options`, 'Must be 25 or fewer in length.');
  if (new Set(options.map((option) => option.name)).size < options.length)
    complain(`${at}.options`, 'Option names must be unique');
  const required = options.map((option) => option.required === true);
  if (required.lastIndexOf(true) > required.indexOf(false) && required.includes(false))
    complain(`${at}.options`, 'Required options must be placed before non-required options');
  const kinds = new Set(options.map((option) => SUB_COMMAND_KINDS.includes(option.type)));
  if (kinds.size > 1) complain(`${at}.options`, 'Sub-commands and options cannot be mixed');
  for (const [nth, option] of options.entries()) {
    const path = `${at}.options.${nth}`;
    checkNamed(path, option, complain);
    const choices = option.choices ?? [];
    if (choices.length > 25) complain(`${path}.choices`, 'Must be 25 or fewer in length.');
    if (choices.length > 0 && option.autocomplete === true)
      complain(`${path}.autocomplete`, 'Autocomplete cannot be enabled with choices');
    for (const [index, choice] of choices.entries()) {
      const length = typeof choice.value === 'string' ? choice.value.length : 1;
      if (choice.name.length < 1 || choice.name.length > 100 || length < 1 || length > 100)
        complain(`${path}.choices.${index}`, 'Must be between 1 and 100 in length.');
    }
    checkOptions(path, option.options ?? [], complain);
  }
}

function size(named: Pick<Option, 'name' | 'description' | 'options' | 'choices'>): number {
  const choices = (named.choices ?? []).map((choice) => choice.name.length + String(choice.value).length);
  const inner = [...choices, ...(named.options ?? []).map(size)];
  return inner.reduce((sum, each) => sum + each, named.name.length + named.description.length);
}
