import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { stringify } from 'csv-stringify';
import { isRefusal } from '#kernel';
import {
  importOrganisations,
  type KnownOrganisation,
  type RegisterTarget,
  type RowVerdict,
  type VerdictCounts,
} from '#imports';
import { organisationRegister, organisations, RecordRegisterEntry } from '#organisations';
import { type Commands, Refused, TryAgain } from '#platform';
import type { Product } from '../../api/src/start.js';

export interface ImportOptions {
  readonly report?: string;
  readonly dryRun?: boolean;
}

const TRIES = 5;

/** Imports a register from a file, with a progress bar on a terminal and a report where one is asked for. */
export const importFile = async (
  product: Product,
  file: string,
  options: ImportOptions,
  each: (verdict: RowVerdict) => void,
): Promise<VerdictCounts> => {
  if (options.report !== undefined) await mustDiffer(file, options.report);
  const known = await knownTo(product);
  const record = options.dryRun ? deciding(product) : recording(product.commands);
  let report: Report | undefined;
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total} rows, {eta} s left', stream: process.stderr })
    : undefined;
  try {
    return await importOrganisations(
      file,
      { known, record },
      {
        // Not before: a file that cannot be read leaves no report, nor an emptied earlier one.
        readable: async () => {
          if (options.report !== undefined) report = await reportTo(options.report);
        },
        verdict: (verdict) => {
          each(verdict);
          return report?.add(verdict);
        },
        progress: ({ rows, done }) => (done === 0 ? bar?.start(rows, 0) : bar?.update(done)),
      },
    );
  } finally {
    bar?.stop();
    await report?.close();
  }
};

/** Opening a report empties the file of that name. */
const mustDiffer = async (file: string, report: string): Promise<void> => {
  const [read, written] = await Promise.all([file, report].map((path) => stat(path).catch(() => undefined)));
  if (read && written && read.dev === written.dev && read.ino === written.ino)
    throw new Error('The report would overwrite the file to be imported. Give the report another name.');
};

const knownTo = async ({ followers, readModels, clock }: Product): Promise<readonly KnownOrganisation[]> => {
  await followers.catchUp([organisationRegister]);
  const rows = await readModels
    .from(organisationRegister)
    .select(['row.organisationId', 'row.name', 'row.identifiers', 'row.closedOn'])
    .getMany();
  const today = clock.today();

  return rows.map(({ organisationId, name, identifiers, closedOn }) => ({
    organisationId,
    name,
    references: [identifiers.care_inspectorate].filter((reference) => reference !== undefined),
    closed: closedOn !== null && closedOn < today,
  }));
};

const recording = (commands: Commands): RegisterTarget['record'] => {
  const correlationId = randomUUID();
  return async (entry) => {
    const envelope = { commandId: randomUUID(), origin: 'import' as const, correlationId };
    for (let tries = 1; ; tries += 1) {
      try {
        return (await commands.send(entry, envelope)).recorded.map(({ type }) => type);
      } catch (error) {
        if (error instanceof Refused) return error.refusal;
        if (!(error instanceof TryAgain) || tries === TRIES) throw error;
      }
    }
  };
};

/** Decides by the same rule on the same state, and records nothing. */
const deciding = ({ commands, clock }: Product): RegisterTarget['record'] => {
  const entryRule = organisations.rules.find(({ command }) => command === RecordRegisterEntry)!;
  return async (entry) => {
    const state = await commands.stateOf(organisations, entry.organisationId);
    const today = clock.today();
    const decision = entryRule.decide(entry, state, {
      now: clock.now(),
      today,
      effectiveOn: today,
      commandId: 'dry-run',
      actor: 'dry-run',
    });
    return isRefusal(decision) ? decision : decision.map(({ type }) => type);
  };
};

type Report = Awaited<ReturnType<typeof reportTo>>;

/** Writes verdicts to a CSV file; cells that a spreadsheet would run as formulas are escaped. */
const reportTo = async (path: string) => {
  const file = createWriteStream(path, { encoding: 'utf8' });
  await new Promise<void>((opened, failed) => {
    file.once('open', () => opened());
    file.once('error', (error: NodeJS.ErrnoException) =>
      failed(new Error(`The report ${path} cannot be written (${error.code}). Nothing was imported.`)),
    );
  });
  const rows = stringify({
    header: true,
    columns: ['line', 'reference', 'verdict', 'code', 'reason'],
    escape_formulas: true,
  });
  rows.pipe(file);
  return {
    add: async (verdict: RowVerdict): Promise<void> => {
      if (!rows.write(verdict)) await new Promise((resolve) => rows.once('drain', resolve));
    },
    close: async (): Promise<void> => {
      rows.end();
      await finished(file);
    },
  };
};
