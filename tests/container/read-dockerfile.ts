/** Reads a Dockerfile into its instructions, enough of the format for checking rules on ours. */

export type Instruction = { readonly name: string; readonly args: string };

/** Instructions in order, comments dropped, continued lines joined. */
export function readDockerfile(text: string): readonly Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const found = /^\s*([A-Za-z]+)\s+(.*\S)\s*$/.exec(line);
    return found === null ? [] : [{ name: (found[1] ?? '').toUpperCase(), args: found[2] ?? '' }];
  });
}

/** The exec-form (JSON array) command in an instruction's arguments, or undefined for shell form. */
export function execForm(args: string): readonly string[] | undefined {
  const start = args.indexOf('[');
  if (start === -1) return undefined;
  const parsed: unknown = JSON.parse(args.slice(start));
  if (!Array.isArray(parsed)) return undefined;
  return parsed.map(String);
}
