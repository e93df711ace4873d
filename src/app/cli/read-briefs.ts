/** Reads and checks the briefs that a command names. */
import { readFile } from 'node:fs/promises';
import { readBrief } from '../../config/read-brief.ts';
import { showPlace } from '../../config/show-place.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';

/** The briefs, or undefined after the issues of a bad one were printed. Throws where a file cannot be read. */
export async function readBriefs(paths: readonly string[]): Promise<readonly Brief[] | undefined> {
  const briefs: Brief[] = [];
  let bad = false;
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => {
      throw new Error(
        `${path} cannot be read; give the path of a brief, such as config/briefs/nato-loyalty.yaml`,
      );
    });
    const { brief, issues } = readBrief(path, text, checkBrief);
    if (brief === undefined) bad = true;
    else briefs.push(brief);
    for (const issue of issues) process.stderr.write(`${showPlace(issue, text)}\n`);
  }
  return bad ? undefined : briefs;
}
