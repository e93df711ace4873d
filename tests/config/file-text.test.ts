import { describe, expect, it } from 'vitest';
import { fileText } from '../../src/config/file-text.ts';

const TEXT = 'id: saarów\nquery: "walrus OR Saarów"\n';

describe('fileText', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ])('reads YAML in %s', async (_, bytes) => {
    expect(await fileText('config/briefs/b.yaml', bytes)).toEqual({ text: TEXT, issue: undefined });
  });

  it.each([false, true])(
    'reads UTF-16 without a mark whose first letters are no Latin ones',
    async (swapped) => {
      const text = `#Żółw\n${TEXT}`;
      const bytes = Buffer.from(text, 'utf16le');
      expect(await fileText('config/signpost.yaml', swapped ? bytes.swap16() : bytes)).toEqual({
        text,
        issue: undefined,
      });
    },
  );

  it('reads the line ends of old Macs', async () => {
    const { text, issue } = await fileText('config/signpost.yaml', Buffer.from(TEXT.replaceAll('\n', '\r')));
    expect([text, issue]).toEqual([TEXT, undefined]);
  });

  it.each([
    [
      'UTF-32',
      Buffer.from(Array.from('id: a', (letter) => [letter.charCodeAt(0), 0, 0, 0]).flat()),
      'UTF-32',
    ],
    ['UTF-32 with a mark', Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0]), 'UTF-32'],
    ['UTF-32 of the other order', Buffer.from([0, 0, 0, 0x69, 0, 0, 0, 0x64]), 'UTF-32'],
    ['a NUL', Buffer.from('id: a\nquery: "wal\0rus"\n'), 'NUL'],
  ])('says what to do about %s', async (_, bytes, said) => {
    const { issue } = await fileText('config/briefs/b.yaml', bytes);
    expect(issue?.what).toContain(said);
    expect(issue?.remedy).toContain('save it as UTF-8');
  });

  it('points at a NUL', async () => {
    const { issue } = await fileText('config/briefs/b.yaml', Buffer.from('id: a\nquery: "wal\0rus"\n'));
    expect(issue).toMatchObject({ line: 2, column: 12 });
  });

  it('names the first letter of a file in an older encoding', async () => {
    const { issue } = await fileText('config/briefs/b.yaml', Buffer.from(TEXT, 'latin1'));
    expect(issue).toMatchObject({
      line: 1,
      column: 9,
      severity: 'error',
      what: expect.stringContaining('UTF-8'),
    });
  });

  it('reads OPML in the encoding that it declares', async () => {
    const opml =
      '<?xml version="1.0" encoding="ISO-8859-1"?><opml><body><outline text="Économie"/></body></opml>';
    expect(await fileText('feeds/a.opml', Buffer.from(opml, 'latin1'))).toEqual({
      text: opml,
      issue: undefined,
    });
    const wide = await fileText('feeds/a.opml', Buffer.from(`\ufeff${opml}`, 'utf16le'));
    expect(wide.text).toContain('Économie');
  });
});
