/** Writes CSV that spreadsheets open without doing what a headline says. */

/** Cells that begin like this are taken for formulas by spreadsheets (OWASP, CSV Injection). */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

/**
 * Lines of quoted cells (RFC 4180), ended by CRLF, behind a byte order mark for the sake of Excel. Text that a
 * spreadsheet would compute gets an apostrophe in front; numbers are written as they are.
 */
export function toCsv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
