/** The beginning of an answer's body, of which a receiver may send without end. */

/** UTF-16 units: more than any service says of a message. */
const MOST = 4_096;

/** Reads the body as UTF-8 until there is enough of it, and lets the rest go; rejects where the connection breaks first. */
export async function firstText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    // Leaving the loop cancels the body.
    if (text.length >= MOST) break;
  }
  return text.slice(0, MOST);
}
