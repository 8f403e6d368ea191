import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { isRefusal, refuse, type Refusal } from '#kernel';
import { RecordRegisterEntry } from '#organisations';
import { SECTORS } from '#organisations/events';
import type { CsvRow } from './csv-file.js';
import type { References } from './references.js';

/** The columns of a register of organisations. `staff_wte`, `services` and `council_areas` may be empty: unknown. */
export const REGISTER_COLUMNS = [
  'reference',
  'name',
  'sector',
  'staff_wte',
  'services',
  'council_areas',
] as const;

const COLUMN_OF: Readonly<Record<string, string>> = {
  staffWte: 'staff_wte',
  councilAreas: 'council_areas',
};

/** A row of a register as the command that records it, or why it cannot be one. Council areas stand between bars. */
export const entryOf = (
  { cells, problem }: CsvRow,
  references: References,
): RecordRegisterEntry | Refusal => {
  if (problem) return refuse(problem.code, problem.reason);
  const { reference = '', name = '', sector = '', staff_wte = '', services = '', council_areas = '' } = cells;
  if (reference === '')
    return refuse(
      'reference-missing',
      'The row has no reference: nothing to know it by next time.',
      'reference',
    );
  if (name === '') return refuse('name-missing', 'The row has no name.', 'name');
  if (!(SECTORS as readonly string[]).includes(sector)) {
    return refuse('unknown-sector', `The sector is none of ${SECTORS.join(', ')}.`, 'sector');
  }
  if (!isFigure(staff_wte))
    return refuse('not-a-number', 'staff_wte is not a number such as 57.7, or empty.', 'staff_wte');
  if (!isWhole(services))
    return refuse('not-a-number', 'services is not a whole number, or empty.', 'services');
  const organisationId = references.idOf(reference);
  if (isRefusal(organisationId)) return organisationId;

  const entry = plainToInstance(RecordRegisterEntry, {
    organisationId,
    reference,
    name,
    sector,
    ...(staff_wte === '' ? {} : { staffWte: Number(staff_wte) }),
    ...(services === '' ? {} : { services: Number(services) }),
    councilAreas: council_areas
      .split('|')
      .map((area) => area.trim())
      .filter((area) => area !== ''),
  });
  const [wrong] = validateSync(entry, { stopAtFirstError: true });
  if (!wrong) return entry;

  const column = COLUMN_OF[wrong.property] ?? wrong.property;
  const [sentence = 'is not valid'] = Object.values(wrong.constraints ?? {});
  return refuse('not-valid', `${sentence.replaceAll(wrong.property, column)}.`, column);
};

const isFigure = (text: string): boolean => /^(\d{1,9}(\.\d{1,6})?)?$/.test(text);
const isWhole = (text: string): boolean => /^\d{0,9}$/.test(text);
