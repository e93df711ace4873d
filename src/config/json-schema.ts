/** The JSON Schemas of briefs, shared lists and feed files, for completion and checking in editors. */
import { z } from 'zod';
import { FeedFile } from '../core/feed/feed.ts';
import { BriefFile } from '../core/indicator/brief.ts';
import { ListFile } from '../core/lists/list.ts';

/** JSON Schema, draft 7, of what may be written in a file: the newest that editors' YAML support understands whole. */
export function schemaOf(schema: z.ZodType, title: string): z.core.JSONSchema.BaseSchema {
  return { ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), title };
}

export function briefSchema(): z.core.JSONSchema.BaseSchema {
  return schemaOf(BriefFile, 'Signpost brief');
}

export function listsSchema(): z.core.JSONSchema.BaseSchema {
  return schemaOf(ListFile, 'Signpost lists');
}

export function feedsSchema(): z.core.JSONSchema.BaseSchema {
  return schemaOf(FeedFile, 'Signpost feeds');
}
