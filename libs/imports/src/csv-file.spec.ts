import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookThrough, readCsv, UnreadableFile, type CsvRow } from './csv-file.js';

const columns = ['reference', 'name'];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

const rowsOf = async (content: string | Buffer): Promise<CsvRow[]> => {
  const path = join(folder, 'file.csv');
  await writeFile(path, content);
  const rows: CsvRow[] = [];
  for await (const row of readCsv(path, columns)) rows.push(row);
  return rows;
};

describe('reading a CSV file', () => {
  it('takes columns in any order, ignores others, and numbers rows by the line they begin on', async () => {
    expect(await rowsOf('name,extra,reference\n"Sample, ""A""",x,1\n"two\nlines",y,2\n\nlast,z,3\n')).toEqual(
      [
        { line: 2, cells: { reference: '1', name: 'Sample, "A"' } },
        { line: 3, cells: { reference: '2', name: 'two\nlines' } },
        { line: 6, cells: { reference: '3', name: 'last' } },
      ],
    );
  });

  it('takes a byte-order mark, CRLF and no last line end', async () => {
    const rows = await rowsOf('\ufeffreference,name\r\n1,Comhairle nan Eilean Siar\r\n2,Ar Cúram');
    expect(rows.map(({ cells }) => cells['name'])).toEqual(['Comhairle nan Eilean Siar', 'Ar Cúram']);
  });

  it('numbers rows as an editor does, whatever ends the lines within quotes', async () => {
    const rows = await rowsOf('reference,name\r\n1,"two\r\nlines"\r\n"2\r\n",a\r\n3,"x\n\ry"\r\n4,last\r\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 6, 9]);
    await expect(rowsOf('reference,name\r\n1,"two\r\nlines"\r\n2,a"b\r\n')).rejects.toThrow('on line 4.');
    await expect(rowsOf('reference,name\r\n1,"two\r\nlines"\r\n2,"b\r\n')).rejects.toThrow('on line 4 is');
  });

  it('brings text to one Unicode form', async () => {
    expect((await rowsOf('reference,name\n1,Cu\u0301ram\n'))[0]!.cells['name']).toBe('C\u00faram');
  });

  it('refuses a row, and only that row, for its bytes, its length or its number of cells', async () => {
    const rows = await rowsOf(
      Buffer.concat([
        Buffer.from('reference,name\n1,'),
        Buffer.from([0x43, 0xfa, 0x72]),
        Buffer.from(`\n2,${'x'.repeat(1_000_000)}\n3\n4,a,b\n5,good\n`),
      ]),
    );
    expect(rows.map(({ line, problem }) => [line, problem?.code])).toEqual([
      [2, 'not-utf-8'],
      [3, 'cell-too-long'],
      [4, 'wrong-number-of-cells'],
      [5, 'wrong-number-of-cells'],
      [6, undefined],
    ]);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['a quote left open', 'reference,name\n1,a\n2,"b\n3,c\n', /begins on line 3 is never closed/],
    ['text after a closing quote', 'reference,name\n1,"a"b\n', /line 2.*double the quotes/],
    ['a quote inside a cell', 'reference,name\n1,a"b\n', /line 2.*double the quotes/],
    ['a missing column', 'reference,title\n1,a\n', /does not name the column name.*found: reference, title/],
    ['no header', 'Leading,Jane McSecret,jane@example.org\n1,a\n', /found: none of these\.$/],
    ['cells among the names', 'name,Jane McSecret,title\n', /found: name, title\.$/],
    ['semicolons', 'reference;name\n1;a\n', /separated by semicolons.*with commas/],
    ['tabs', 'reference\tname\n1\ta\n', /separated by tabs/],
    ['a column twice', 'reference,name,name\n1,a,b\n', /column name more than once/],
    ['an empty file', '', /file is empty/],
    ['UTF-16', Buffer.from('\ufeffreference,name\n', 'utf16le'), /UTF-16/],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004'), /Save it as CSV/],
  ])('refuses the whole file for %s', async (_what, content, sentence) => {
    await expect(rowsOf(content)).rejects.toThrow(sentence);
    await expect(rowsOf(content)).rejects.toBeInstanceOf(UnreadableFile);
  });

  it('counts the rows, and tells which columns nobody asked for', async () => {
    const path = join(folder, 'notes.csv');
    await writeFile(path, 'name,nmae,reference,,level\na,b,1,,2\n');
    expect(await lookThrough(path, columns, ['level'])).toEqual({ rows: 1, ignored: ['nmae'] });
  });

  it('refuses what is not there or not a file', async () => {
    await expect(lookThrough(join(folder, 'none.csv'), columns)).rejects.toThrow('There is no file');
    await expect(lookThrough(folder, columns)).rejects.toThrow('is not a file');
  });
});
