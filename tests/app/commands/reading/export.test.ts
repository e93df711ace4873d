import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toCsv } from '../../../../src/core/command/csv.ts';
import {
  COLLEAGUE,
  fillNewsroom,
  HARBOURS,
  type Newsroom,
  openNewsroom,
  report,
  wordsOf,
} from '../newsroom.ts';
import { describeOnStores } from '../../../stores.ts';

let room: Newsroom;
const query = HARBOURS.indicators[0]?.query ?? '';
const version = createHash('sha256').update(query).digest('hex');

beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
  await room.press('relevant:1');
  await room.press('irrelevant:1', COLLEAGUE);
});
afterEach(() => room.store.close());

describeOnStores('/export', () => {
  it('writes a Markdown dossier with times, outlets, links, query version and verdicts', async () => {
    const reply = await room.ask('export', { of: 'port-sales' });
    expect(reply.file?.name).toBe('port-sales-30d-2026-09-10.md');
    const text = reply.file?.text ?? '';
    expect(text).toContain('# Harbours for sale');
    expect(text).toContain('Article: <https://review.example/harbours>');
    expect(text).toContain(`Query version (SHA-256): ${version}`);
    expect(text).toMatch(
      /- \[Port of Larkmoor sold to Quay Holding for a song\]\(<https:\/\/larkmoor\.example\/news\/\d+>\)\n {2}Larkmoor Post · published 2026-09-10T09:00:00\.000Z · first seen 2026-09-10T12:0\d:00\.000Z · matched: .*sold.* · alert 1 · votes: 1 relevant, 1 not relevant/,
    );
    expect(text).toContain('history, nobody was told');
    expect(text).not.toContain('Dockers');
    expect(wordsOf(reply)).toContain(version.slice(0, 12));
  });

  it('writes CSV, one line a report, for a whole brief', async () => {
    const reply = await room.ask('export', { of: 'harbours', days: 1, format: 'csv' });
    expect(reply.file).toMatchObject({
      contentType: 'text/csv; charset=utf-8',
      name: 'harbours-1d-2026-09-10.csv',
    });
    const lines = (reply.file?.text ?? '').trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF"brief","indicator","query_sha256"/);
    expect(lines.filter((line) => line.includes('"port-sales"'))).toHaveLength(2);
    expect(lines.find((line) => line.includes('"Tern Post"'))).toContain('"dock-strikes"');
    expect(lines[1]).toContain(version);
    expect(lines[1]).toMatch(/,1,1,1,"no",/);
  });

  it('keeps a headline that would be a formula from becoming one', async () => {
    await room.poll([report('=HYPERLINK("https://evil.example","port sold")', 0, { feed: 'tern' })]);
    const reply = await room.ask('export', { of: 'port-sales', days: 1, format: 'csv' });
    expect(reply.file?.text).toContain(`"'=HYPERLINK(""https://evil.example"",""port sold"")"`);
    const markdown = await room.ask('export', { of: 'port-sales', days: 1 });
    expect(markdown.file?.text).toContain('=HYPERLINK\\("https://evil\\.example","port sold"\\)');
  });

  it('writes JSON that parses, with ISO times', async () => {
    const reply = await room.ask('export', { of: 'port-sales', format: 'json', days: 1 });
    const Shape = z.object({
      indicators: z.array(z.object({ id: z.string(), querySha256: z.string() })),
      reports: z.array(
        z.object({
          headline: z.string(),
          publishedAt: z.iso.datetime(),
          firstSeenAt: z.iso.datetime(),
          link: z.url(),
        }),
      ),
    });
    const parsed = Shape.parse(JSON.parse(reply.file?.text ?? ''));
    expect(parsed.indicators).toEqual([{ id: 'port-sales', querySha256: version }]);
    expect(parsed.reports).toHaveLength(2);
  });

  it('answers wrong arguments with the usage', async () => {
    expect(wordsOf(await room.ask('export', { of: 'harbors' }))).toContain('did you mean harbours?');
    expect(wordsOf(await room.ask('export', { of: 'harbours', format: 'xsv' }))).toContain(
      'did you mean csv?',
    );
    const severity = await room.ask('export', { of: 'high' });
    expect(wordsOf(severity)).toContain('not about a severity; name one of harbours');
    expect(severity.file).toBeUndefined();
  });
});

describe('toCsv', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\u0000=1', '|calc', '%0A'])(
    'disarms %j',
    (text) => {
      expect(toCsv([[text]])).toBe(`\uFEFF"'${text}"\r\n`);
    },
  );

  it('leaves other text and numbers as they are, quotes doubled', () => {
    expect(toCsv([['a "b", c', -3, undefined]])).toBe('\uFEFF"a ""b"", c",-3,\r\n');
  });
});
