/** The JSON Schemas of the files that people edit, for completion and checking in their editors. */
import type { z } from 'zod';
import { briefSchema, feedsSchema, listsSchema, schemaOf } from './json-schema.ts';
import { type PlatformSchemas, settingsSchema } from './settings.ts';

/** That of the settings, with the receivers of these platforms. */
export function settingsFileSchema(platforms: readonly PlatformSchemas[]): z.core.JSONSchema.BaseSchema {
  return schemaOf(settingsSchema(platforms), 'Signpost settings');
}

/** The files of `config/schema/` as they have to be; written by `npm run schema`, compared by a test. */
export function schemaFiles(
  platforms: readonly PlatformSchemas[],
): readonly { readonly path: string; readonly text: string }[] {
  const files = [
    ['signpost', settingsFileSchema(platforms)],
    ['brief', briefSchema()],
    ['feeds', feedsSchema()],
    ['lists', listsSchema()],
  ] as const;
  return files.map(([name, schema]) => ({
    path: `config/schema/${name}.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}
