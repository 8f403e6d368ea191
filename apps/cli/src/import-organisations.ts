import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { stringify } from 'csv-stringify';
import { isRefusal } from '#kernel';
import { importOrganisations, type RegisterTarget, type RowVerdict, type VerdictCounts } from '#imports';
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
): Promise<VerdictCounts> => {
  await product.followers.catchUp([organisationRegister]);
  const known = await product.readModels
    .from(organisationRegister)
    .select(['row.organisationId', 'row.name'])
    .getMany();
  const record = options.dryRun ? deciding(product) : recording(product.commands);
  const report = options.report === undefined ? undefined : await reportTo(options.report);
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total} rows, {eta} s left', stream: process.stderr })
    : undefined;
  try {
    return await importOrganisations(
      file,
      { known, record },
      {
        verdict: (verdict) => report?.add(verdict),
        progress: ({ rows, done }) => (done === 0 ? bar?.start(rows, 0) : bar?.update(done)),
      },
    );
  } finally {
    bar?.stop();
    await report?.close();
  }
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

/** Writes verdicts to a CSV file; cells that a spreadsheet would run as formulas are escaped. */
const reportTo = async (path: string) => {
  const file = createWriteStream(path, { encoding: 'utf8' });
  await new Promise<void>((opened, failed) => {
    file.once('open', () => opened());
    file.once('error', failed);
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
