/** The dialog that asks for a command's options, as both platforms draw it. */
import { type CommandName, commandNamed } from './catalogue.ts';
import type { CommandSpec } from './command-spec.ts';

export type DialogField = {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly long: boolean;
  readonly required: boolean;
  /** Characters. */
  readonly most: number;
  /** What stands in it already. */
  readonly value: string | undefined;
};

/** What is wrong with what somebody put into a field. */
export type Fault = {
  /** The option that the field asks for. */
  readonly option: string;
  /** Reads behind the field's label: "is missing". */
  readonly problem: string;
};

export type Dialog = {
  readonly command: CommandName;
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly DialogField[];
};

const MOST = 300;

/** The dialog of a command, with what was given already filled in; undefined where it is asked without one. */
export function dialogOf(
  name: string,
  given: Readonly<Record<string, string | number | boolean>> = {},
): Dialog | undefined {
  const found = commandNamed(name);
  const spec: CommandSpec | undefined = found;
  if (found === undefined || spec?.dialog === undefined) return undefined;
  const { title, submit } = spec.dialog;
  return {
    command: found.name,
    title,
    submit,
    fields: spec.options.map(({ name: field, about, hint, long, required, most = MOST }) => ({
      name: field,
      label: about,
      hint,
      long: long === true,
      required,
      most,
      value: given[field] === undefined ? undefined : String(given[field]).slice(0, most),
    })),
  };
}

/** Whether a command's dialog is to open: something that it asks for was not given. */
export function wantsDialog(name: string, given: Readonly<Record<string, unknown>>): boolean {
  const dialog = dialogOf(name);
  return dialog?.fields.some((field) => field.required && given[field.name] === undefined) === true;
}
