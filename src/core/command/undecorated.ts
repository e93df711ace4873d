/** Frees a typed line of what people put around and before a command: marks of code and emphasis, the bot's own name. */

/** Marks of code and emphasis around a whole line, as it comes along when somebody copies a command from a guide. */
const AROUND = /^(`{1,3}|\*{1,2}|_{1,2}|~)(?=\S)([^]*\S)\1$/;
/** The bot's own name in front, as in "/signpost signpost signals" or "@signpost help". */
const OWN_NAME = /^[/@]?signpost:?\s+(?=\S)/i;

/** The line itself where nothing of the kind stands around it. */
export function undecorated(line: string): string {
  const bare = line.trim().replace(AROUND, '$2').trim();
  return bare.replace(OWN_NAME, '');
}
