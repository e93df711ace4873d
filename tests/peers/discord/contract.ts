/** Checks bodies against Discord's published OpenAPI contract, closed: a key that Discord does not know is a mistake. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';

type Json = { [key: string]: unknown };

const Media = z.object({ content: z.object({ 'application/json': z.object({ schema: z.json() }) }) });
const Spec = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        requestBody: Media.optional(),
        responses: z.object({ 200: Media.optional(), 201: Media.optional() }).optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.json()) }),
});

const SPEC_FILE = new URL('../specs/discord-openapi.json', import.meta.url);
/** What discord.js sends where the contract does not list it, and Discord ignores. */
const TOLERATED = {
  MessageEditRequestPartial: ['enforce_nonce', 'tts', 'nonce'],
  IncomingWebhookInteractionRequest: ['enforce_nonce', 'nonce'],
  IncomingWebhookUpdateForInteractionCallbackRequestPartial: ['enforce_nonce', 'nonce', 'tts'],
  IncomingWebhookUpdateRequestPartial: ['enforce_nonce', 'nonce', 'tts'],
  IncomingWebhookRequestPartial: ['enforce_nonce', 'nonce'],
} as const satisfies Record<string, readonly string[]>;

export type Complaint = { readonly path: string; readonly code: string; readonly message: string };

export type Contract = {
  /** What is wrong with a request's body; empty where all is well or the operation takes none. */
  readonly request: (operationId: string, body: unknown) => readonly Complaint[];
  /** What is wrong with an answer of ours. */
  readonly response: (operationId: string, body: unknown) => readonly Complaint[];
};

/** Reads the contract; slow enough that a process does it once, see `contract`. */
function readContract(): Contract {
  const spec = Spec.parse(JSON.parse(readFileSync(SPEC_FILE, 'utf8')));
  const ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false });
  for (const [name, check] of Object.entries(FORMATS)) ajv.addFormat(name, check);
  const { schemas } = spec.components;
  const closed = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, close(schema, tolerated(name))]),
  );
  ajv.addSchema({ components: { schemas } }, 'open');
  ajv.addSchema({ components: { schemas: closed } }, 'closed');
  const bodies = new Map<string, Json>();
  const answers = new Map<string, Json>();
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    const body = operation.requestBody?.content['application/json'].schema;
    const answered = operation.responses?.[200] ?? operation.responses?.[201];
    const answer = answered?.content['application/json'].schema;
    if (body !== undefined) bodies.set(operation.operationId, pointInto(body, 'closed'));
    if (answer !== undefined) answers.set(operation.operationId, pointInto(answer, 'open'));
  }
  return { request: checker(ajv, bodies), response: checker(ajv, answers) };
}

/** Compiles each schema when it is first needed: most tests need two or three of them. */
function checker(ajv: Ajv2020, schemas: ReadonlyMap<string, Json>): Contract['request'] {
  const validators = new Map<string, ValidateFunction>();
  return (operationId, body) => {
    const union = schemas.get(operationId);
    if (union === undefined) return [];
    const schema = branch(ajv, union, body);
    const key = `${operationId} ${JSON.stringify(schema).slice(0, 200)}`;
    const validate = validators.get(key) ?? ajv.compile(schema);
    validators.set(key, validate);
    return validate(body) ? [] : (validate.errors ?? []).map(complaint);
  };
}

/** Of a union told apart by `type`, the member that a body means, so that complaints are about that one only. */
function branch(ajv: Ajv2020, schema: Json, body: unknown): Json {
  const members = schema['anyOf'];
  if (!Array.isArray(members) || !isObject(body)) return schema;
  const meant = members.filter(isObject).find((member) => {
    const types: unknown = ajv.getSchema(`${String(member['$ref'])}/properties/type`)?.schema;
    return isObject(types) && Array.isArray(types['enum']) && types['enum'].includes(body['type']);
  });
  return meant ?? schema;
}

let known: Contract | undefined;
export function contract(): Contract {
  known ??= readContract();
  return known;
}

const FORMATS = {
  /** Or the number of a file of the same form, where attachments are named. */
  snowflake: /^(\d|[1-9]\d{16,19})$/,
  nonce: /^[\s\S]{0,25}$/,
  uri: (text: string) => URL.canParse(text),
  'date-time': (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
  int32: { type: 'number', validate: (value: number) => value === (value | 0) },
  int64: { type: 'number', validate: Number.isSafeInteger },
  double: { type: 'number', validate: Number.isFinite },
} as const;

function tolerated(name: string): readonly string[] {
  return Object.entries(TOLERATED).find(([schema]) => schema === name)?.[1] ?? [];
}

/** Forbids keys beside those listed, at every depth. */
function close(schema: unknown, also: readonly string[] = []): unknown {
  if (Array.isArray(schema)) return schema.map((each) => close(each));
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, close(value)]));
  const extra = Object.fromEntries(also.map((key) => [key, {}]));
  if (!isObject(inner['properties'])) return inner;
  return {
    ...inner,
    properties: { ...inner['properties'], ...extra },
    additionalProperties: inner['additionalProperties'] ?? false,
  };
}

function pointInto(schema: unknown, file: string): Json {
  const text = JSON.stringify(schema).replaceAll('"#/components', `"${file}#/components`);
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function complaint(error: ErrorObject): Complaint {
  const extra = Object.values(error.params).map(String).join(', ');
  return {
    path: error.instancePath.slice(1).replaceAll('/', '.'),
    code: error.keyword,
    message: `${error.message ?? error.keyword} (${extra})`,
  };
}
