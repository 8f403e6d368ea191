import type { QueryBus } from '@nestjs/cqrs';
import {
  type Breakdown,
  CompletionRateFilters,
  completionRatesContext,
  GetCompletionRates,
  printedRates,
} from '#completion-rates';
import type { Product } from '../../api/src/start.js';
import { table } from '../../table.js';
import { print } from './output.js';

/** What `rates` may be asked. */
export interface RatesOptions {
  readonly programme?: string;
  readonly cohort?: string;
  readonly asAt?: string;
  readonly by?: Breakdown;
  readonly json?: boolean;
}

/** Prints the completion rates, as a table or as the plain JSON array other programs read. */
export const showRates = async (
  { followers, queryBus }: Pick<Product, 'followers'> & { queryBus: QueryBus },
  options: RatesOptions,
): Promise<number> => {
  const { json, ...asked } = options;
  await followers.catchUp(completionRatesContext.projections);
  const answer = await queryBus.execute(
    new GetCompletionRates(Object.assign(new CompletionRateFilters(), asked)),
  );
  const printed = printedRates(answer);
  if (json) await print(JSON.stringify(printed, null, 2));
  else
    await print(
      `${table(printed)}\n\nEffective clock, as at ${answer.asAt}, log position ${answer.position}, definition ${answer.definition}.`,
    );
  return 0;
};
