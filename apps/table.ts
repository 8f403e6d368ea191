/** Rows as a table for people: columns as wide as they need, numbers to the right. */
export const table = (items: readonly object[]): string => {
  const rows = items as readonly Readonly<Record<string, unknown>>[];
  if (rows.length === 0) return '(none)';
  const columns = Object.keys(rows[0]!);
  const cells = rows.map((row) => columns.map((column) => shown(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(width(column), ...cells.map((line) => width(line[index]!))),
  );
  const numeric = columns.map((column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => {
        const gap = ' '.repeat(widths[index]! - width(text));
        return numeric[index] ? gap + text : text + gap;
      })
      .join('  ')
      .trimEnd();

  return [line(columns), line(widths.map((columnWidth) => '-'.repeat(columnWidth))), ...cells.map(line)].join(
    '\n',
  );
};

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'number' && !Number.isInteger(value)) return value.toFixed(3);

  return typeof value === 'object' ? JSON.stringify(value) : `${value as string}`;
};

const segments = new Intl.Segmenter('en-GB');
const width = (text: string): number => [...segments.segment(text)].length;
