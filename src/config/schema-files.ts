/** The JSON Schemas of the files that people edit, for completion and checking in their editors. */
import { z } from 'zod';
import { FeedFile } from '../core/feed/feed.ts';
import { BriefFile } from '../core/indicator/brief.ts';
import { ListFile } from '../core/lists/list.ts';
import { type PlatformSchemas, settingsSchema } from './settings.ts';

/** JSON Schema, draft 7, of what may be written in a file: the newest that editors' YAML support understands whole. */
function schemaOf(schema: z.ZodType, title: string): z.core.JSONSchema.BaseSchema {
  return { ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), title };
}

/** That of the settings, with the receivers of these platforms. */
export function settingsFileSchema(platforms: readonly PlatformSchemas[]): z.core.JSONSchema.BaseSchema {
  return schemaOf(settingsSchema(platforms), 'Signpost settings');
}

export const BRIEF_SCHEMA: z.core.JSONSchema.BaseSchema = schemaOf(BriefFile, 'Signpost brief');
export const LISTS_SCHEMA: z.core.JSONSchema.BaseSchema = schemaOf(ListFile, 'Signpost lists');
export const FEEDS_SCHEMA: z.core.JSONSchema.BaseSchema = schemaOf(FeedFile, 'Signpost feeds');

/** The files of `config/schema/` as they have to be; written by `npm run schema`, compared by a test. */
export function schemaFiles(
  platforms: readonly PlatformSchemas[],
): readonly { readonly path: string; readonly text: string }[] {
  const files = [
    ['signpost', settingsFileSchema(platforms)],
    ['brief', BRIEF_SCHEMA],
    ['feeds', FEEDS_SCHEMA],
    ['lists', LISTS_SCHEMA],
  ] as const;
  return files.map(([name, schema]) => ({
    path: `config/schema/${name}.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}
