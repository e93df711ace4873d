/** Findings: what an examination of the bot's surroundings found good or wanting, with what to do about it. */

export type Finding =
  | { readonly kind: 'good'; readonly about: string; readonly said: string }
  /** Works, but not as well as it could. */
  | { readonly kind: 'doubtful'; readonly about: string; readonly said: string; readonly remedy: string }
  | { readonly kind: 'bad'; readonly about: string; readonly said: string; readonly remedy: string };

export function good(about: string, said: string): Finding {
  return { kind: 'good', about, said };
}

export function doubtful(about: string, said: string, remedy: string): Finding {
  return { kind: 'doubtful', about, said, remedy };
}

export function bad(about: string, said: string, remedy: string): Finding {
  return { kind: 'bad', about, said, remedy };
}

/** Of a message that says what is wrong and, after a semicolon, how to mend it; `otherwise` where it does not say. */
export function badAsSaid(about: string, message: string, otherwise: string): Finding {
  const [said = message, ...remedy] = message.split('; ');
  return bad(about, said, remedy.length === 0 ? otherwise : remedy.join('; '));
}
