import {
  type Breakdown,
  CompletionRateFilters,
  completionRatesContext,
  GetCompletionRates,
  printedRates,
  type PrintedRates,
  type Returners,
} from '#completion-rates';
import { commandOf } from '#kernel';
import type { Product } from '../../api/src/start.js';
import { table } from '../../table.js';
import { inWords, type MomentOptions } from './asked.js';
import { print } from './output.js';

/** What `rates` may be asked. */
export interface RatesOptions extends MomentOptions {
  readonly programme?: string;
  readonly cohort?: string;
  readonly by?: Breakdown;
  readonly returners?: Returners;
  readonly json?: boolean;
}

/** Prints the completion rates, as a table or as the plain JSON array other programs read. */
export const showRates = async (
  { followers, queryBus }: Pick<Product, 'followers' | 'queryBus'>,
  options: RatesOptions,
): Promise<number> => {
  const { json, ...asked } = options;
  await followers.catchUp(completionRatesContext.projections);
  const answer = await queryBus.execute(new GetCompletionRates(commandOf(CompletionRateFilters, asked)));
  const printed = printedRates(answer);
  if (json) {
    await print(JSON.stringify(printed, null, 2));
    // Of no cohort there is no entry that could say it.
    if (printed.length === 0) process.stderr.write(`${inWords(answer)}\n`);
  } else
    await print(
      [
        table(printed.map(inColumns)),
        '',
        `${inWords(answer)} Definition ${answer.definition}, returners ${answer.returners.replace('_', ' they ')}.`,
        ...printed.flatMap(byClass),
      ].join('\n'),
    );
  return 0;
};

/** What is the same for all, or no number, stands below the table. */
const inColumns = (rates: PrintedRates): object => {
  const {
    withdrawnBeforeStartBy: _before,
    withdrawnAfterStartBy: _after,
    clock: _clock,
    asAt: _asAt,
    definition: _definition,
    returners: _returners,
    position: _position,
    ...columns
  } = rates;
  return Object.fromEntries(
    Object.entries(columns).map(([field, value]: [string, unknown]) => [
      inPlainWords(field),
      field === 'completionRate' && typeof value === 'number' ? `${(value * 100).toFixed(1)} %` : value,
    ]),
  );
};

/** `withdrawnBeforeStart` as people read it. */
const inPlainWords = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const byClass = (rates: PrintedRates): readonly string[] => {
  const of = [rates.cohort, rates.sector ?? rates.size ?? rates.level ?? rates.region ?? rates.sponsor]
    .filter((name) => name !== undefined)
    .join(', ');
  return [
    ...line(`${of}: withdrawn before the start`, rates.withdrawnBeforeStartBy),
    ...line(`${of}: withdrawn after the start`, rates.withdrawnAfterStartBy),
  ];
};

const line = (what: string, classes: Readonly<Record<string, number>>): readonly string[] => {
  const counted = Object.entries(classes).map(([name, count]) => `${count} ${name.replaceAll('_', ' ')}`);
  return counted.length === 0 ? [] : [`${what}: ${counted.join(', ')}.`];
};
