import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { CsvError, type InfoRecord, type Options, parse } from 'csv-parse';

/** A file that cannot be read as what it should be. Nothing of it is recorded. The message names the place and says what to do. */
export class UnreadableFile extends Error {}

/** A row of a file: its cells by column, or what is the matter with the row as a whole. */
export interface CsvRow {
  /** The line of the file on which the row begins, from 1; the header is usually line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly problem?: { readonly code: string; readonly reason: string };
}

/** Longer cells are refused with their row: no register holds such a value, and a forgotten quote does. */
export const CELL_BYTES = 10_000;
const RECORD_BYTES = 16_000_000;

/**
 * Reads a CSV file row by row in bounded memory: UTF-8 with or without a byte-order mark, LF or CRLF, quotes as in
 * RFC 4180. The columns named must be there, in any order, those named as optional may be; others are ignored. A row with too few or too many
 * cells, bytes that are not UTF-8 or an oversized cell comes with its `problem`; what makes the rest of the file
 * unsafe to read (a quote left open, a missing column, another encoding) throws `UnreadableFile`.
 */
export async function* readCsv(
  path: string,
  columns: readonly string[],
  optional: readonly string[] = [],
  named: (header: readonly string[]) => void = () => undefined,
): AsyncGenerator<CsvRow> {
  const start = await startOfText(path);
  const lines = new Lines();
  const options: Options<Begun, Buffer[]> = {
    encoding: null,
    on_record: (record, info) => ({ record, line: lines.begunOn(record, info) }),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES,
    record_delimiter: ['\r\n', '\n', '\r'].map((end) => Buffer.from(end)),
  };
  const parser = createReadStream(path, { start }).pipe(parse(options as object));
  let header: readonly string[] | undefined;
  let read: readonly string[] = columns;
  try {
    for await (const { record, line } of parser as AsyncIterable<Begun>) {
      if (header) yield rowOf(record, header, read, line);
      else {
        header = headerOf(record, columns, optional);
        named(header);
        read = [...columns, ...optional.filter((column) => header?.includes(column))];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile(sentenceFor(error, lines)) : error;
  }
  if (!header)
    throw new UnreadableFile(
      `The file is empty. Its first line must name the columns: ${columns.join(', ')}.`,
    );
}

/** What a file is found to hold before it is imported. */
export interface LookedThrough {
  readonly rows: number;
  /** Columns nobody asked for: other notes, or a name that was mistyped. */
  readonly ignored: readonly string[];
}

/** Reads the whole file once for what would make it unsafe to import, and counts its rows. Throws `UnreadableFile`. */
export const lookThrough = async (
  path: string,
  columns: readonly string[],
  optional: readonly string[] = [],
): Promise<LookedThrough> => {
  let rows = 0;
  let names: readonly string[] = [];
  for await (const _row of readCsv(path, columns, optional, (header) => (names = header))) rows += 1;
  const asked = new Set([...columns, ...optional]);
  return { rows, ignored: names.filter((name) => name !== '' && !asked.has(name)) };
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const textOf = (cell: Buffer): string | undefined => {
  try {
    return utf8.decode(cell);
  } catch {
    return undefined;
  }
};

const headerOf = (
  record: readonly Buffer[],
  columns: readonly string[],
  optional: readonly string[],
): readonly string[] => {
  const names = record.map((cell) => textOf(cell)?.trim() ?? '');
  const missing = columns.filter((column) => !names.includes(column));
  const separator = missing.length === columns.length ? otherSeparator(names) : undefined;
  if (separator)
    throw new UnreadableFile(
      `The cells of line 1 are separated by ${separator}. Save the file as CSV with commas between the cells.`,
    );
  if (missing.length > 0) {
    const found = likeColumns(names, [...columns, ...optional]).slice(0, 20);
    throw new UnreadableFile(
      `Line 1 does not name the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}. It must name ${columns.join(', ')}; found: ${found.join(', ') || 'none of these'}.`,
    );
  }
  const twice = [...columns, ...optional].find(
    (column) => names.indexOf(column) !== names.lastIndexOf(column),
  );
  if (twice) throw new UnreadableFile(`Line 1 names the column ${twice} more than once. Keep one of them.`);

  return names;
};

/** What may be shown of a first line: where it names none of the columns it is a row of people, and their names are no error text. */
const likeColumns = (names: readonly string[], asked: readonly string[]): readonly string[] =>
  names.some((name) => asked.includes(name)) ? names.filter((name) => /^[a-z_]{1,30}$/i.test(name)) : [];

/** What a spreadsheet separates cells by where it does not take commas. */
const otherSeparator = (names: readonly string[]): string | undefined => {
  const [only = '', ...others] = names;
  if (others.length > 0) return undefined;

  return only.includes(';') ? 'semicolons' : only.includes('\t') ? 'tabs' : undefined;
};

const rowOf = (
  record: readonly Buffer[],
  header: readonly string[],
  columns: readonly string[],
  line: number,
): CsvRow => {
  const cells: Record<string, string> = {};
  const problem = (code: string, reason: string): CsvRow => ({ line, cells, problem: { code, reason } });
  for (const column of columns) {
    const cell = record[header.indexOf(column)] ?? Buffer.alloc(0);
    if (cell.length > CELL_BYTES)
      return problem(
        'cell-too-long',
        `${column} holds ${cell.length} bytes; at most ${CELL_BYTES} are taken.`,
      );
    const text = textOf(cell);
    if (text === undefined)
      return problem('not-utf-8', `${column} holds bytes that are not UTF-8. Save the file as UTF-8.`);
    cells[column] = text.normalize('NFC').trim();
  }
  if (record.length === header.length) return { line, cells };

  return problem('wrong-number-of-cells', `The row has ${record.length} cells, the header ${header.length}.`);
};

interface Begun {
  readonly record: readonly Buffer[];
  readonly line: number;
}

/** Tells lines as an editor numbers them: within quotes the parser counts CR and LF as two. */
class Lines {
  /** On which the next row begins, but for empty lines. */
  next = 1;
  private countedTwice = 0;

  begunOn(record: readonly Buffer[], { lines }: InfoRecord): number {
    const ends = record.flatMap((cell) => cell.toString('latin1').match(/\r\n|\r|\n/g) ?? []);
    this.countedTwice += ends.filter((end) => end === '\r\n').length;
    const last = this.right(lines);
    this.next = last + 1;
    return last - ends.length;
  }

  right(counted: number): number {
    return counted - this.countedTwice;
  }
}

/** Where the text begins: after a byte-order mark, where there is one. Refuses what is not UTF-8 text at all. */
const startOfText = async (path: string): Promise<number> => {
  const kind = await stat(path).catch(() => undefined);
  if (!kind) throw new UnreadableFile(`There is no file ${path}.`);
  if (!kind.isFile()) throw new UnreadableFile(`${path} is not a file.`);
  const file = await open(path).catch(() => undefined);
  if (!file) throw new UnreadableFile(`${path} may not be read by this user.`);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const mark = buffer.subarray(0, Math.min(2, bytesRead)).toString('hex');
    if (mark === 'fffe' || mark === 'feff') throw new UnreadableFile('The file is UTF-16. Save it as UTF-8.');
    if (buffer.subarray(0, bytesRead).toString('latin1').startsWith('PK')) {
      throw new UnreadableFile('The file is a spreadsheet or an archive. Save it as CSV in UTF-8.');
    }
    return buffer.subarray(0, bytesRead).toString('hex').startsWith('efbbbf') ? 3 : 0;
  } finally {
    await file.close();
  }
};

const sentenceFor = (error: CsvError, lines: Lines): string => {
  const told = / at line (\d+)/.exec(error.code === 'CSV_QUOTE_NOT_CLOSED' ? '' : error.message)?.[1];
  const at = `line ${told === undefined ? lines.next : lines.right(Number(told))}`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `A quote opened in the row that begins on ${at} is never closed. Close it, or double it if it belongs to the text.`;
  if (
    error.code === 'CSV_INVALID_CLOSING_QUOTE' ||
    error.code === 'INVALID_OPENING_QUOTE' ||
    error.code === 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE'
  ) {
    return `A quote stands where none can in the row that begins on ${at}. Put the whole cell in quotes and double the quotes inside it.`;
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `The row that begins on ${at} is longer than ${RECORD_BYTES} bytes: probably a quote is left open there.`;

  return `The row that begins on ${at} cannot be read as CSV (${error.code}).`;
};
