import { isRefusal } from '#kernel';
import { NameIndex, type RecordRegisterEntry } from '#organisations';
import { type CsvRow, lookThrough, readCsv } from './csv-file.js';
import { type KnownOrganisation, References } from './references.js';
import { entryOf, REGISTER_COLUMNS } from './register-row.js';
import { judged, type RowVerdict, VerdictCounter, type VerdictCounts } from './verdicts.js';

const AT_ONCE = 128;

/** What an import needs of the product. */
export interface RegisterTarget {
  /** All organisations registered before the import. */
  readonly known: readonly KnownOrganisation[];
  /** Records an entry, or in a dry run only decides it: the types of the events that are new, none for no change, or the refusal. */
  record(
    entry: RecordRegisterEntry,
  ): Promise<readonly string[] | { readonly refused: string; readonly message: string }>;
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number;
  readonly done: number;
}

/** What an import tells while it goes on. */
export interface Told {
  /** The file was read once and can be imported; nothing is recorded yet. `ignored`: columns that are not read, where few are known. */
  readonly readable?: (ignored?: readonly string[]) => void | Promise<void>;
  readonly verdict?: (verdict: RowVerdict) => void | Promise<void>;
  readonly progress?: (progress: ImportProgress) => void;
}

/**
 * Imports a register of organisations: every row gets its verdict, in the order of the file, and good rows are recorded
 * though others are refused. The file is read once beforehand, so that one that cannot be read whole records nothing
 * (`UnreadableFile`). Running the same file again records nothing. Organisations are known by their reference, whoever
 * registered them.
 */
export const importOrganisations = async (
  path: string,
  target: RegisterTarget,
  tell: Told = {},
): Promise<VerdictCounts> => {
  const { rows } = await lookThrough(path, REGISTER_COLUMNS);
  await tell.readable?.();
  const counter = new VerdictCounter();
  const judge = judgeOf(target);
  let done = 0;
  tell.progress?.({ rows, done });
  for await (const verdict of judged(readCsv(path, REGISTER_COLUMNS), judge, AT_ONCE)) {
    counter.add(verdict);
    await tell.verdict?.(verdict);
    done += 1;
    tell.progress?.({ rows, done });
  }
  return counter.counts;
};

interface Named {
  readonly organisationId: string;
  readonly name: string;
}

const judgeOf = (target: RegisterTarget) => {
  const names = new NameIndex<Named>(target.known);
  const references = new References(target.known);
  const inThisFile = new Map<string, { readonly line: number; readonly content: string }>();

  return async (row: CsvRow): Promise<RowVerdict> => {
    const entry = entryOf(row, references);
    const of = { line: row.line, reference: shown(row.cells['reference']) };
    if (isRefusal(entry)) return { ...of, verdict: 'refused', code: entry.refused, reason: entry.message };

    const content = JSON.stringify(entry);
    const above = inThisFile.get(entry.reference);
    if (above?.content === content)
      return {
        ...of,
        verdict: 'unchanged',
        code: 'same-row-above',
        reason: `Line ${above.line} says the same.`,
      };
    if (above) {
      return {
        ...of,
        verdict: 'refused',
        code: 'differs-from-row-above',
        reason: `Line ${above.line} has this reference and says something else. Keep the right one.`,
      };
    }
    inThisFile.set(entry.reference, { line: row.line, content });
    const alike = names
      .likelyDuplicatesOf(entry.name)
      .filter(({ organisationId }) => organisationId !== entry.organisationId);
    names.add({ organisationId: entry.organisationId, name: entry.name });

    const answer = await target.record(entry);
    if ('refused' in answer)
      return { ...of, verdict: 'refused', code: answer.refused, reason: answer.message };
    if (answer.length === 0) return { ...of, verdict: 'unchanged' };
    if (
      alike[0] &&
      answer.some((type) => type === 'OrganisationRegistered' || type === 'OrganisationRenamed')
    ) {
      return {
        ...of,
        verdict: 'flagged',
        code: 'likely-duplicate',
        reason: `Recorded, but its name is likely that of ${inWords(alike)}. Look at both.`,
      };
    }
    return { ...of, verdict: 'accepted' };
  };
};

const inWords = (alike: readonly Named[]): string => {
  const [first, ...others] = alike;
  return `"${first!.name}" (${first!.organisationId})${others.length > 0 ? ` and ${others.length} more` : ''}`;
};

/** A reference as far as it can be shown: a cell may hold a megabyte. */
const shown = (reference = ''): string =>
  reference.length > 60 ? `${reference.slice(0, 57)}...` : reference;
