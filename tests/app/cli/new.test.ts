/** `signpost new` on files that are no article, or one that somebody's program wrote. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftFromFile } from '../../../src/app/cli/new.ts';

const LISTS = join(import.meta.dirname, '../../../config/lists');
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'signpost-new-'));
  await cp(LISTS, join(root, 'config/lists'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function drafted(content: string | Uint8Array) {
  const file = join(root, 'article.md');
  await writeFile(file, content);
  return draftFromFile(file, root);
}

describe('a file that is no article', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    [
      'of a word processor',
      Buffer.from('PK\u0003\u0004\u0014\u0000[Content_Types].xml', 'latin1'),
      /is a file of a word processor .*copy its text/,
    ],
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ', 'latin1'), /is a PDF, not text; open it/],
    ['RTF', '{\\rtf1\\ansi What to watch\\par - Dams that close}', /is rich text \(RTF\), not text/],
    ['empty', '', /there is no list of what to watch in the article; put a heading/],
    ['without a word', ' \n\t\n', /there is no list of what to watch/],
    ['of a line', 'A dam was closed.', /there is no list of what to watch/],
    [
      'in Swedish',
      'Vad som hände\nRådet.\n\nAtt hålla ögonen på\n- dammar som stängs\n',
      /English, German, French, Spanish, Italian, Dutch and Polish are read/,
    ],
    ['of a megabyte', 'Dams close. '.repeat(100_000), /has 2 MB, and an article has less than 1/],
    [
      'without signs',
      'What happened\nA dam.\n\nWhat to watch next\n???\n',
      /no sign was found below "what to watch"/,
    ],
  ])('%s: it says so', async (_, content, expected) => {
    const { kind, said } = await drafted(content);
    expect(kind).toBe('faulty');
    expect(said.join('\n')).toMatch(expected);
  });
});

describe('an article', () => {
  it('says what it has no heading for, and for which sign it found no words', async () => {
    const outcome = await drafted(
      'What happened\nThe council closed the dam.\n\nWhat to watch next\n- Dams that close\n- Who is it\n',
    );
    expect(outcome.kind).toBe('drafted');
    expect(outcome.said.join('\n')).toContain(
      'no heading was found for who gains leverage, what mechanism is operating, why it matters, a title',
    );
    expect(outcome.said.join('\n')).toContain('no words to look for were found in the sign "Who is it"');
  });

  it.each(['\r\n', '\r', '\u2028'])('may end its lines by %j', async (end) => {
    const text = [
      'What happened',
      'A dam was closed.',
      '',
      'What to watch next',
      '- Dams that close',
      '- Mayors who resign',
      '',
    ];
    const outcome = await drafted(text.join(end));
    expect(outcome.kind === 'drafted' && outcome.signs).toEqual(
      ['dams-close', 'mayors-who-resign'].map((id) => id.replace('who-', '')),
    );
  });
});
