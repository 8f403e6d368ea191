import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HEADER = 'reference,name,sector,staff_wte,services,council_areas';
const AREAS = ['Fife', 'Highland', 'Fife|Highland', ''];
/** Every 97th row names no sector there is, every 211th is called like the row above. */
const REFUSED_EVERY = 97;
const ALIKE_EVERY = 211;

/** Rows of a register that nobody keeps: most good, some to be refused, some flagged as likely duplicates. */
export const madeUpRows = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => {
    const row = index + 1;
    const name = `${inLetters(row % ALIKE_EVERY === 0 ? row - 1 : row)} Care`;
    const sector = row % REFUSED_EVERY === 0 ? 'imaginary' : 'voluntary';
    return `MADE-UP-${row},${name},${sector},${row % 300}.5,${row % 9},${AREAS[row % AREAS.length]}`;
  });

/** Writes a register into a folder; answers the path. */
export const registerFile = (folder: string, rows: readonly string[], name = 'register.csv'): string => {
  const path = join(folder, name);
  writeFileSync(path, `${[HEADER, ...rows].join('\n')}\n`);
  return path;
};

const LETTERS = 'bcdfghklmnprstvz';

/** A number as a word of its own: names that differ in digits only would be taken for one. */
const inLetters = (number: number): string =>
  [...number.toString(16).padStart(4, '0')].map((digit) => `${LETTERS[parseInt(digit, 16)]}a`).join('');
