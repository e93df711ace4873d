/** What is drawn of a message or dialog; ids and times of the moment would change the recording at every run. */

const KEPT = ['content', 'embeds', 'components', 'blocks', 'text', 'title', 'submit'];

export function drawable(message: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(message)).filter(([name]) => KEPT.includes(name)));
}
