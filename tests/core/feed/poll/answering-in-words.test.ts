import { expect, it } from 'vitest';
import { answeringInWords } from '../../../../src/core/feed/poll/answering-in-words.ts';

it.each([
  [[], 'No feed is polled.'],
  [[undefined], 'The one feed was not polled yet; whether it answers shows within minutes.'],
  [
    [undefined, 'new', undefined],
    'None of the 3 feeds was polled yet; whether they answer shows within minutes.',
  ],
  [['ok', 'new', 'failing'], '1 of 3 feeds answer; 1 was not polled yet.'],
  [['ok', 'ok', 'new', undefined], '2 of 4 feeds answer; 2 were not polled yet.'],
  [['failing', 'gone'], '0 of 2 feeds answer.'],
  [['ok'], '1 of 1 feed answers.'],
] as const)('%o: %s', (statuses, words) => {
  expect(answeringInWords(statuses)).toBe(words);
});
