/** Says which stories are kept away from whoever tunes a brief: a third of them, by a hash of the story's name. */

/** FNV-1a over the code points, modulo 3: the same third on every machine and in every run. */
export function isHeldOut(story: string): boolean {
  let hash = 2_166_136_261;
  for (const char of story) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) % 3 === 0;
}
