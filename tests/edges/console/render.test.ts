import * as fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../../src/edges/console/cell-width.ts';
import { renderText, renderUpdate } from '../../../src/edges/console/render.ts';
import {
  correlationAlert,
  developedAlert,
  hostileAlert,
  hostileNotice,
  mark,
  sampleAlert,
  sampleNotice,
} from '../../conformance/notifications.ts';

const now = Date.UTC(2026, 10, 20, 14, 30);
const plain = { color: false, width: 80, now };
const colored = { color: true, width: 80, now };

// oxlint-disable-next-line no-control-regex -- these are what must not get through
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

describe('renderText', () => {
  it.each([
    ['alert', sampleAlert],
    ['developed', developedAlert],
    ['correlation', correlationAlert],
    ['notice', sampleNotice],
  ] as const)('prints a card: %s', async (name, notification) => {
    await expect(`${renderText(notification, plain)}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('prints the same words with colour, and marks by style instead of stars', () => {
    const text = renderText(sampleAlert, colored);
    expect(text).toContain('\u001b[1;4mleaders\u001b[0m');
    expect(text).not.toContain('*');
    expect(stripVTControlCharacters(text).replaceAll(/\s+/g, '')).toBe(
      renderText(sampleAlert, plain).replaceAll(/[*\s]+/g, ''),
    );
  });

  it.each([20, 40, 80, 120])('wraps everything to %i columns', (width) => {
    for (const notification of [correlationAlert, hostileAlert, hostileNotice]) {
      const lines = renderText(notification, { ...plain, width }).split('\n');
      for (const line of lines.filter((each) => !/^▌ https:\S+$/.test(each))) {
        expect(cellWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  it('lets no control, bidirectional or zero-width character of a feed reach the terminal', () => {
    const headline = fc
      .string({ unit: 'binary', maxLength: 80 })
      .map((text) => ({ text, marks: [{ start: 1, end: 3 }] }));
    fc.assert(
      fc.property(headline, fc.string({ unit: 'binary', maxLength: 30 }), (headline, outlet) => {
        const text = renderText({ ...hostileAlert, headline, outlet }, plain);
        // What runs from right to left stands between isolates of ours, each of which is closed.
        expect(text.replaceAll(/\u2068([^\u2068\u2069]*)\u2069/g, '$1')).not.toMatch(HARMFUL);
      }),
      {
        numRuns: 20,
        examples: [
          [{ text: '', marks: [] }, '\u05d9\u05b4'],
          [{ text: 'שביתה\u2068 בנמל', marks: [] }, '\u2069\u202eGazette'],
        ],
      },
    );
  });

  it('never breaks an address, so that it can be clicked', () => {
    const link = `https://north-sea-courier.example/${'long-'.repeat(30)}story`;
    expect(renderText({ ...sampleAlert, link }, plain).split('\n')).toContain(`▌ ${link}`);
  });

  it('shows no address but http and https', () => {
    expect(renderText(hostileAlert, plain)).not.toMatch(/^▌ javascript:alert\(document/m);
  });
});

describe('renderUpdate', () => {
  it('says what is new in a line', () => {
    expect(
      renderUpdate({ ...developedAlert, acknowledged: undefined, verdicts: sampleAlert.verdicts }, plain),
    ).toBe('▌ ↻ #12 updated: also reported by Baltic Ledger, Rhine Gazette and Vistula Post');
  });

  it('says only what is new where it knows what was told before', () => {
    const edited = { ...developedAlert, headline: mark('Supreme commander confirmed') };
    expect(renderUpdate(edited, plain, developedAlert)).toBe(
      '▌ ↻ #12 updated: headline is now “Supreme commander confirmed”',
    );
    expect(renderUpdate({ ...developedAlert, standing: undefined }, plain, developedAlert)).toBe('');
  });

  it('falls back on the headline where nothing else can be named', () => {
    expect(renderUpdate(sampleAlert, { ...plain, width: 200 })).toContain(`“${sampleAlert.headline.text}”`);
  });
});
