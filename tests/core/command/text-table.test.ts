import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textTable } from '../../../src/core/command/text-table.ts';

describe('textTable', () => {
  it('aligns columns, numbers to the right', () => {
    const rows = [
      ['Leader-level appointments', '12', '● surging'],
      ['Chorus', '3', '○ quiet'],
    ];
    expect(textTable(['Indicator', 'n', 'Standing'], rows, 60)).toEqual([
      'Indicator                   n  Standing',
      'Leader-level appointments  12  ● surging',
      'Chorus                      3  ○ quiet',
    ]);
  });

  it('takes the room from the widest column', () => {
    const lines = textTable(['Indicator', 'n'], [['Leader-level appointments', '12']], 20);
    expect(lines).toEqual(['Indicator          n', 'Leader-level ap…  12']);
  });

  it('counts wide characters as two', () => {
    expect(
      textTable(
        ['a', 'b'],
        [
          ['🔴', 'x'],
          ['東京', 'y'],
          ['abcd', 'z'],
        ],
        30,
      ),
    ).toEqual(['a     b', '🔴    x', '東京  y', 'abcd  z']);
  });

  it('leaves missing cells empty and cleans the others', () => {
    expect(textTable(['a', 'b'], [['x'], ['\u202ey\u200b\n', 'z']], 30)).toEqual(['a  b', 'x', 'y  z']);
  });

  it('is never wider than it may be, as long as three columns each have room', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('🔴🔴🔴', '東京都', '12'),
    );
    const row = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(
        row,
        fc.array(row, { maxLength: 5 }),
        fc.integer({ min: 13, max: 60 }),
        (head, rows, width) => {
          expect(textTable(head, rows, width)).toHaveLength(rows.length + 1);
          const narrow = rows.map((cells) => cells.map((text) => text.replaceAll(/[^ -~]/g, 'x')));
          const heads = head.map((text) => text.replaceAll(/[^ -~]/g, 'x'));
          for (const line of textTable(heads, narrow, width)) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
