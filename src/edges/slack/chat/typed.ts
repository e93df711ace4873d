/** Reads what somebody typed behind a slash command, freed of Slack's own markup. */

/** `<https://a.example|a.example>`, `<#C012|news>`, `<@U012|jane>` as Slack escapes them, if the app asks for it. */
const ESCAPED = /<([^<>|]+)(?:\|([^<>]*))?>/g;

/**
 * The line as it was typed: addresses plain, `&amp; &lt; &gt;` undone.
 * https://docs.slack.dev/interactivity/implementing-slash-commands/#app_command_handling
 */
export function typedText(text: string): string {
  return text
    .replaceAll(ESCAPED, (_, inner: string, label: string | undefined) =>
      /^[#@!]/.test(inner) ? (label ?? inner) : inner,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}
