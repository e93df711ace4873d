/** Headlines come from a list or a table, and what cannot be read is said with a remedy. */
import { expect, it } from 'vitest';
import { readHeadlines } from '../../../src/app/archive/plain-headlines.ts';

const NOW = Date.UTC(2026, 8, 10, 12);

it('reads a list, one headline a line, the first the newest', () => {
  const entries = readHeadlines('Walrus escapes\n\n Seal sleeps \r\n', 'list.txt', NOW);
  expect(entries.map(({ title, publishedAt }) => [title, publishedAt])).toEqual([
    ['Walrus escapes', NOW],
    ['Seal sleeps', NOW - 60_000],
  ]);
});

it('reads tables with commas, semicolons or tabs, and cells in quotation marks', () => {
  const table =
    '\uFEFFDate;Headline;Source\r\n2026-09-01;"Walrus ""Bob""; at large\nagain";Herald\n;Seal sleeps;\n';
  const entries = readHeadlines(table, 'table.csv', NOW);
  expect(entries.map(({ title, outlet, publishedAt }) => [title, outlet, publishedAt])).toEqual([
    ['Walrus "Bob"; at large again', 'Herald', Date.UTC(2026, 8, 1)],
    ['Seal sleeps', 'list', NOW - 60_000],
  ]);
  expect(readHeadlines('title\tlang\nWalross\tde', 'table.tsv', NOW)[0]).toMatchObject({ lang: 'de' });
});

it.each([
  ['nothing.txt', ' \n', 'holds no headline'],
  ['table.csv', 'a,b\n1,2\n', 'table.csv:1 names no column of headlines; call one of a, b "title"'],
  ['table.csv', 'title,date\nWalrus,gestern\n', '"gestern" is not a date; write 2026-09-01'],
])('refuses %s', (file, content, message) => {
  expect(() => readHeadlines(content, file, NOW)).toThrow(message);
});
