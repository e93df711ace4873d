/** A receiver: one place that is told. What its kind needs is described beside the code that reaches it. */
import { z } from 'zod';
import { Severity } from '../indicator/brief.ts';

/** A value written down, or `${NAME}`, taken from the environment at start. */
const ENV_REFERENCE = /^\$\{([A-Z][A-Z0-9_]*)\}$/;

/** A receiver as it is written: its type, and what the schema of that type says. */
export type Receiver = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What a kind of receiver may be given: a strict object whose `type` names the kind. */
export type ReceiverSchema = z.ZodObject<{ readonly type: z.ZodLiteral<string> }, z.core.$strict>;

/** A value that fits the pattern, or the variable that holds one. @param what "is not …; write …" */
export function writtenOrNamed(pattern: RegExp, what: string): z.ZodString {
  return z.string().refine((text) => ENV_REFERENCE.test(text) || pattern.test(text), what);
}

/** Marks a value that no log may show: JSON Schema's word for what is given and never shown again. */
export function secret<S extends z.ZodType>(schema: S): S {
  return schema.meta({ ...schema.meta(), writeOnly: true });
}

/** A secret that never stands in the configuration itself. @param example a variable that may hold it */
export function namedSecret(example: string): z.ZodString {
  return secret(
    z
      .string()
      .regex(
        ENV_REFERENCE,
        `is a secret and comes from the environment; write \${${example}} or another name`,
      ),
  );
}

/** Whom new alerts mention: an id alone, or with the severity from which on. @param what such as `role` */
export function mentionOf(id: z.ZodString, what: string) {
  return z
    .union([id, z.strictObject({ id, severity: Severity })])
    .describe(
      `The ${what} that new alerts of this receiver mention, or { id, severity } for those from a severity on; nobody is mentioned otherwise.`,
    );
}

/** The variable a value refers to, or undefined where it is written down. */
export function environmentName(value: string): string | undefined {
  return ENV_REFERENCE.exec(value)?.[1];
}

/** The value itself: as written, or that of the variable. Throws where that is not set, which its caller has looked at. */
export function valueOf(written: string, variable: (name: string) => string | undefined): string {
  const name = environmentName(written);
  const value = name === undefined ? written : variable(name);
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** A variable that a receiver refers to, and whether the schema marks its value as secret. */
export type NamedValue = { readonly name: string; readonly secret: boolean };

/** The variables that a receiver refers to, at any depth, in the order in which they are written. */
export function namedValues(schema: ReceiverSchema, receiver: Receiver): readonly NamedValue[] {
  return valuesIn([z.toJSONSchema(schema, { io: 'input', reused: 'inline' })], receiver, false);
}

type Node = z.core.JSONSchema.BaseSchema;

/** @param nodes what the value may be; it is secret if it is so in any of them. */
function valuesIn(nodes: readonly Node[], value: unknown, hidden: boolean): readonly NamedValue[] {
  const kinds = nodes.flatMap(alternativesOf);
  const isSecret = hidden || kinds.some((node) => node.writeOnly === true);
  if (typeof value === 'string') {
    const name = environmentName(value);
    return name === undefined ? [] : [{ name, secret: isSecret }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    valuesIn(
      kinds.flatMap((node) => childOf(node, key)),
      inner,
      isSecret,
    ),
  );
}

function alternativesOf(node: Node): readonly Node[] {
  const others = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...others.filter((each) => typeof each === 'object').flatMap(alternativesOf)];
}

function childOf(node: Node, key: string): readonly Node[] {
  const items = Array.isArray(node.items) ? node.items[Number(key)] : node.items;
  const child = node.properties?.[key] ?? items ?? node.additionalProperties;
  return typeof child === 'object' ? [child] : [];
}
