/** Which keys a schema knows at a place: what to suggest for an unknown one. */
import type { z } from 'zod';
import { asMap, type Path, valueAt } from './yaml/untyped.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type SchemaNode = JsonSchema | boolean | undefined;

/**
 * Keys that `schema` (a JSON Schema) knows for the map at `path` of `value`. Where there are several kinds of map,
 * those of the kind that the value's own constants (such as `type: discord`) name.
 */
export function knownKeys(schema: JsonSchema, value: unknown, path: Path): readonly string[] {
  let nodes = branches(schema, schema);
  path.forEach((key, depth) => {
    const here = valueAt(value, path.slice(0, depth));
    nodes = nodes
      .filter((node) => fits(node, here))
      .flatMap((node) => [childOf(node, key)])
      .flatMap((child) => branches(schema, child));
  });
  const map = valueAt(value, path);
  const keys = nodes.filter((node) => fits(node, map)).flatMap(keysOf);
  return [...new Set(keys)];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/** A node and everything it refers to or offers as an alternative, in place. */
function branches(root: JsonSchema, node: SchemaNode): readonly JsonSchema[] {
  if (node === undefined || typeof node === 'boolean') return [];
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    const definition = valueAt(root, ['definitions', name]);
    return isSchema(definition) ? branches(root, definition) : [];
  }
  const alternatives = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return alternatives.length === 0 ? [node] : alternatives.flatMap((each) => branches(root, each));
}

function childOf(node: JsonSchema, key: PropertyKey): SchemaNode {
  if (typeof key === 'number') return Array.isArray(node.items) ? node.items[key] : node.items;
  return node.properties?.[String(key)] ?? node.additionalProperties;
}

function keysOf(node: JsonSchema): readonly string[] {
  const names = node.propertyNames;
  const listed = typeof names === 'object' ? (names.enum ?? []) : [];
  return [...Object.keys(node.properties ?? {}), ...listed.filter((name) => typeof name === 'string')];
}

function fits(node: JsonSchema, value: unknown): boolean {
  const given = asMap(value);
  return Object.entries(node.properties ?? {}).every(
    ([key, property]) =>
      typeof property !== 'object' || property.const === undefined || property.const === given[key],
  );
}
