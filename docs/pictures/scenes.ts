/** What the README's pictures show. */

/** The story whose alert is shown, by the beginning of its headline. */
export const HEADLINE = 'White House ties US brigade in Romania';

export const ALERT_SCENES = {
  discord: { title: 'An alert as Discord shows it' },
  slack: { title: 'An alert as Slack shows it' },
} as const;

export const BOARD_SCENES = {
  discord: { title: 'The board, answering /signals, as Discord shows it', command: '/signals' },
  slack: { title: 'The board, answering /signals, as Slack shows it', command: '/signals' },
} as const;
