/** Reads tables of separated values, whichever sign separates them. */

/** The rows of a table, its header first; commas, semicolons or tabs separate, by what the first line has most of. */
export function tableRows(text: string): readonly (readonly string[])[] {
  return cells(text.replace(/^\uFEFF/, ''), separatorOf(text));
}

/** What stands between the cells of the first line. */
function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1);
  const counts = [',', ';', '\t'].map((sign) => ({ sign, n: line.split(sign).length }));
  return counts.toSorted((a, b) => b.n - a.n)[0]?.sign ?? ',';
}

/** The cells of a table by RFC 4180: quotation marks may hold separators, line ends and doubled marks. */
function cells(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') {
      endCell();
      rows.push(row);
      row = [];
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}
